/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_OVERLAP_H
#define FACTS_OVERLAP_H

#include "facts/project.h"

/* What is merged, and how people call it. */
struct merge_head {
	const char *name;
	git_oid tip;
};

/* Two of the heads, by their numbers; one < other. */
struct head_pair {
	size_t one, other;
};
struct head_pairs {
	struct head_pair *v; /* ordered */
	size_t n, cap;
};
#define HEAD_PAIRS_INIT                                                                                      \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

/*
 * Which of the heads may conflict with which, without merging them: from the paths that their commits change
 * which mainline lacks (facts/touched.h). Two may conflict
 *  - if both change a path and do not have the same there in the end (or by other commits have nothing there:
 *    it may have been renamed to two places);
 *  - if one has a file where the other has a directory;
 *  - if one adds to a directory from which the other has moved or removed all files: git follows renamed
 *    directories;
 *  - if one touches a file that mainline has removed, and the other one that it has added, between the starts
 *    of the two: it may be the same, renamed.
 * One that contains the other cannot.
 *
 * Of heads that start from the same commit of mainline, a pair that is not listed merges without conflicts.
 * Of others it may conflict where one of them conflicts with what mainline has changed between the two
 * starts: that comes up when it is merged with mainline, and is not told for each pair again.
 */
struct error *overlap_find(
    struct head_pairs *out, struct project *project, const struct merge_head *heads, size_t n);

#endif
