/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_DATEQUEUE_H
#define SOURCE_DATEQUEUE_H

#include "source/history.h"

/*
 * Commits that wait for their turn in a walk: the newest date comes first, of equals the one that was put in
 * first. That is the order of git's own walks. A commit may be in it more than once. Zeroed memory is an
 * empty queue.
 */
struct datequeue_entry {
	int64_t time; /* seconds since the epoch */
	uint32_t order;
	node_t node;
};
struct datequeue {
	struct datequeue_entry *v; /* a heap: v[0] comes next */
	size_t n, cap;
	uint32_t order; /* how many were put in so far */
};

void datequeue_push(struct datequeue *queue, int64_t time, node_t node);
node_t datequeue_pop(struct datequeue *queue); /* it must not be empty */
void datequeue_release(struct datequeue *queue);

#endif
