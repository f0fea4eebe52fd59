/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/ancestry.h"

#include "source/datequeue.h"

#include <string.h>

struct listing {
	struct datequeue queue;
	bool *queued; /* by node */
};

static void push(struct listing *listing, const struct ancestry *ancestry, node_t node)
{
	if (listing->queued[node] || !walk_is_visible(ancestry->walk, node))
		return;
	listing->queued[node] = true;
	datequeue_push(&listing->queue, history_at(ancestry->history, node)->time, node);
}

/* The walk met them in its own order, which late news may have changed: git's is made anew from the tips
 * down. */
static void list_in_order(struct ancestry *ancestry, const git_oid *tips, size_t tip_count)
{
	struct listing listing = {.queued = NULL};
	size_t visible;

	walk_visible(ancestry->walk, &visible);
	ancestry->v = mem_new(visible ? visible : 1, sizeof(*ancestry->v));
	listing.queued = mem_zero(history_count(ancestry->history) + tip_count, sizeof(*listing.queued));
	for (size_t i = 0; i < tip_count; i++)
		push(&listing, ancestry, history_node(ancestry->history, &tips[i]));
	while (listing.queue.n) {
		node_t node = datequeue_pop(&listing.queue);

		ancestry->v[ancestry->n++] = node;
		for (size_t i = 0; i < history_at(ancestry->history, node)->parent_count; i++)
			push(&listing, ancestry, history_parents(ancestry->history, node)[i]);
	}
	free(listing.queued);
	datequeue_release(&listing.queue);
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
