/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_ASSEMBLE_H
#define PUBLISH_ASSEMBLE_H

#include "plan/split.h"
#include "text/assembled.h"

/*
 * A batch as a branch: its topics merged in the plan's order into the base, each as a merge of two parents
 * with a message that says what and why. HEAD, index and work tree are not touched; git makes the trees (`git
 * merge-tree`) and the commits, and the branch is moved once, at the end. Until then nothing refers to what
 * is made, so that a conflict, a signal or any other failure leaves all as it was; what is made so far can be
 * gone on with by its id.
 *
 * A merge that the branch has already is kept with its message, also if its topic was described otherwise
 * since: that is remarked on.
 */
struct assemble_wish {
	enum batch batch;
	const char *branch;     /* its name */
	const char *base;       /* --base, or NULL */
	const char *resume;     /* --continue, or NULL */
	git_oid first;          /* the second batch: the first one's tip, or zero */
	const char *first_name; /* what to call it */
	git_oid fixes_tagged;   /* the commit of the tag of fixes, or zero: what it holds does not ride */
	const struct strings *unplanned; /* topics that the plan does not have, or NULL */
	bool may_edit, dry_run, force;
};

/* Where it stopped, so that the maintainer can go on from there. */
struct assemble_stop {
	git_oid tip;               /* what is merged so far, or the base */
	bool made;                 /* some of that was merged now, and nothing refers to it */
	const struct topic *topic; /* at which one, NULL: none. Borrowed */
	bool conflict;             /* it does not merge cleanly */
};

/* After an error `out` has nothing to release, and `stop` says how far it came. */
struct error *assemble_batch(struct assembled *out, struct strings *remarks, struct assemble_stop *stop,
    const struct survey *survey, const struct verdict *verdicts, const size_t *order,
    const struct split_rules *rules, const struct assemble_wish *wish);

#endif
