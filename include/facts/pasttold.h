/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTTOLD_H
#define FACTS_PASTTOLD_H

#include "facts/corrections.h"
#include "facts/mends.h"
#include "facts/pastpulls.h"
#include "facts/pastwalk.h"
#include "facts/postmortem.h"

/*
 * What the commits of some cycles tell by themselves: each that is no merge is read once. Of those after the
 * last release only the ones that mend something are kept.
 */
struct told {
	node_t node;
	struct past_step step;
	struct past_commit commit; /* ->pull by the list of all pulls; ->counted is left to filters */
	struct mends mends;        /* as corrected */
	bool corrected;
	bool practice; /* its message has Fixes:, even if that was corrected */
};
struct tolds {
	struct told *v; /* in git's order: newest first */
	size_t n, cap;
	uint32_t *at; /* by node: index in v, or TOLD_NONE */
	size_t nodes;
};
#define TOLD_NONE UINT32_MAX

/* corrections: may be NULL. */
struct error *tolds_read(struct tolds *out, struct repo *repo, const struct past_walk *walk,
    const struct past_pulls *pulls, const struct corrections *corrections);
void tolds_release(struct tolds *tolds);
/* The one of that node, or NULL. */
struct told *told_of(const struct tolds *tolds, node_t node);

/* A commit that is read for itself: a culprit from elsewhere, or a merge. */
struct error *past_commit_read(struct past_commit *out, struct repo *repo, const git_oid *oid);
void past_commit_copy(struct past_commit *out, const struct past_commit *from);
void past_commit_release(struct past_commit *commit);

#endif
