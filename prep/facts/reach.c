/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/reach.h"

#include <stdlib.h>
#include <string.h>

enum { SKEW = 86400 }; /* a clock may be wrong by a day */

struct entry {
	int64_t time;
	node_t node;
};

/* A heap of commits, the newest first, each let in once. */
struct queue {
	struct history *history;
	struct entry *v;
	size_t n, cap;
	unsigned char *met; /* by node */
	size_t met_size;
};

static bool met(const struct queue *queue, node_t node)
{
	return node < queue->met_size && queue->met[node];
}

static void meet(struct queue *queue, node_t node)
{
	if (node >= queue->met_size) {
		size_t size = history_count(queue->history) * 2;

		queue->met = mem_grow(queue->met, size, 1);
		memset(queue->met + queue->met_size, 0, size - queue->met_size);
		queue->met_size = size;
	}
	queue->met[node] = 1;
}

static struct error *push(struct queue *queue, node_t node)
{
	struct entry entry = {.node = node};
	struct error *err;
	size_t at = queue->n;

	if (met(queue, node))
		return NULL;
	err = history_load(queue->history, node);
	if (err)
		return err;
	meet(queue, node);
	entry.time = history_at(queue->history, node)->time;
	array_push(queue, entry);
	for (; at && queue->v[(at - 1) / 2].time < entry.time; at = (at - 1) / 2)
		queue->v[at] = queue->v[(at - 1) / 2];
	queue->v[at] = entry;
	return NULL;
}

static node_t pop(struct queue *queue)
{
	node_t first = queue->v[0].node;
	struct entry last = queue->v[--queue->n];
	size_t at = 0, child;

	while ((child = 2 * at + 1) < queue->n) {
		if (child + 1 < queue->n && queue->v[child + 1].time > queue->v[child].time)
			child++;
		if (last.time >= queue->v[child].time)
			break;
		queue->v[at] = queue->v[child];
		at = child;
	}
	queue->v[at] = last;
	return first;
}

/* The oldest of the commits, and what their nodes are. */
static struct error *load_all(
    struct history *history, const git_oid *commits, size_t n, node_t *nodes, int64_t *oldest)
{
	*oldest = INT64_MAX;
	for (size_t i = 0; i < n; i++) {
		struct error *err;

		nodes[i] = history_node(history, &commits[i]);
		err = history_load(history, nodes[i]);
		if (err)
			return err;
		if (history_at(history, nodes[i])->time < *oldest)
			*oldest = history_at(history, nodes[i])->time;
	}
	return NULL;
}

static int by_node(const void *a, const void *b)
{
	const node_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The nodes in order, each once. */
static node_t *sorted_nodes(const node_t *nodes, size_t n, size_t *kept)
{
	node_t *sorted = mem_new(n + 1, sizeof(*sorted));

	*kept = 0;
	if (n)
		memcpy(sorted, nodes, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), by_node);
	for (size_t i = 0; i < n; i++)
		if (!*kept || sorted[*kept - 1] != sorted[i])
			sorted[(*kept)++] = sorted[i];
	return sorted;
}

/* What bounds a walk down mainline. */
struct bounds {
	int64_t oldest; /* no further than this date */
	size_t most;    /* nor than so many commits */
	bool all_met;   /* nor once all are met */
};

static struct error *walk_down(struct history *history, const git_oid *mainline, const git_oid *commits,
    size_t n, const struct bounds *bounds, bool *out)
{
	struct queue queue = {.history = history};
	node_t *nodes = mem_new(n ? n : 1, sizeof(*nodes)), *asked = NULL;
	int64_t oldest, looked_at = INT64_MIN;
	size_t left = 0;
	struct error *err = load_all(history, commits, n, nodes, &oldest);

	if (!err && n)
		err = push(&queue, history_node(history, mainline));
	if (bounds->oldest < oldest)
		oldest = bounds->oldest;
	asked = sorted_nodes(nodes, err ? 0 : n, &left);
	for (size_t steps = 0, all = left; !err && queue.n && queue.v[0].time >= oldest - SKEW; steps++) {
		node_t node;

		if (steps == bounds->most) {
			looked_at = queue.v[0].time;
			break;
		}
		node = pop(&queue);
		left -= bsearch(&node, asked, all, sizeof(*asked), by_node) != NULL;
		if (bounds->all_met && !left)
			break;
		for (size_t i = 0; !err && i < history_at(history, node)->parent_count; i++)
			err = push(&queue, history_parents(history, node)[i]);
	}
	for (size_t i = 0; !err && i < n; i++)
		out[i] = met(&queue, nodes[i]) || history_at(history, nodes[i])->time < looked_at;
	free(queue.met);
	array_release(&queue);
	free(nodes);
	free(asked);
	return err;
}

struct error *reach_find_within(struct history *history, const git_oid *mainline, size_t most,
    const git_oid *commits, size_t n, bool *out)
{
	const struct bounds bounds = {.oldest = INT64_MIN + SKEW, .most = most, .all_met = true};

	return walk_down(history, mainline, commits, n, &bounds, out);
}

struct error *reach_find(
    struct history *history, const git_oid *mainline, const git_oid *commits, size_t n, bool *out)
{
	const struct bounds bounds = {.oldest = INT64_MAX, .most = REACH_MOST};

	return walk_down(history, mainline, commits, n, &bounds, out);
}
