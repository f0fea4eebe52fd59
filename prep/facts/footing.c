/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/footing.h"

#include "source/datequeue.h"

#include <stdlib.h>
#include <string.h>

/* Commits of mainline that tips stand on, each once. */
struct bases {
	git_oid *v;
	size_t n, cap;
	bool *under;     /* for each tip and base: does it stand on it? */
	uint64_t *below; /* a row of bits for each: which of them contain it */
	size_t words;
};

static size_t add_base(struct bases *bases, const git_oid *oid)
{
	size_t i = 0;

	while (i < bases->n && !oid_equal(&bases->v[i], oid))
		i++;
	if (i == bases->n)
		array_push(bases, *oid);
	return i;
}

/* Adds every commit of mainline that is a parent of one that it lacks; the second time, once they are all
 * there, says which tips stand on it. */
static void find_bases(struct bases *bases, const struct ancestry *ancestry, size_t tips)
{
	struct history *history = ancestry->history;

	for (size_t i = 0; i < ancestry->n; i++) {
		node_t node = ancestry->v[i];

		for (size_t k = 0; k < history_at(history, node)->parent_count; k++) {
			node_t parent = history_parents(history, node)[k];
			size_t at;

			if (walk_is_visible(ancestry->walk, parent))
				continue;
			at = add_base(bases, &history_at(history, parent)->oid);

			for (size_t tip = 0; bases->under && tip < tips; tip++)
				if (ancestry_below(ancestry, node, tip))
					bases->under[tip * bases->n + at] = true;
		}
	}
}

/* ---- which of them contain which ---- */

/* A walk from all of them down to the oldest: each commit on the way knows which bases it is below. */
struct descent {
	struct history *history;
	struct datequeue queue;
	size_t words;
	int64_t oldest;
	uint64_t *below; /* a row for each node */
	bool *queued;
	size_t nodes; /* rows that there are */
};

static void make_room(struct descent *descent)
{
	size_t nodes = history_count(descent->history), old = descent->nodes;

	if (nodes <= old)
		return;
	nodes += nodes / 2;
	descent->below = mem_grow(descent->below, nodes, descent->words * sizeof(*descent->below));
	descent->queued = mem_grow(descent->queued, nodes, sizeof(*descent->queued));
	memset(descent->below + old * descent->words, 0,
	    (nodes - old) * descent->words * sizeof(*descent->below));
	memset(descent->queued + old, 0, (nodes - old) * sizeof(*descent->queued));
	descent->nodes = nodes;
}

static void push(struct descent *descent, node_t node)
{
	if (!descent->queued[node])
		datequeue_push(&descent->queue, history_at(descent->history, node)->time, node);
	descent->queued[node] = true;
}

/* The parent is below all that the child is below; if that is news, its own parents will hear of it. */
static struct error *go_down(struct descent *descent, node_t child, node_t parent)
{
	struct error *err = history_load(descent->history, parent);
	bool news = false;

	make_room(descent);
	if (err || history_at(descent->history, parent)->time < descent->oldest)
		return err;
	for (size_t word = 0; word < descent->words; word++) {
		uint64_t *its = descent->below + parent * descent->words + word, before = *its;

		*its |= descent->below[child * descent->words + word];
		news = news || *its != before;
	}
	if (news)
		push(descent, parent);
	return NULL;
}

static struct error *start_descent(struct descent *descent, const struct bases *bases)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < bases->n; i++) {
		node_t node = history_node(descent->history, &bases->v[i]);
		int64_t time;

		err = history_load(descent->history, node);
		make_room(descent);
		if (err)
			break;
		time = history_at(descent->history, node)->time;
		descent->oldest = i && descent->oldest < time ? descent->oldest : time;
		descent->below[node * descent->words + i / 64] |= (uint64_t)1 << i % 64;
		push(descent, node);
	}
	return err;
}

static struct error *order_bases(struct bases *bases, struct history *history)
{
	struct descent descent = {.history = history, .words = bases->n / 64 + 1};
	struct error *err = start_descent(&descent, bases);

	while (!err && descent.queue.n) {
		node_t node = datequeue_pop(&descent.queue);

		descent.queued[node] = false;
		for (size_t k = 0; !err && k < history_at(history, node)->parent_count; k++)
			err = go_down(&descent, node, history_parents(history, node)[k]);
	}
	bases->words = descent.words;
	bases->below = mem_zero(bases->n * descent.words + 1, sizeof(*bases->below));
	for (size_t i = 0; !err && i < bases->n; i++)
		memcpy(bases->below + i * descent.words,
		    descent.below + history_node(history, &bases->v[i]) * descent.words,
		    descent.words * sizeof(*bases->below));
	datequeue_release(&descent.queue);
	free(descent.below);
	free(descent.queued);
	return err;
}

static bool contains(const struct bases *bases, size_t one, size_t other)
{
	return bases->below[other * bases->words + one / 64] >> one % 64 & 1;
}

/* The newest of those that the tip stands on; *several: it stands on more; *one: which this one contains. */
static size_t newest_base(const struct bases *bases, size_t tip, bool *several, bool *one)
{
	const bool *under = bases->under + tip * bases->n;
	size_t newest = bases->n, count = 0;

	*one = true;
	for (size_t i = 0; i < bases->n; i++) {
		if (!under[i])
			continue;
		count++;
		if (newest == bases->n || contains(bases, i, newest))
			newest = i;
	}
	*several = count > 1;
	for (size_t i = 0; *one && i < bases->n; i++)
		*one = !under[i] || contains(bases, newest, i);
	return newest;
}

struct error *footing_find(struct footing **out, const struct ancestry *ancestry, size_t n)
{
	struct bases bases = {.v = NULL};
	struct error *err;

	*out = mem_zero(n + 1, sizeof(**out));
	find_bases(&bases, ancestry, n);
	bases.under = mem_zero(n * bases.n + 1, sizeof(*bases.under));
	find_bases(&bases, ancestry, n);
	err = order_bases(&bases, ancestry->history);
	for (size_t tip = 0; !err && tip < n; tip++) {
		struct footing *footing = *out + tip;
		size_t newest = newest_base(&bases, tip, &footing->several, &footing->newest);

		if (newest < bases.n)
			footing->start = bases.v[newest];
	}
	free(bases.below);
	array_release(&bases);
	free(bases.under);
	if (err) {
		free(*out);
		*out = NULL;
	}
	return err;
}
