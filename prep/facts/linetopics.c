/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/linetopics.h"

#include "facts/branches.h"
#include "facts/gather.h"
#include "facts/line.h"
#include "facts/merged.h"

#include <stdlib.h>
#include <string.h>

#define ABSENT ((size_t)-1)

/* A tip of the walk: a merged head, an asked-for branch's, or the line's. */
struct mark {
	size_t topic; /* of the line; ABSENT for the others */
	git_oid oid;
};

struct linework {
	struct survey *out;
	struct project *project;
	const char *rev;
	git_oid tip;
	struct line line;
	bool *named; /* by topic of the line */
	bool *ahead; /* by topic of the line: mainline lacks some of it */
	struct branches extras;
	struct ancestry *ancestry;
	struct {
		struct mark *v; /* by the walk's marks */
		size_t n, cap;
	} marks;
	bool *on_line; /* by node */
	size_t *known; /* by node: where it is in the survey, or ABSENT */
};

static void linework_release(struct linework *w)
{
	line_release(&w->line);
	branches_release(&w->extras);
	array_release(&w->marks);
	free(w->named);
	free(w->ahead);
	free(w->on_line);
	free(w->known);
}

/* ---- the line */

static struct error *find_tip(struct linework *w)
{
	struct error *err = repo_commit(w->project->repo, w->rev, &w->tip);

	error_context(err, "pullprep.gather is '%s'", w->rev);
	return error_hint(err, "Name an integration branch, or a linear one, with:  git config "
			       "pullprep.gather BRANCH");
}

static struct error *nothing_there(const struct linework *w)
{
	bool same = oid_equal(&w->tip, &w->project->mainline);
	struct error *err = error_failed(same ? "pullprep.gather is '%s', which is where mainline, %s, stands"
					      : "pullprep.gather is '%s', which has nothing that mainline, "
						"%s, lacks",
	    w->rev, w->project->mainline_name);

	return error_hint(err, "Let it name a branch with commits of its own, or take it out with:  git "
			       "config --unset pullprep.gather");
}

static struct error *read_line(struct linework *w)
{
	struct ancestry below;
	struct error *err = ancestry_find(&below, w->project->history, &w->tip, 1, &w->project->mainline, 1);

	if (err)
		return err;
	err = line_read(&w->line, w->project, &w->tip, &below);
	ancestry_release(&below);
	w->named = mem_zero(w->line.topics.n + 1, sizeof(*w->named));
	w->ahead = mem_zero(w->line.topics.n + 1, sizeof(*w->ahead));
	for (size_t i = 0; i < w->line.topics.n; i++) {
		const struct line_topic *topic = &w->line.topics.v[i];

		w->ahead[i] = topic->kind == TOPIC_SERIES || line_newest(topic)->visible;
	}
	return err;
}

static git_oid tip_of(const struct linework *w, size_t index)
{
	const struct line_topic *topic = &w->line.topics.v[index];

	if (topic->kind == TOPIC_MERGE)
		return line_newest(topic)->oid;
	return history_at(w->project->history, w->line.v[topic->commits.v[topic->commits.n - 1]])->oid;
}

/* ---- what was asked for */

static bool answers_to(const struct line_topic *topic, const char *name)
{
	return !strcmp(topic->name, name) || strings_has(&topic->aliases, name);
}

static size_t topic_called(const struct linework *w, const char *name)
{
	for (size_t i = 0; i < w->line.topics.n; i++)
		if (answers_to(&w->line.topics.v[i], name))
			return i;
	return ABSENT;
}

/* A branch: the topic whose tip it is, if there is one, else one more. */
static struct error *add_branch(struct linework *w, const char *name)
{
	struct strings topics = STRINGS_INIT;
	struct error *err;

	for (size_t i = 0; i < w->line.topics.n; i++)
		strings_add(&topics, w->line.topics.v[i].name);
	err = branches_add_extra(&w->extras, w->project, name, &topics);
	strings_release(&topics);
	for (size_t i = 0; !err && i < w->line.topics.n; i++) {
		struct line_topic *topic = &w->line.topics.v[i];
		struct branch *branch = &w->extras.v[w->extras.n - 1];
		git_oid tip = tip_of(w, i);

		if (oid_equal(&tip, &branch->tip) && w->ahead[i]) {
			w->named[i] = true;
			if (!answers_to(topic, branch->name) && topic_called(w, branch->name) == ABSENT)
				strings_add(&topic->aliases, branch->name);
			branches_drop_last(&w->extras);
			return NULL;
		}
	}
	if (!err && topic_called(w, w->extras.v[w->extras.n - 1].name) != ABSENT) {
		struct branch *branch = &w->extras.v[w->extras.n - 1];

		free(branch->name);
		branch->name = mem_dup(branch->ref);
	}
	return err;
}

static struct error *mark_named(struct linework *w, const struct strings *only)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < only->n; i++) {
		size_t index = topic_called(w, only->v[i]);

		if (index == ABSENT)
			err = add_branch(w, only->v[i]);
		else
			w->named[index] = true;
	}
	return err;
}

/* ---- the walk */

static void add_mark(struct linework *w, size_t topic, const git_oid *oid)
{
	array_push(&w->marks, (struct mark){topic, *oid});
}

static struct error *walk_all(struct linework *w)
{
	struct history *history = w->project->history;
	git_oid *tips;
	struct error *err;

	for (size_t i = 0; i < w->line.topics.n; i++)
		for (size_t k = 0; k < w->line.topics.v[i].heads.n; k++)
			if (w->line.topics.v[i].heads.v[k].visible)
				add_mark(w, i, &w->line.topics.v[i].heads.v[k].oid);
	for (size_t i = 0; i < w->extras.n; i++)
		add_mark(w, ABSENT, &w->extras.v[i].tip);
	add_mark(w, ABSENT, &w->tip);
	tips = mem_new(w->marks.n, sizeof(*tips));
	for (size_t i = 0; i < w->marks.n; i++)
		tips[i] = w->marks.v[i].oid;
	err = ancestry_find(w->ancestry, history, tips, w->marks.n, &w->project->mainline, 1);
	free(tips);
	if (err)
		return err;
	w->on_line = mem_zero(history_count(history) + 1, sizeof(*w->on_line));
	w->known = mem_new(history_count(history) + 1, sizeof(*w->known));
	for (size_t i = 0; i < history_count(history); i++)
		w->known[i] = ABSENT;
	for (size_t i = 0; i < w->line.n; i++)
		w->on_line[w->line.v[i]] = true;
	return NULL;
}

/* ---- what belongs to what */

/* Marks, as a list: most topics have one head or two. */
struct marks {
	size_t *v;
	size_t n, cap;
};

static bool below_any(const struct linework *w, node_t node, const struct marks *marks)
{
	for (size_t i = 0; i < marks->n; i++)
		if (ancestry_below(w->ancestry, node, marks->v[i]))
			return true;
	return false;
}

static size_t oldest_of(const struct line_topic *topic)
{
	if (topic->kind == TOPIC_SERIES)
		return topic->commits.v[0];
	for (size_t i = 0; i < topic->heads.n; i++)
		if (topic->heads.v[i].visible)
			return topic->heads.v[i].at;
	return ABSENT;
}

/* How much of the line is below the topic: the number of its positions. */
static size_t line_below(const struct linework *w, size_t index, const struct marks *own)
{
	const struct line_topic *topic = &w->line.topics.v[index];
	size_t n = w->line.n;

	if (topic->kind == TOPIC_SERIES)
		return topic->commits.v[topic->commits.n - 1];
	while (n && !below_any(w, w->line.v[n - 1], own))
		n--;
	return n;
}

/* Its own heads, and those of others that are below them. */
static void sort_marks(const struct linework *w, size_t index, struct marks *own, struct marks *others)
{
	struct history *history = w->project->history;

	for (size_t i = 0; i < w->marks.n; i++)
		if (w->marks.v[i].topic == index)
			array_push(own, i);
	for (size_t i = 0; i < w->marks.n; i++)
		if (w->marks.v[i].topic != index && w->marks.v[i].topic != ABSENT &&
		    below_any(w, history_node(history, &w->marks.v[i].oid), own))
			array_push(others, i);
}

static void list_contained(
    const struct linework *w, size_t index, size_t line_end, const struct marks *others, struct strings *out)
{
	bool *inside = mem_zero(w->line.topics.n + 1, sizeof(*inside));

	for (size_t i = 0; i < others->n; i++)
		inside[w->marks.v[others->v[i]].topic] = true;
	for (size_t i = 0; i < w->line.topics.n; i++) {
		const struct line_topic *topic = &w->line.topics.v[i];

		if (i != index && w->ahead[i] && (inside[i] || oldest_of(topic) < line_end))
			strings_add(out, topic->name);
	}
	free(inside);
}

static void add_commit(struct linework *w, struct topic *topic, node_t node)
{
	if (w->known[node] == ABSENT)
		w->known[node] = gather_add(w->out, &history_at(w->project->history, node)->oid);
	array_push(&topic->commits, w->known[node]);
}

/* What was merged, newest first. */
static void add_merged(
    struct linework *w, struct topic *topic, const struct marks *own, const struct marks *others)
{
	size_t newest = own->v[own->n - 1];

	for (size_t i = 0; i < w->ancestry->n; i++) {
		node_t node = w->ancestry->v[i];

		if (w->on_line[node] || !below_any(w, node, own) || below_any(w, node, others))
			continue;
		topic->former += !ancestry_below(w->ancestry, node, newest);
		add_commit(w, topic, node);
	}
}

static void add_topic(struct linework *w, size_t index)
{
	const struct line_topic *from = &w->line.topics.v[index];
	struct topic topic = gather_topic(w->project, from->name, &from->aliases);
	struct marks own = {.v = NULL}, others = {.v = NULL};

	topic.kind = from->kind;
	topic.tip = tip_of(w, index);
	topic.text = mem_dup(from->text);
	topic.url = mem_dup(from->url);
	topic.posted = mem_dup(from->posted);
	if (from->kind == TOPIC_MERGE)
		topic.merge = history_at(w->project->history, w->line.v[line_newest(from)->at])->oid;
	if (w->ahead[index]) {
		sort_marks(w, index, &own, &others);
		list_contained(w, index, line_below(w, index, &own), &others, &topic.contains);
	}
	for (size_t i = from->commits.n; i-- > 0;)
		add_commit(w, &topic, w->line.v[from->commits.v[i]]);
	if (own.n)
		add_merged(w, &topic, &own, &others);
	array_push(&w->out->topics, topic);
	array_release(&own);
	array_release(&others);
}

/* All that mainline lacks of a branch that was asked for. */
static void add_extra(struct linework *w, size_t index)
{
	const struct branch *branch = &w->extras.v[index];
	struct topic topic = gather_topic(w->project, branch->name, NULL);
	size_t mark = 0;

	while (w->marks.v[mark].topic != ABSENT)
		mark++;
	mark += index;
	topic.ref = mem_dup(branch->ref);
	topic.tip = branch->tip;
	for (size_t i = 0; i < w->ancestry->n; i++)
		if (ancestry_below(w->ancestry, w->ancestry->v[i], mark))
			add_commit(w, &topic, w->ancestry->v[i]);
	array_push(&w->out->topics, topic);
}

static void warn_of_former(const struct survey *survey, const char *rev)
{
	for (size_t i = 0; i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[i];

		if (topic->former)
			warning("%s was rewritten after it was merged into %s: %zu of its commits are there "
				"only through a former merge, and not in its tip",
			    topic->name, rev, topic->former);
	}
}

struct error *linetopics_find(struct survey *out, struct project *project, const char *rev,
    const struct strings *only, struct ancestry *unmerged)
{
	struct linework w = {.out = out, .project = project, .rev = rev, .ancestry = unmerged};
	struct error *err = find_tip(&w);

	if (!err)
		err = read_line(&w);
	if (!err)
		err = mark_named(&w, only);
	if (!err && !w.line.n && !w.extras.n)
		err = nothing_there(&w);
	if (!err)
		err = walk_all(&w);
	for (size_t i = 0; !err && i < w.line.topics.n; i++)
		if (!only->n || w.named[i])
			add_topic(&w, i);
	for (size_t i = 0; !err && i < w.extras.n; i++)
		add_extra(&w, i);
	if (!err)
		err = merged_settle(out, !only->n, false);
	if (!err)
		warn_of_former(out, rev);
	linework_release(&w);
	return err;
}
