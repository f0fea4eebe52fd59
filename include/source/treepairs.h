/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_TREEPAIRS_H
#define SOURCE_TREEPAIRS_H

#include "source/difftree.h"

/*
 * The differences of many pairs of trees, counted by git as source/difftree.h says, but by two children side
 * by side instead of one for each: starting one takes longer than most differences.
 */
struct tree_pair {
	git_oid from, to; /* trees, not commits */
};

struct tree_pair_visitor {
	/* The files of one pair come together, in git's order; the pairs in any order. Names are valid during
	 * the call. */
	void (*file)(void *context, size_t pair, const struct difftree_file *file);
	void *context;
};

/* known[i] is false, and no file of that pair is told, where an object is missing; each such object is added
 * to `missing` once. */
struct error *tree_pairs_read(struct repo *repo, const struct tree_pair *pairs, size_t n, bool *known,
    const struct tree_pair_visitor *visitor, struct strings *missing);

#endif
