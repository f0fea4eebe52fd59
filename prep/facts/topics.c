/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/topics.h"

#include "facts/branches.h"
#include "facts/foreign.h"
#include "facts/gather.h"
#include "facts/integration.h"
#include "facts/merged.h"

#include <stdlib.h>
#include <string.h>

#define ABSENT ((size_t)-1)

/* Branches with what the walk found of them; those that are too old to be topics come last. */
struct sorting {
	struct project *project;
	const struct branches *branches;
	struct ancestry ancestry;
	struct heads heads;
	git_oid *tips;
	size_t n;     /* branches and older ones */
	size_t words; /* of marks, as in the walk */
	bool *ahead;  /* by branch: mainline lacks some of it */
	bool *part;   /* by branch: so it is, and an integration branch may hold it */
	bool *topic;  /* by branch: it is one by the rules; an older one: it would be, if it were newer */
	uint64_t *contained; /* by branch, `words` each: the topics that it contains */
};

static void sorting_release(struct sorting *s)
{
	ancestry_release(&s->ancestry);
	free(s->tips);
	free(s->ahead);
	free(s->part);
	free(s->topic);
	free(s->contained);
}

static const struct branch *branch_at(const struct sorting *s, size_t index)
{
	const struct branches *branches = s->branches;

	return index < branches->n ? &branches->v[index] : &branches->older.v[index - branches->n];
}

static struct error *walk_branches(struct sorting *s)
{
	struct error *err;

	s->n = s->branches->n + s->branches->older.n;
	s->tips = mem_new(s->n + 1, sizeof(*s->tips));
	for (size_t i = 0; i < s->n; i++)
		s->tips[i] = branch_at(s, i)->tip;
	err = ancestry_find(&s->ancestry, s->project->history, s->tips, s->n, &s->project->mainline, 1);
	if (err)
		return err;
	s->words = walk_words(s->ancestry.walk);
	s->ahead = mem_zero(s->n + 1, sizeof(*s->ahead));
	s->part = mem_zero(s->n + 1, sizeof(*s->part));
	s->topic = mem_zero(s->n + 1, sizeof(*s->topic));
	s->contained = mem_zero(s->n * s->words + 1, sizeof(*s->contained));
	for (size_t i = 0; i < s->n; i++) {
		s->ahead[i] = ancestry_has(&s->ancestry, &s->tips[i]);
		s->part[i] = s->ahead[i] && !branch_at(s, i)->extra;
	}
	s->heads = (struct heads){&s->ancestry, s->tips, s->part, s->n};
	return NULL;
}

static void sort_branches(struct sorting *s)
{
	for (size_t i = 0; i < s->n; i++)
		s->topic[i] = s->part[i] && (s->branches->configured || !integration_is(&s->heads, i));
	for (size_t i = 0; i < s->branches->n; i++)
		for (size_t k = 0; s->topic[i] && k < s->branches->n; k++)
			if (s->topic[k] && integration_contains(&s->heads, i, k))
				s->contained[i * s->words + k / 64] |= (uint64_t)1 << k % 64;
}

/* Is it a commit of that branch, and of none of the topics in it? */
static bool is_own(const struct sorting *s, node_t node, size_t branch)
{
	const uint64_t *marks = walk_marks(s->ancestry.walk, node), *inner = s->contained + branch * s->words;

	if (!ancestry_below(&s->ancestry, node, branch))
		return false;
	for (size_t i = 0; i < s->words; i++)
		if (marks[i] & inner[i])
			return false;
	return true;
}

static char *configured_text(const struct project *project, const struct branch *branch, const char *key)
{
	const char *text = config_branch(project->config, branch->name, key);

	for (size_t i = 0; i < branch->aliases.n && !text; i++)
		text = config_branch(project->config, branch->aliases.v[i], key);
	return text && *text ? mem_dup(text) : NULL;
}

/* A topic without commits yet. */
static struct topic topic_of(const struct project *project, const struct branch *branch)
{
	struct topic topic = {.first = SOAK_NONE, .latest_first = SOAK_NONE, .merged_on = DAY_NONE};

	topic.name = mem_dup(branch->name);
	topic.ref = mem_dup(branch->ref);
	topic.tip = branch->tip;
	topic.description = configured_text(project, branch, "description");
	topic.dormant = configured_text(project, branch, "pullprepDormant");
	for (size_t i = 0; i < branch->aliases.n; i++)
		strings_add(&topic.aliases, branch->aliases.v[i]);
	return topic;
}

static void add_topic(struct survey *out, const struct sorting *s, size_t index, size_t *known)
{
	struct topic topic = topic_of(s->project, &s->branches->v[index]);

	for (size_t i = 0; i < s->branches->n; i++)
		if (s->contained[index * s->words + i / 64] >> i % 64 & 1)
			strings_add(&topic.contains, s->branches->v[i].name);
	for (size_t i = 0; i < s->ancestry.n && s->ahead[index]; i++) {
		if (!is_own(s, s->ancestry.v[i], index))
			continue;
		if (known[i] == ABSENT)
			known[i] = gather_add(out, &history_at(s->project->history, s->ancestry.v[i])->oid);
		array_push(&topic.commits, known[i]);
	}
	array_push(&out->topics, topic);
}

/* A local branch that only follows mainline is no topic that was merged. */
static bool follows_mainline(const struct project *project, const struct branch *branch)
{
	const char *slash = strrchr(project->mainline_name, '/');

	return !strcmp(branch->name, slash ? slash + 1 : project->mainline_name);
}

static bool is_kept(const struct sorting *s, size_t index, bool all)
{
	const struct branch *branch = &s->branches->v[index];

	if (!all)
		return branch->named;
	return s->topic[index] || (!s->ahead[index] && !follows_mainline(s->project, branch));
}

/* All that are asked for, and those that mainline may have taken. */
static void add_topics(struct survey *out, const struct sorting *s, bool all)
{
	const struct branches *branches = s->branches;
	size_t *known = mem_new(s->ancestry.n + 1, sizeof(*known));

	for (size_t i = 0; i < s->ancestry.n; i++)
		known[i] = ABSENT;
	for (size_t i = 0; i < branches->n; i++)
		if (is_kept(s, i, all))
			add_topic(out, s, i, known);
	for (size_t i = branches->n; all && i < s->n; i++)
		if (!s->ahead[i] && !follows_mainline(s->project, branch_at(s, i)))
			array_push(&out->topics, topic_of(s->project, branch_at(s, i)));
	free(known);
}

/* Is it, or all of it, among the topics at hand? */
static bool in_sight(const struct sorting *s, size_t index)
{
	for (size_t i = 0; i < s->branches->n; i++) {
		bool same = oid_equal(&s->tips[i], &s->tips[index]);

		if ((same && branch_at(s, i)->named) ||
		    (s->topic[i] && integration_contains(&s->heads, i, index)))
			return true;
	}
	return false;
}

static int newest_first(const void *a, const void *b)
{
	const struct branch *x = *(const struct branch *const *)a, *y = *(const struct branch *const *)b;

	return x->time != y->time ? (x->time < y->time ? 1 : -1) : strcmp(x->ref, y->ref);
}

/* Those that would be topics if they were newer. */
static void add_older(struct survey *out, const struct sorting *s)
{
	const struct branch **older = mem_new(s->n + 1, sizeof(const struct branch *));
	size_t n = 0;

	for (size_t i = s->branches->n; i < s->n; i++)
		if (s->topic[i] && !follows_mainline(s->project, branch_at(s, i)) && !in_sight(s, i))
			older[n++] = branch_at(s, i);
	if (n)
		qsort(older, n, sizeof(const struct branch *), newest_first);
	for (size_t i = 0; i < n; i++)
		strings_add(&out->older, older[i]->name);
	free(older);
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

/* Of the topics that mainline has, when it took them. Unless they were asked for, those go that it took in
 * former cycles, or not at all; and what is no topic without configuration. */
static struct error *settle_merged(struct survey *out, bool all, bool configured)
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

struct error *topics_find(struct survey *out, struct project *project, const struct strings *only)
{
	struct branches branches;
	struct sorting s = {.project = project, .branches = &branches};
	struct error *err = branches_find(&branches, project, only);

	*out = (struct survey){.project = project};
	if (err)
		return err;
	err = walk_branches(&s);
	if (!err) {
		sort_branches(&s);
		add_topics(out, &s, only->n == 0);
		add_older(out, &s);
		err = settle_merged(out, only->n == 0, branches.configured);
	}
	if (!err)
		err = gather_commits(out, &s.ancestry);
	if (!err)
		err = foreign_find(out, &s.ancestry);
	for (size_t i = 0; !err && i < out->topics.n; i++)
		gather_counts(out, &out->topics.v[i]);
	sorting_release(&s);
	branches_release(&branches);
	if (err)
		survey_release(out);
	return err;
}
