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

bool ancestry_leads(const struct ancestry *ancestry, const git_oid *below, const git_oid *above)
{
	node_t from = history_node(ancestry->history, below), to = history_node(ancestry->history, above);
	bool *met = mem_zero(history_count(ancestry->history), sizeof(*met)), found = false;
	ARRAY(node_t) stack = ARRAY_INIT;

	array_push(&stack, from);
	while (stack.n && !found) {
		node_t node = stack.v[--stack.n];

		found = node == to;
		for (size_t i = 0; !found && i < history_at(ancestry->history, node)->parent_count; i++) {
			node_t parent = history_parents(ancestry->history, node)[i];

			if (!met[parent] && walk_is_visible(ancestry->walk, parent))
				array_push(&stack, parent);
			met[parent] = true;
		}
	}
	array_release(&stack);
	free(met);
	return found;
}

/* ---- which of some contain which ---- */

static struct error *oldest_of(node_t *out, const git_oid *commits, size_t n, struct history *history)
{
	struct error *err = NULL;

	*out = NODE_NONE;
	for (size_t i = 0; !err && i < n; i++) {
		node_t node = history_node(history, &commits[i]);

		err = history_load(history, node);
		if (!err &&
		    (*out == NODE_NONE || history_at(history, node)->time < history_at(history, *out)->time))
			*out = node;
	}
	return err;
}

/* Does another one contain the commit, which is the tip of that number? What is hidden is below the oldest. */
static bool is_contained(const struct ancestry *ancestry, const git_oid *commit, size_t number, size_t n)
{
	node_t node = history_node(ancestry->history, commit);

	if (!ancestry_has(ancestry, commit))
		return true;
	for (size_t i = 0; i < n; i++)
		if (i != number && ancestry_below(ancestry, node, i))
			return true;
	return false;
}

struct error *ancestry_heads(git_oid *commits, size_t *n, struct history *history)
{
	ARRAY(git_oid) hidden = ARRAY_INIT;
	struct ancestry ancestry;
	size_t kept = 0;
	struct error *err;
	node_t oldest;

	if (*n < 2)
		return NULL;
	err = oldest_of(&oldest, commits, *n, history);
	if (err)
		return err;
	for (size_t i = 0; i < history_at(history, oldest)->parent_count; i++)
		array_push(&hidden, history_at(history, history_parents(history, oldest)[i])->oid);
	err = ancestry_find(&ancestry, history, commits, *n, hidden.v, hidden.n);
	array_release(&hidden);
	if (err)
		return err;
	for (size_t i = 0; i < *n; i++)
		if (!is_contained(&ancestry, &commits[i], i, *n))
			commits[kept++] = commits[i];
	*n = kept;
	ancestry_release(&ancestry);
	return NULL;
}
