/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/datequeue.h"

static bool before(const struct datequeue_entry *a, const struct datequeue_entry *b)
{
	return a->time != b->time ? a->time > b->time : a->order < b->order;
}

void datequeue_push(struct datequeue *queue, int64_t time, node_t node)
{
	struct datequeue_entry entry = {time, queue->order++, node};
	size_t at = queue->n;

	array_push(queue, entry);
	for (; at && before(&entry, &queue->v[(at - 1) / 2]); at = (at - 1) / 2)
		queue->v[at] = queue->v[(at - 1) / 2];
	queue->v[at] = entry;
}

node_t datequeue_pop(struct datequeue *queue)
{
	node_t first = queue->v[0].node;
	struct datequeue_entry last = queue->v[--queue->n];
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

void datequeue_release(struct datequeue *queue)
{
	array_release(queue);
}
