/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_ASSEMBLESTEPS_H
#define PUBLISH_ASSEMBLESTEPS_H

#include "facts/ancestry.h"
#include "facts/survey.h"
#include "text/assembled.h"

/*
 * What there is to do to assemble a batch, found out before anything is done: where the branch starts, which
 * merges are there already, which topics are still to be merged.
 *
 * A linear history is cut, not merged: if the batch holds series of a line that stands on the base, the
 * branch starts at the topmost of them. A merge that the branch has already is kept, message and resolution
 * included, if it merges the same topic at the same tip into the same commit; so is, as a whole and in
 * whatever order, what --continue brought.
 */
struct assemble_step {
	size_t topic;           /* index into the survey */
	enum assembled_how how; /* ASSEMBLED_MERGED: still to be merged */
	size_t by;              /* ASSEMBLED_HELD: the topic that holds it, or the survey's count: the base */
	git_oid merge;          /* ASSEMBLED_KEPT: the merge that is there */
};

struct assemble_steps {
	struct {
		struct assemble_step *v; /* in the order in which they were done and are to be done */
		size_t n, cap;
	} steps;
	git_oid start;  /* the base, or where the line was cut */
	git_oid tip;    /* with all that need not be done */
	bool resumed;   /* ->tip stands on what --continue brought */
	size_t wanting; /* how many are still to be merged */
};

struct assemble_steps_wish {
	const size_t *topics; /* of the batch, in the plan's order */
	size_t n;
	const bool *may_bring; /* by topic of the survey: its commits may come with what contains them */
	git_oid base;
	git_oid resume;   /* what --continue brings, now or when the branch was assembled; zero: nothing */
	bool must_resume; /* it was asked for: what is wrong with it is an error, not a remark */
	git_oid existing; /* the branch's tip, zero if there is none */
};

/* Errors: a topic brings commits of topics that are not in the batch; --continue brings what is not of the
 * batch. */
struct error *assemble_steps_find(struct assemble_steps *out, struct strings *remarks,
    const struct survey *survey, const struct assemble_steps_wish *wish);
void assemble_steps_release(struct assemble_steps *steps);

#endif
