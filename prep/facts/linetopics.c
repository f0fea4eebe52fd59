/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/linetopics.h"

#include "facts/branches.h"
#include "facts/gather.h"
#include "facts/lineground.h"
#include "facts/merged.h"

#include <stdlib.h>
#include <string.h>

#define ABSENT ((size_t)-1)

struct linework {
	struct survey *out;
	struct project *project;
	const char *rev;
	git_oid tip;
	struct line line;
	bool *named;            /* by topic of the line */
	struct branches extras; /* asked for, and no topics */
	struct ancestry *ancestry;
	struct lineground ground;
	size_t *known; /* by node: where it is in the survey, or ABSENT */
};

static void linework_release(struct linework *w)
{
	lineground_release(&w->ground);
	line_release(&w->line);
	branches_release(&w->extras);
	free(w->named);
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

/* Is a branch with that topic's tip the topic? Where a series stands on more of the line, a branch that ends
 * with it is a part of the line, be it all of it. */
static bool is_topic(const struct line_topic *topic)
{
	return topic->kind == TOPIC_MERGE || topic->commits.v[topic->commits.n - 1] + 1 == topic->commits.n;
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

		if (oid_equal(&tip, &branch->tip) && is_topic(topic)) {
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

/* The walk's marks: the heads, then the branches that were asked for, then the line's tip, so that all of it
 * is seen. */
static struct error *walk_all(struct linework *w)
{
	struct history *history = w->project->history;
	size_t n = 0;
	git_oid *tips;
	struct error *err;

	lineground_heads(&w->ground, history, &w->line);
	tips = mem_new(w->ground.marks.n + w->extras.n + 1, sizeof(*tips));
	for (size_t i = 0; i < w->ground.marks.n; i++)
		tips[n++] = history_at(history, w->ground.marks.v[i].node)->oid;
	for (size_t i = 0; i < w->extras.n; i++)
		tips[n++] = w->extras.v[i].tip;
	tips[n++] = w->tip;
	err = ancestry_find(w->ancestry, history, tips, n, &w->project->mainline, 1);
	free(tips);
	if (err)
		return err;
	lineground_find(&w->ground, w->ancestry);
	w->known = mem_new(history_count(history) + 1, sizeof(*w->known));
	for (size_t i = 0; i < history_count(history); i++)
		w->known[i] = ABSENT;
	return NULL;
}

/* ---- topics */

static void add_commit(struct linework *w, struct topic *topic, node_t node)
{
	if (w->known[node] == ABSENT)
		w->known[node] = gather_add(w->out, &history_at(w->project->history, node)->oid);
	array_push(&topic->commits, w->known[node]);
}

/* What was merged, newest first. */
static void add_merged(struct linework *w, struct topic *topic, size_t index)
{
	for (size_t i = 0; i < w->ancestry->n; i++) {
		bool former;

		if (!lineground_owns(&w->ground, index, w->ancestry->v[i], &former))
			continue;
		topic->former += former;
		add_commit(w, topic, w->ancestry->v[i]);
	}
}

static void add_topic(struct linework *w, size_t index)
{
	const struct line_topic *from = &w->line.topics.v[index];
	struct topic topic = gather_topic(w->project, from->name, &from->aliases);

	topic.kind = from->kind;
	topic.tip = tip_of(w, index);
	topic.text = mem_dup(from->text);
	topic.url = mem_dup(from->url);
	topic.posted = mem_dup(from->posted);
	for (size_t i = 0; i < w->line.topics.n; i++)
		if (lineground_contains(&w->ground, index, i))
			strings_add(&topic.contains, w->line.topics.v[i].name);
	for (size_t i = from->commits.n; i-- > 0;)
		add_commit(w, &topic, w->line.v[from->commits.v[i]]);
	if (from->kind == TOPIC_MERGE) {
		topic.merge = history_at(w->project->history, w->line.v[line_newest(from)->at])->oid;
		add_merged(w, &topic, index);
	}
	array_push(&w->out->topics, topic);
}

/* All that mainline lacks of a branch that was asked for. */
static void add_extra(struct linework *w, size_t index)
{
	const struct branch *branch = &w->extras.v[index];
	struct topic topic = gather_topic(w->project, branch->name, NULL);
	size_t mark = w->ground.marks.n + index;

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
