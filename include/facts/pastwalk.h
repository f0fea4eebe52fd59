/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTWALK_H
#define FACTS_PASTWALK_H

#include "facts/pastcycle.h"
#include "source/walk.h"

/*
 * The commits of some cycles in one walk, however many cycles: from the first PREV to the last RELEASE, and
 * beyond it to `tip` if fixes that came later are asked for. Each knows the first tag that has it, and the
 * commit of mainline's first-parent line that brought it.
 */
struct past_step {
	size_t cycle; /* cycles.n: after the last release */
	size_t rc;    /* the first of rcs that has it: 0 is the window; rcs.n: only the release */
};
struct past_walk {
	struct history *history;
	struct walk *walk;
	const struct past_cycles *cycles; /* borrowed */
	const node_t *v;                  /* the commits in git's order, merges included */
	size_t n;
	struct {
		struct past_step *v;
		size_t n, cap;
	} steps; /* oldest first */
	struct {
		node_t *v;
		size_t n, cap;
	} trunk;       /* the first-parent line, oldest first */
	bool followed; /* the line goes on to tip */
};

/* tip: a commit of mainline, or NULL. Where its first-parent line does not meet the last release, it is left
 * out and ->followed is false. After an error nothing is left to release. */
struct error *pastwalk_find(
    struct past_walk *out, struct history *history, const struct past_cycles *cycles, const git_oid *tip);
void pastwalk_release(struct past_walk *walk);

/* False for what is not one of the commits. */
bool pastwalk_step(const struct past_walk *walk, node_t node, struct past_step *step);

#endif
