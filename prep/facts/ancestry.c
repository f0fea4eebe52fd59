/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/ancestry.h"

#include <string.h>

/* A commit that waits for its turn in the listing. */
struct waiting {
	int64_t time;
	size_t order;
	node_t node;
};
struct queue {
	struct waiting *v;
	size_t n, cap;
	size_t order;
	bool *queued; /* by node */
};

/* The newest comes first, of equals the one that was met first: the order of git's own walk. */
static bool before(const struct waiting *a, const struct waiting *b)
{
	return a->time != b->time ? a->time > b->time : a->order < b->order;
}

static void push(struct queue *queue, const struct ancestry *ancestry, node_t node)
{
	struct waiting entry = {history_at(ancestry->history, node)->time, queue->order++, node};
	size_t at = queue->n;

	if (queue->queued[node] || !walk_is_visible(ancestry->walk, node))
		return;
	queue->queued[node] = true;
	array_push(queue, entry);
	for (; at && before(&entry, &queue->v[(at - 1) / 2]); at = (at - 1) / 2)
		queue->v[at] = queue->v[(at - 1) / 2];
	queue->v[at] = entry;
}

static node_t pop(struct queue *queue)
{
	node_t first = queue->v[0].node;
	struct waiting last = queue->v[--queue->n];
	size_t at = 0, child;

	while ((child = 2 * at + 1) < queue->n) {
		if (child + 1 < queue->n && before(&queue->v[child + 1], &queue->v[child]))
			child++;
		if (before(&last, &queue->v[child]))
			break;
		queue->v[at] = queue->v[child];
		at = child;
	}
	queue->v[at] = last;
	return first;
}

/* The walk met them in its own order, which late news may have changed: git's is made anew from the tips
 * down. */
static void list_in_order(struct ancestry *ancestry, const git_oid *tips, size_t tip_count)
{
	struct queue queue = {.v = NULL};
	size_t visible;

	walk_visible(ancestry->walk, &visible);
	ancestry->v = mem_new(visible ? visible : 1, sizeof(*ancestry->v));
	queue.queued = mem_zero(history_count(ancestry->history) + tip_count, sizeof(*queue.queued));
	for (size_t i = 0; i < tip_count; i++)
		push(&queue, ancestry, history_node(ancestry->history, &tips[i]));
	while (queue.n) {
		node_t node = pop(&queue);

		ancestry->v[ancestry->n++] = node;
		for (size_t i = 0; i < history_at(ancestry->history, node)->parent_count; i++)
			push(&queue, ancestry, history_parents(ancestry->history, node)[i]);
	}
	free(queue.queued);
	array_release(&queue);
}

struct error *ancestry_find(struct ancestry *out, struct history *history, const git_oid *tips,
    size_t tip_count, const git_oid *hidden, size_t hidden_count)
{
	struct error *err;

	*out = (struct ancestry){.history = history, .walk = walk_new(history, tip_count)};
	for (size_t i = 0; i < tip_count; i++)
		walk_mark(out->walk, history_node(history, &tips[i]), i);
	for (size_t i = 0; i < hidden_count; i++)
		walk_hide(out->walk, history_node(history, &hidden[i]));
	err = walk_run(out->walk);
	if (err)
		ancestry_release(out);
	else
		list_in_order(out, tips, tip_count);
	return err;
}

void ancestry_release(struct ancestry *ancestry)
{
	walk_free(ancestry->walk);
	free(ancestry->v);
	*ancestry = (struct ancestry){.history = ancestry->history};
}

bool ancestry_has(const struct ancestry *ancestry, const git_oid *commit)
{
	return walk_is_visible(ancestry->walk, history_node(ancestry->history, commit));
}

bool ancestry_below(const struct ancestry *ancestry, node_t node, size_t tip)
{
	return walk_marks(ancestry->walk, node)[tip / 64] >> tip % 64 & 1;
}
