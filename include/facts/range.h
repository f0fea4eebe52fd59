/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_RANGE_H
#define FACTS_RANGE_H

#include "facts/project.h"

/*
 * Which commits people mean by what they write on a command line, newest first.
 *
 *  - ranges in any form of git's (A..B, ^A B, A...B, TAG^!): what `git rev-list` lists, in its order
 *    (but exact also where clocks were so wrong that git lists commits which the other side has);
 *  - a commit id (7 to 40 hex digits that are no ref's name): that commit;
 *  - any other revision: what it has and mainline lacks.
 * If one argument is a range, all are taken together as git takes them; else each stands for itself.
 */
struct range {
	git_oid *v; /* newest first, merges included */
	size_t n, cap;
	git_oid tip; /* the first revision that is not excluded */
};

/* ERROR_NOT_FOUND for what is no revision, ERROR_USAGE for what looks like an option. */
struct error *range_find(struct range *out, struct project *project, const struct strings *revisions);
void range_release(struct range *range);

#endif
