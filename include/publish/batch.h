/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_BATCH_H
#define PUBLISH_BATCH_H

#include "plan/split.h"

/*
 * What a batch's tag stands on: which topics, from where, up to which commit.
 *
 * Its topics are those the plan puts into it, in the plan's order. In the merge window the topics of `fixes`
 * may ride with the batch that is sent next; they are in it if the tip holds them. The tip is the branch that
 * the batch was assembled as, if it holds exactly the batch; else the tip of its one topic, or of the one
 * that contains all others. Any other must be named, and then hold exactly their commits beyond the base, and
 * merges.
 */
struct selection {
	struct {
		size_t *v; /* indices into the survey's topics */
		size_t n, cap;
	} topics;
	git_oid tip;
	git_oid base;
	char *base_name;        /* "pullprep.base (v5.17-rc4)", for messages */
	bool base_found;        /* nobody named the base */
	struct strings remarks; /* what the maintainer should know, a sentence each */
};

struct selection_wish {
	enum batch batch;
	const char *tip;  /* --tip=REV, or NULL */
	const char *base; /* --base=REV, or NULL: the batch before, else pullprep.base, else the merge base
			     with mainline */
	/* the commit of the tag of fixes, or zero: fixes that it holds are not offered to ride */
	git_oid fixes_tagged;
	/* What the batch was assembled as, NULL and zero if there is no such branch; and whether it is as
	 * pullprep made it. */
	const char *branch;
	git_oid branch_tip;
	bool branch_ours;
	/* The second batch: the first one's tip, and what to call it; zero and NULL if there is none. */
	git_oid before;
	const char *before_name;
};

/*
 * Errors: no topic in the batch; several and no tip; the tip is none, or lacks commits, or has others, or the
 * base holds some already: they are named.
 */
struct error *selection_make(struct selection *out, const struct survey *survey,
    const struct verdict *verdicts, const size_t *order, const struct split_rules *rules,
    const struct selection_wish *wish);
void selection_release(struct selection *selection);

/* Do the topics of `fixes` ride with this batch now? */
bool selection_takes_fixes(enum batch batch, const struct cycle *cycle, const struct split_rules *rules);

#endif
