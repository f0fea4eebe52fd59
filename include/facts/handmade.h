/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_HANDMADE_H
#define FACTS_HANDMADE_H

#include "facts/project.h"
#include "source/ids.h"

/*
 * Merges that git would not have made like that: one with conflicts that somebody resolved, or whose tree
 * differs from what `git merge-tree --write-tree` makes of its parents. linux-next never had them, so soak
 * cannot vouch for them.
 */
struct handmade {
	git_oid merge;
	git_oid other; /* its second parent: what was merged */
	char *subject; /* the merge's */
	struct strings
	    paths; /* where its tree differs from git's (from git's with markers, if it conflicts) */
};
struct handmades {
	struct handmade *v;
	size_t n, cap;
};

/*
 * Looks at the merges of tip's first-parent line that `base` does not reach, newest first. A merge of three
 * or more parents counts as made by hand only if merging its parents one after the other is not clean or
 * gives another tree. Made aside: nothing is left in the repository.
 */
struct error *handmade_find(
    struct handmades *out, struct project *project, const git_oid *tip, const git_oid *base);
/* The same of those merges, in their order. */
struct error *handmade_look(struct handmades *out, struct project *project, const struct ids *merges);
void handmades_release(struct handmades *handmades);

#endif
