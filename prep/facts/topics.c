/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/topics.h"

#include "facts/branches.h"
#include "facts/foreign.h"
#include "facts/gather.h"
#include "facts/integration.h"
#include "facts/linetopics.h"
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

/* A topic without commits yet. */
static struct topic topic_of(const struct project *project, const struct branch *branch)
{
	struct topic topic = gather_topic(project, branch->name, &branch->aliases);

	topic.ref = mem_dup(branch->ref);
	topic.tip = branch->tip;
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

static struct error *from_branches(
    struct survey *out, struct project *project, const struct strings *only, struct ancestry *ancestry)
{
	struct branches branches;
	struct sorting s = {.project = project, .branches = &branches};
	struct error *err = branches_find(&branches, project, only);

	if (err)
		return err;
	err = walk_branches(&s);
	if (!err) {
		sort_branches(&s);
		add_topics(out, &s, only->n == 0);
		add_older(out, &s);
		err = merged_settle(out, only->n == 0, branches.configured);
	}
	*ancestry = s.ancestry;
	s.ancestry = (struct ancestry){.walk = NULL};
	sorting_release(&s);
	branches_release(&branches);
	return err;
}

struct error *topics_find(struct survey *out, struct project *project, const struct strings *only)
{
	const char *gather = config_get(project->config, "pullprep.gather");
	struct ancestry ancestry = {.walk = NULL};
	struct error *err;

	*out = (struct survey){.project = project};
	if (gather && *gather)
		err = linetopics_find(out, project, gather, only, &ancestry);
	else
		err = from_branches(out, project, only, &ancestry);
	if (!err)
		err = gather_commits(out, &ancestry);
	if (!err)
		err = foreign_find(out, &ancestry);
	for (size_t i = 0; !err && i < out->topics.n; i++)
		gather_counts(out, &out->topics.v[i]);
	ancestry_release(&ancestry);
	if (err)
		survey_release(out);
	return err;
}
