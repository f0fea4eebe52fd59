/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/mergebase.h"

#include "source/datequeue.h"

#include <stdlib.h>
#include <string.h>

/* What is known of a commit. */
enum {
	ONE = 1,    /* the one tip has it, */
	OTHER = 2,  /* the other */
	BELOW = 4,  /* a common ancestor has it */
	QUEUED = 8, /* it waits for its turn */
	COMMON = ONE | OTHER,
};

/* How wrong clocks may be, in seconds. */
enum { SLACK = 30 * 24 * 60 * 60 };

struct merge_bases {
	struct history *history;
	struct datequeue queue;
	uint8_t *flags; /* by node; all zero between two questions */
	size_t nodes;
	struct {
		node_t *v;
		size_t n, cap;
	} touched;
	/* how many are waiting, by which of the tips has them; those below a common ancestor apart, at 0 */
	size_t waiting[COMMON + 1];
	/* the oldest date of those that only the one tip had when it was their turn */
	int64_t lowest[COMMON];
};

struct merge_bases *merge_bases_new(struct history *history)
{
	struct merge_bases *bases = mem_zero(1, sizeof(*bases));

	bases->history = history;
	return bases;
}

void merge_bases_free(struct merge_bases *bases)
{
	if (!bases)
		return;
	datequeue_release(&bases->queue);
	array_release(&bases->touched);
	free(bases->flags);
	free(bases);
}

static void make_room(struct merge_bases *bases, node_t node)
{
	size_t nodes = node + 1, old = bases->nodes;

	if (nodes <= old)
		return;
	nodes += nodes / 2;
	bases->flags = mem_grow(bases->flags, nodes, sizeof(*bases->flags));
	memset(bases->flags + old, 0, nodes - old);
	bases->nodes = nodes;
}

static size_t *waiting_with(struct merge_bases *bases, uint8_t flags)
{
	return &bases->waiting[flags & BELOW ? 0 : flags & COMMON];
}

/* What a child has is its parent's, too; if that is news, its own parents will hear of it. */
static struct error *pass_on(struct merge_bases *bases, node_t node, uint8_t news)
{
	struct error *err = history_load(bases->history, node);
	uint8_t *flags, before;

	make_room(bases, node);
	flags = bases->flags + node;
	before = *flags;
	if (err || (before & news) == news)
		return err;
	if (!before)
		array_push(&bases->touched, node);
	if (before & QUEUED)
		--*waiting_with(bases, before);
	else
		datequeue_push(&bases->queue, history_at(bases->history, node)->time, node);
	*flags |= news | QUEUED;
	++*waiting_with(bases, *flags);
	return NULL;
}

/* Can those who wait, all of them on the other tip's side or below what is known, meet none of this tip's? */
static bool is_left_behind(const struct merge_bases *bases, int tip)
{
	return !bases->waiting[tip] && bases->queue.v[0].time < bases->lowest[tip] - SLACK;
}

/*
 * Is there nothing more to be found? Another common ancestor, below none that is known, would have to hear of
 * both tips. Where the one stands on the other's history at one point, that is over soon behind that point,
 * however long that history is.
 */
static bool is_over(const struct merge_bases *bases)
{
	if (bases->waiting[COMMON])
		return false;
	return (!bases->waiting[ONE] && !bases->waiting[OTHER]) || is_left_behind(bases, ONE) ||
	       is_left_behind(bases, OTHER);
}

static void note_date(struct merge_bases *bases, node_t node, uint8_t tip)
{
	int64_t time = history_at(bases->history, node)->time;

	if (time < bases->lowest[tip])
		bases->lowest[tip] = time;
}

/* The next one in turn tells its parents. */
static struct error *step(struct merge_bases *bases)
{
	node_t node = datequeue_pop(&bases->queue);
	uint8_t flags = bases->flags[node] & (COMMON | BELOW);
	struct error *err = NULL;

	bases->flags[node] = flags;
	--*waiting_with(bases, flags);
	if (flags == ONE || flags == OTHER)
		note_date(bases, node, flags);
	else
		flags |= BELOW; /* for its parents */
	for (size_t i = 0; !err && i < history_at(bases->history, node)->parent_count; i++)
		err = pass_on(bases, history_parents(bases->history, node)[i], flags);
	return err;
}

/* How many common ancestors are below no other that is known; *last: one of them; *oldest: the date of the
 * oldest of them. */
static size_t count_best(node_t *last, int64_t *oldest, const struct merge_bases *bases)
{
	size_t n = 0;

	*last = NODE_NONE;
	for (size_t i = 0; i < bases->touched.n; i++) {
		node_t node = bases->touched.v[i];
		int64_t time = history_at(bases->history, node)->time;

		if ((bases->flags[node] & (COMMON | BELOW)) != COMMON)
			continue;
		*oldest = n && *oldest < time ? *oldest : time;
		*last = node;
		n++;
	}
	return n;
}

/* Of several, some may be below others: whoever waits and is not older than all of them may know. */
static struct error *walk(node_t *base, struct merge_bases *bases)
{
	struct error *err = NULL;
	int64_t oldest = 0;
	size_t n;

	while (!err && !is_over(bases))
		err = step(bases);
	n = count_best(base, &oldest, bases);
	if (n > 1) {
		while (!err && bases->queue.n && bases->queue.v[0].time >= oldest)
			err = step(bases);
		n = count_best(base, &oldest, bases);
	}
	if (err || n != 1)
		*base = NODE_NONE;
	return err;
}

struct error *merge_bases_only(node_t *base, struct merge_bases *bases, node_t one, node_t other)
{
	struct error *err;

	bases->lowest[ONE] = bases->lowest[OTHER] = INT64_MAX;
	err = pass_on(bases, one, ONE);
	*base = NODE_NONE;
	if (!err)
		err = pass_on(bases, other, OTHER);
	if (!err)
		err = walk(base, bases);
	for (size_t i = 0; i < bases->touched.n; i++)
		bases->flags[bases->touched.v[i]] = 0;
	bases->touched.n = 0;
	bases->queue.n = 0;
	bases->queue.order = 0;
	memset(bases->waiting, 0, sizeof(bases->waiting));
	return err;
}
