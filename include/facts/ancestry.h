/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_ANCESTRY_H
#define FACTS_ANCESTRY_H

#include "source/walk.h"

/*
 * The commits below some tips that the hidden ones do not have, in the order of `git rev-list TIPS --not
 * HIDDEN`, and below which of the tips each one is. One walk, however many tips.
 */
struct ancestry {
	struct history *history; /* borrowed */
	struct walk *walk;
	node_t *v; /* newest first */
	size_t n;
};

struct error *ancestry_find(struct ancestry *out, struct history *history, const git_oid *tips,
    size_t tip_count, const git_oid *hidden, size_t hidden_count);
void ancestry_release(struct ancestry *ancestry);

/* Is the commit one of them? */
bool ancestry_has(const struct ancestry *ancestry, const git_oid *commit);

/* Is the node, one of ->v, the tip of that number or an ancestor of it? */
bool ancestry_below(const struct ancestry *ancestry, node_t node, size_t tip);

/* Is `above` the commit `below`, or an ancestor of it, by way of these commits alone? Both are among them. */
bool ancestry_leads(const struct ancestry *ancestry, const git_oid *below, const git_oid *above);

/*
 * Of `n` commits, each there once, leaves at the front those that no other one contains, in the same order,
 * and makes *n their number (`git merge-base --independent`): one walk from all of them down to the oldest.
 */
struct error *ancestry_heads(git_oid *commits, size_t *n, struct history *history);

#endif
