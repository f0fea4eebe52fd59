/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/merged.h"

#include "facts/ancestry.h"
#include "facts/branches.h"
#include "facts/mainline.h"

#include <stdlib.h>
#include <string.h>

enum { SKEW = 86400, DIGITS = 12 };

/* Mainline's first-parent line, 0 is the newest; the last one is older than all that is looked for, or the
 * root. */
struct line {
	node_t *v;
	size_t n, cap;
	bool to_the_root;
};

static struct error *oldest_tip(struct history *history, struct topic **topics, size_t n, int64_t *time)
{
	*time = INT64_MAX;
	for (size_t i = 0; i < n; i++) {
		node_t node = history_node(history, &topics[i]->tip);
		struct error *err = history_load(history, node);

		if (err)
			return err;
		if (history_at(history, node)->time < *time)
			*time = history_at(history, node)->time;
	}
	return NULL;
}

static struct error *step_line(struct line *line, struct history *history, node_t at, int64_t until)
{
	struct error *err = NULL;

	while (!err) {
		const struct node *node;

		err = history_load(history, at);
		if (err)
			break;
		array_push(line, at);
		node = history_at(history, at);
		if (node->time < until)
			break;
		if (!node->parent_count) {
			line->to_the_root = true;
			break;
		}
		at = history_parents(history, at)[0];
	}
	return err;
}

/* The oldest place of the line that is the commit, or a merge of it; most topics are found so, without a
 * walk. */
static int32_t direct_place(const struct line *line, const struct history *history, node_t tip)
{
	for (size_t i = line->n; i-- > 0;) {
		if (line->v[i] == tip)
			return (int32_t)i;
		for (size_t k = 1; k < history_at(history, line->v[i])->parent_count; k++)
			if (history_parents(history, line->v[i])[k] == tip)
				return (int32_t)i;
	}
	return -1;
}

static void set_place(
    struct topic *topic, const struct history *history, const struct line *line, int32_t place)
{
	const struct node *node = history_at(history, line->v[place]);
	struct buf id = BUF_INIT;

	buf_add_oid(&id, &node->oid, DIGITS);
	topic->merged_as = buf_detach(&id);
	topic->merged_on = day_of_time(node->time);
}

/* The line's places flow down the merged side branches. */
static struct error *flow(struct walk **out, struct history *history, const struct line *line)
{
	size_t n = line->to_the_root ? line->n : line->n - 1;

	*out = walk_new(history, 0);
	for (size_t i = 0; i < n; i++)
		walk_take(*out, line->v[i], (int32_t)i);
	if (!line->to_the_root)
		walk_hide(*out, line->v[n]);
	return walk_run(*out);
}

struct error *merged_find(struct project *project, struct topic **topics, size_t n, day_t since)
{
	struct history *history = project->history;
	struct line line = {.v = NULL};
	struct walk *walk = NULL;
	int64_t oldest, start = since == DAY_NONE ? INT64_MIN : day_start(since);
	struct error *err;

	if (!n)
		return NULL;
	err = oldest_tip(history, topics, n, &oldest);
	if (!err)
		err = step_line(&line, history, history_node(history, &project->mainline),
		    oldest - SKEW < start ? start : oldest - SKEW);
	for (size_t i = 0; !err && i < n; i++) {
		node_t tip = history_node(history, &topics[i]->tip);
		int32_t place = direct_place(&line, history, tip);

		if (place < 0) {
			if (!walk)
				err = flow(&walk, history, &line);
			place = err ? -1 : walk_taken(walk, tip);
		}
		if (place >= 0)
			set_place(topics[i], history, &line, place);
	}
	walk_free(walk);
	array_release(&line);
	return err;
}

/* What lies between mainline as it stood before that day and the tips. */
static struct error *walk_tips(
    struct ancestry *out, struct project *project, struct topic *const *topics, size_t n, day_t since)
{
	git_oid *tips = mem_new(n, sizeof(*tips)), before;
	struct error *err = NULL;
	bool hidden = since != DAY_NONE;

	for (size_t i = 0; i < n; i++)
		tips[i] = topics[i]->tip;
	if (hidden)
		err = mainline_on(&before, project->history, &project->mainline, since - 1);
	if (err && err->code == ERROR_NOT_FOUND) { /* mainline is younger than that */
		error_free(err);
		err = NULL;
		hidden = false;
	}
	if (!err)
		err = ancestry_find(out, project->history, tips, n, &before, hidden);
	free(tips);
	return err;
}

struct error *merged_integrate(
    bool *integrates, struct project *project, struct topic *const *topics, size_t n, day_t since)
{
	struct ancestry ancestry;
	struct error *err;
	bool *below;

	if (n < 3)
		return NULL;
	err = walk_tips(&ancestry, project, topics, n, since);
	if (err)
		return err;
	below = mem_zero(n * n, sizeof(*below)); /* [i * n + k]: k is within i */
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			below[i * n + k] =
			    i != k && ancestry_has(&ancestry, &topics[k]->tip) &&
			    ancestry_below(&ancestry, history_node(project->history, &topics[k]->tip), i);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			for (size_t j = 0; below[i * n + k] && j < k; j++)
				integrates[i] = integrates[i] ||
						(below[i * n + j] && !below[j * n + k] && !below[k * n + j]);
	free(below);
	ancestry_release(&ancestry);
	return err;
}

/* Is the tip on mainline's own line? Then nothing was merged: the branch was only made there. */
static bool is_on_line(const struct topic *topic)
{
	char *tip = oid_text(&topic->tip);
	bool on_line = !strncmp(tip, topic->merged_as, strlen(topic->merged_as));

	free(tip);
	return on_line;
}

/* Leaves out topics without commits that are not wanted. */
static void drop_merged(struct survey *out, struct topic **merged, const bool *unwanted)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < out->topics.n; i++) {
		struct topic *topic = &out->topics.v[i];

		if (merged[at] == topic && unwanted[at++])
			topic_release(topic);
		else
			out->topics.v[n++] = *topic;
	}
	out->topics.n = n;
}

/* Those without commits, with a NULL at the end. */
static struct topic **list_merged(const struct survey *out, size_t *n)
{
	struct topic **merged = mem_new(out->topics.n + 1, sizeof(struct topic *));

	*n = 0;
	for (size_t i = 0; i < out->topics.n; i++)
		if (!out->topics.v[i].commits.n)
			merged[(*n)++] = &out->topics.v[i];
	merged[*n] = NULL;
	return merged;
}

struct error *merged_settle(struct survey *out, bool all, bool configured)
{
	day_t since = all ? branches_since(&out->project->cycle) : DAY_NONE;
	size_t n;
	struct topic **merged = list_merged(out, &n);
	bool *unwanted = mem_zero(n + 1, sizeof(*unwanted));
	struct error *err = merged_find(out->project, merged, n, since);

	for (size_t i = 0; !err && all && i < n; i++)
		unwanted[i] = !merged[i]->merged_as || merged[i]->merged_on < since ||
			      (!configured && is_on_line(merged[i]));
	if (!err)
		drop_merged(out, merged, unwanted);
	free(merged);
	if (!err && all && !configured) {
		merged = list_merged(out, &n);
		memset(unwanted, 0, (n + 1) * sizeof(*unwanted));
		err = merged_integrate(unwanted, out->project, merged, n, since);
		if (!err)
			drop_merged(out, merged, unwanted);
		free(merged);
	}
	free(unwanted);
	return err;
}
