/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/start.h"

#include "facts/ancestry.h"
#include "source/aside.h"

#include <stdlib.h>

static void add_start(struct starts *starts, const git_oid *oid)
{
	for (size_t i = starts->n; i-- > 0;)
		if (oid_equal(&starts->v[i], oid))
			return;
	array_push(starts, *oid);
}

/* The commits just below the topic's own. */
static struct error *find_starts(struct starts *out, const struct survey *survey, const struct topic *topic)
{
	struct history *history = survey->project->history;
	struct error *err = NULL;
	bool *own;

	for (size_t i = 0; !err && i < topic->commits.n; i++)
		err =
		    history_load(history, history_node(history, &survey->commits.v[topic->commits.v[i]].oid));
	if (err)
		return err;
	own = mem_zero(history_count(history) + 1, sizeof(*own));
	for (size_t i = 0; i < topic->commits.n; i++)
		own[history_node(history, &survey->commits.v[topic->commits.v[i]].oid)] = true;
	for (size_t i = 0; i < topic->commits.n; i++) {
		node_t node = history_node(history, &survey->commits.v[topic->commits.v[i]].oid);

		for (size_t k = 0; k < history_at(history, node)->parent_count; k++) {
			node_t parent = history_parents(history, node)[k];

			if (!own[parent])
				add_start(out, &history_at(history, parent)->oid);
		}
	}
	free(own);
	return NULL;
}

static struct error *oldest_of(node_t *out, const struct starts *starts, struct history *history)
{
	struct error *err = NULL;

	*out = NODE_NONE;
	for (size_t i = 0; !err && i < starts->n; i++) {
		node_t node = history_node(history, &starts->v[i]);

		err = history_load(history, node);
		if (!err &&
		    (*out == NODE_NONE || history_at(history, node)->time < history_at(history, *out)->time))
			*out = node;
	}
	return err;
}

/* Does another one contain it? What is hidden is below the oldest. */
static bool is_contained(const struct ancestry *ancestry, const struct starts *starts, size_t index)
{
	node_t node = history_node(ancestry->history, &starts->v[index]);

	if (!ancestry_has(ancestry, &starts->v[index]))
		return true;
	for (size_t i = 0; i < starts->n; i++)
		if (i != index && ancestry_below(ancestry, node, i))
			return true;
	return false;
}

/* Only those that no other one contains: one walk from all of them down to the oldest. */
static struct error *keep_heads(struct starts *starts, struct history *history)
{
	struct starts heads = {.v = NULL}, hidden = {.v = NULL};
	struct ancestry ancestry;
	struct error *err;
	node_t oldest;

	if (starts->n < 2)
		return NULL;
	err = oldest_of(&oldest, starts, history);
	if (err)
		return err;
	for (size_t i = 0; i < history_at(history, oldest)->parent_count; i++)
		array_push(&hidden, history_at(history, history_parents(history, oldest)[i])->oid);
	err = ancestry_find(&ancestry, history, starts->v, starts->n, hidden.v, hidden.n);
	for (size_t i = 0; !err && i < starts->n; i++)
		if (!is_contained(&ancestry, starts, i))
			array_push(&heads, starts->v[i]);
	if (!err) {
		ancestry_release(&ancestry);
		array_release(starts);
		*starts = heads;
	}
	array_release(&hidden);
	return err;
}

/* Is there one commit, or the merge of several, from which all of the topic's own lead to its tip? */
static bool hangs_together(
    const struct survey *survey, const struct topic *topic, const struct starts *starts)
{
	if (topic->kind == TOPIC_SERIES) {
		/* Each but the oldest stands on the next one: newest first, none is a merge. */
		for (size_t i = 0; i + 1 < topic->commits.n; i++)
			if (!oid_equal(&survey->commits.v[topic->commits.v[i]].parent,
				&survey->commits.v[topic->commits.v[i + 1]].oid))
				return false;
		return true;
	}
	return !topic->former && (starts->n == 1 || topic->kind != TOPIC_RANGE);
}

struct error *start_find(
    struct starts *out, bool *found, const struct survey *survey, const struct topic *topic)
{
	struct error *err;

	*out = (struct starts){.v = NULL};
	err = find_starts(out, survey, topic);
	*found = !err && hangs_together(survey, topic, out);
	if (*found)
		err = keep_heads(out, survey->project->history);
	if (err)
		array_release(out);
	return err;
}

struct error *start_difference(const struct survey *survey, const struct starts *starts, const git_oid *tip,
    struct changed_files *files, bool *found)
{
	struct repo *repo = survey->project->repo;
	git_oid merged = starts->v[0];
	struct aside aside;
	struct error *err = aside_enter(&aside, repo);

	*found = !err;
	for (size_t i = 1; *found && i < starts->n; i++)
		err = aside_merge(&merged, found, repo, &merged, &starts->v[i]);
	if (!err && *found)
		err = ratio_difference(repo, survey->project->classes, &merged, tip, files);
	aside_leave(&aside);
	return err;
}
