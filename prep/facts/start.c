/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/start.h"

#include "facts/ancestry.h"
#include "source/aside.h"

#include <stdlib.h>

static void add_start(struct ids *starts, const git_oid *oid)
{
	for (size_t i = starts->n; i-- > 0;)
		if (oid_equal(&starts->v[i], oid))
			return;
	array_push(starts, *oid);
}

/* The commits just below the topic's own. */
static struct error *find_starts(struct ids *out, const struct survey *survey, const struct topic *topic)
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

/* Is there one commit, or the merge of several, from which all of the topic's own lead to its tip? */
static bool hangs_together(const struct survey *survey, const struct topic *topic, const struct ids *starts)
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

struct error *start_find(struct ids *out, bool *found, const struct survey *survey, const struct topic *topic)
{
	struct error *err;

	*out = (struct ids){.v = NULL};
	err = find_starts(out, survey, topic);
	*found = !err && hangs_together(survey, topic, out);
	if (*found)
		err = ancestry_heads(out->v, &out->n, survey->project->history);
	if (err)
		array_release(out);
	return err;
}

struct error *start_difference(const struct survey *survey, const struct ids *starts, const git_oid *tip,
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
