/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastwalk.h"

#include <stdlib.h>

enum { SKEW = 30 * 86400 }; /* a line that is so much older than what is looked for has missed it */

static void add_step(struct past_walk *out, const git_oid *commit, size_t cycle, size_t rc, size_t of)
{
	/* The walk wants the largest position to be the oldest. */
	walk_take(out->walk, history_node(out->history, commit), (int32_t)(of - 1 - out->steps.n));
	array_push(&out->steps, (struct past_step){cycle, rc});
}

static size_t count_steps(const struct past_cycles *cycles)
{
	size_t n = 1; /* for what comes after the last release */

	for (size_t i = 0; i < cycles->n; i++)
		n += cycles->v[i].rcs.n + 1;
	return n;
}

/* The line from `at` down to what is not visible, or does not lead to `through`: then *met stays false. */
static struct error *step_down(struct past_walk *out, node_t at, node_t through, bool *met)
{
	struct error *err = history_load(out->history, through);
	int64_t least = err ? 0 : history_at(out->history, through)->time - SKEW;

	*met = false;
	while (!err && at != NODE_NONE) {
		err = history_load(out->history, at);
		if (err)
			break;
		*met = at == through;
		if (*met || history_at(out->history, at)->time < least)
			break;
		at = history_at(out->history, at)->parent_count ? history_parents(out->history, at)[0]
								: NODE_NONE;
	}
	return err;
}

static void collect_trunk(struct past_walk *out, node_t at)
{
	while (at != NODE_NONE && walk_is_visible(out->walk, at)) {
		array_push(&out->trunk, at);
		at = history_at(out->history, at)->parent_count ? history_parents(out->history, at)[0]
								: NODE_NONE;
	}
	for (size_t i = 0; i < out->trunk.n / 2; i++) {
		node_t other = out->trunk.v[i];

		out->trunk.v[i] = out->trunk.v[out->trunk.n - 1 - i];
		out->trunk.v[out->trunk.n - 1 - i] = other;
	}
}

struct error *pastwalk_find(
    struct past_walk *out, struct history *history, const struct past_cycles *cycles, const git_oid *tip)
{
	const struct past_cycle *last = &cycles->v[cycles->n - 1];
	node_t release = history_node(history, &last->release.commit);
	size_t of = count_steps(cycles);
	struct error *err = NULL;

	*out = (struct past_walk){.history = history, .cycles = cycles, .walk = walk_new(history, 0)};
	if (tip)
		err = step_down(out, history_node(history, tip), release, &out->followed);
	walk_hide(out->walk, history_node(history, &cycles->v[0].prev.commit));
	for (size_t c = 0; c < cycles->n; c++) {
		for (size_t i = 0; i < cycles->v[c].rcs.n; i++)
			add_step(out, &cycles->v[c].rcs.v[i].commit, c, i, of);
		add_step(out, &cycles->v[c].release.commit, c, cycles->v[c].rcs.n, of);
	}
	if (out->followed)
		add_step(out, tip, cycles->n, 0, of);
	if (!err)
		err = walk_run(out->walk);
	if (err) {
		pastwalk_release(out);
		return err;
	}
	out->v = walk_visible(out->walk, &out->n);
	collect_trunk(out, out->followed ? history_node(history, tip) : release);
	return NULL;
}

void pastwalk_release(struct past_walk *walk)
{
	walk_free(walk->walk);
	array_release(&walk->steps);
	array_release(&walk->trunk);
	*walk = (struct past_walk){.history = walk->history};
}

bool pastwalk_step(const struct past_walk *walk, node_t node, struct past_step *step)
{
	int32_t taken = walk_taken(walk->walk, node);

	if (taken < 0)
		return false;
	*step = walk->steps.v[count_steps(walk->cycles) - 1 - (size_t)taken];
	return true;
}
