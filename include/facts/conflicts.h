/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_CONFLICTS_H
#define FACTS_CONFLICTS_H

#include "facts/overlap.h"
#include "facts/side.h"
#include "facts/survey.h"

/*
 * What whoever pulls will have to resolve, found by merging as they will.
 *
 * Nothing is left in the repository: the merges are made aside (source/aside.h).
 */
struct conflict {
	char *path;
	char *kind;  /* see source/mergetree.h */
	char *words; /* the same, with the sides called by the names of the merge */
	struct conflict_side ours, theirs;
	char *note; /* the maintainer's, see publish/notes.h; NULL: none, or not asked for */
};
struct test_merge {
	char *ours, *theirs; /* how people call the two: "kvm/xen", "origin/master", "next-20260702" */
	struct {
		struct conflict *v; /* empty: it merges cleanly */
		size_t n, cap;
	} conflicts;
};
struct test_merges {
	struct test_merge *v;
	size_t n, cap;
};
#define TEST_MERGES_INIT                                                                                     \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

/* Merges one pair and adds the result to `out`, clean or not. */
struct error *conflicts_test(struct test_merges *out, struct project *project, const struct merge_head *ours,
    const struct merge_head *theirs);

/* Merges each of the pairs, and adds those that do conflict, in the same order. */
struct error *conflicts_of_pairs(struct test_merges *out, struct project *project,
    const struct merge_head *heads, const struct head_pairs *pairs);

/* Both for topics: *merged (may be NULL) counts the pairs that had to be merged. */
struct error *conflicts_among(
    struct test_merges *out, struct survey *survey, const size_t *topics, size_t n, size_t *merged);

/*
 * Takes out of `merge`, of our tip with mainline, what is in conflict just as in one that was pulled before:
 * the same path, kind and last commits of both sides, and the same file in both tips. Whoever has merged that
 * one has resolved it, and does not meet it again.
 */
struct error *conflicts_leave_out(struct test_merge *merge, struct repo *repo, const git_oid *tip,
    const struct test_merge *before, const git_oid *before_tip);

void test_merges_release(struct test_merges *merges);

#endif
