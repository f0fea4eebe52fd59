/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/regressed.h"

#include "facts/commitnames.h"
#include "source/commit.h"
#include "source/refs.h"
#include "source/walk.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ID_LEAST = 7, NAME_MOST = 200, SKEW = 30 * 86400 };

/* What one regression says, in order: "ID", or the two ends of a range, of which one may be empty. */
struct said {
	const struct regression *regression;
	char *from, *to; /* to: NULL where it is no range */
	bool sound;      /* all of it may be looked up */
};

struct job {
	const struct survey *survey;
	const struct own_work *own;
	ARRAY(struct said) said;
	struct commit_name *names; /* of what looks like ids, by id */
	size_t name_count;
	struct refs tags;
};

/* ---- what is said ---- */

static bool is_id(const char *text)
{
	size_t n = strspn(text, "0123456789abcdef");

	return !text[n] && n >= ID_LEAST && n <= GIT_OID_HEXSZ;
}

/* May it be the name of a tag? Globs are none, and what git would read as more than a name. */
static bool is_name(const char *text)
{
	if (!isalnum((unsigned char)*text) || strlen(text) > NAME_MOST)
		return false;
	for (const char *c = text; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("._-+/", *c))
			return false;
	return true;
}

static bool is_sound(const char *text)
{
	return is_id(text) || is_name(text);
}

static void read_said(struct said *out, const struct regression *regression)
{
	const char *text = regression->introduced, *dots = strstr(text, "..");

	*out = (struct said){.regression = regression};
	out->from = dots ? mem_dupn(text, (size_t)(dots - text)) : mem_dup(text);
	out->to = dots ? mem_dup(dots + 2) : NULL;
	for (char *c = out->from; !dots && *c; c++)
		*c = (char)tolower((unsigned char)*c);
	if (dots)
		out->sound = (!*out->from || is_sound(out->from)) && (!*out->to || is_sound(out->to)) &&
			     (*out->from || *out->to);
	else
		out->sound = is_id(out->from);
}

static void read_all(struct regressed *out, struct job *job, const struct regressions *regressions)
{
	int64_t instant = day_start(job->survey->project->as_of + 1) - 1;

	for (size_t i = 0; i < regressions->n; i++) {
		const struct regression *regression = &regressions->v[i];
		struct said said;

		if (!regression_is_open(regression, instant))
			continue;
		out->open++;
		if (!regression->introduced || !*regression->introduced) {
			out->unresolved++;
			continue;
		}
		read_said(&said, regression);
		array_push(&job->said, said);
	}
}

/* ---- what it stands for ---- */

static struct error *resolve_ids(struct job *job)
{
	job->names = mem_zero(2 * job->said.n + 1, sizeof(*job->names));
	for (size_t i = 0; i < job->said.n; i++) {
		const struct said *said = &job->said.v[i];

		if (said->sound && is_id(said->from))
			job->names[job->name_count++].id = said->from;
		if (said->sound && said->to && is_id(said->to))
			job->names[job->name_count++].id = said->to;
	}
	return commit_names_resolve(job->names, job->name_count, job->survey->project->repo);
}

/* All of them: of names that others choose there may be more than a command takes. */
static struct error *list_tags(struct job *job)
{
	static const char *const tags[] = {"refs/tags/", NULL};

	for (size_t i = 0; i < job->said.n; i++)
		if (job->said.v[i].sound && job->said.v[i].to)
			return refs_list(job->survey->project->repo, &job->tags, tags);
	return NULL;
}

/* The commit that it stands for, or NULL. */
static const git_oid *look_up(const struct job *job, const char *text)
{
	if (is_id(text)) {
		const struct commit_name *name = commit_names_find(job->names, job->name_count, text);

		return name && name->known ? &name->oid : NULL;
	}
	for (size_t i = 0; i < job->tags.n; i++)
		if (!strcmp(job->tags.v[i].name + strlen("refs/tags/"), text) &&
		    !oid_is_zero(&job->tags.v[i].commit))
			return &job->tags.v[i].commit;
	return NULL;
}

/* ---- a commit ---- */

static void find_in_survey(struct regressed_of *of, const struct survey *survey)
{
	for (size_t t = 0; t < survey->topics.n && !of->topic; t++) {
		const struct topic *topic = &survey->topics.v[t];

		for (size_t i = 0; i < topic->commits.n && !of->topic; i++) {
			const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

			if (!oid_equal(&commit->oid, &of->commit))
				continue;
			of->topic = topic;
			of->subject = mem_dup(commit->subject);
		}
	}
}

static struct error *take_commit(struct regressed *out, const struct job *job, const struct said *said)
{
	struct regressed_of of = {.regression = said->regression};
	const git_oid *oid = said->sound ? look_up(job, said->from) : NULL;
	struct commit commit;
	struct error *err;

	if (!oid) {
		out->unresolved++;
		return NULL;
	}
	of.commit = *oid;
	find_in_survey(&of, job->survey);
	of.own = of.topic ? NULL : own_work_has(job->own, oid);
	if (!of.topic && !of.own)
		return NULL;
	if (of.own) {
		err = commit_read(&commit, job->survey->project->repo, oid);
		if (err)
			return err;
		of.subject = mem_dup(commit.subject);
		commit_release(&commit);
	}
	array_push(out, of);
	return NULL;
}

static struct error *take_commits(struct regressed *out, const struct job *job)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < job->said.n; i++)
		if (!job->said.v[i].to)
			err = take_commit(out, job, &job->said.v[i]);
	return err;
}

/* ---- ranges ---- */

/* The two ends of one range as numbers of marks; MARK_NONE: no end, or one so old that it has none of the commits. */
#define MARK_NONE ((size_t)-1)
struct span {
	const struct said *said;
	size_t from, to;
};
struct spans {
	struct span *v;
	size_t n, cap;
};
struct ends {
	node_t *v;
	size_t n, cap;
};

static size_t add_end(struct ends *ends, node_t node)
{
	for (size_t i = 0; i < ends->n; i++)
		if (ends->v[i] == node)
			return i;
	array_push(ends, node);
	return ends->n - 1;
}

/* *mark: MARK_NONE if it is older than all the commits by more than clocks are wrong: to walk to it would take long, and find
 * nothing. */
static struct error *mark_end(
    size_t *mark, struct ends *ends, struct history *history, const git_oid *oid, int64_t oldest)
{
	node_t node = history_node(history, oid);
	struct error *err = history_load(history, node);

	*mark = MARK_NONE;
	if (!err && history_at(history, node)->time >= oldest - SKEW)
		*mark = add_end(ends, node);
	return err;
}

static const git_oid *end_of(const struct job *job, const char *text)
{
	return *text ? look_up(job, text) : &job->survey->project->mainline;
}

static struct error *take_span(struct spans *out, struct ends *ends, size_t *unresolved,
    const struct job *job, const struct said *said, int64_t oldest)
{
	struct history *history = job->survey->project->history;
	const git_oid *to = said->sound ? end_of(job, said->to) : NULL,
		      *from = said->sound && *said->from ? look_up(job, said->from) : NULL;
	struct span span = {said, MARK_NONE, MARK_NONE};
	struct error *err;

	if (!to || (*said->from && !from)) {
		++*unresolved;
		return NULL;
	}
	err = mark_end(&span.to, ends, history, to, oldest);
	if (!err && from)
		err = mark_end(&span.from, ends, history, from, oldest);
	if (!err && span.to != MARK_NONE)
		array_push(out, span);
	return err;
}

static bool is_marked(struct walk *walk, node_t node, size_t mark)
{
	return mark != MARK_NONE && walk_marks(walk, node)[mark / 64] >> mark % 64 & 1;
}

/* Does the range hold the commit? */
static bool holds(struct walk *walk, node_t node, const struct span *span)
{
	return walk_is_visible(walk, node) && is_marked(walk, node, span->to) &&
	       !is_marked(walk, node, span->from);
}

static size_t count_held(const struct job *job, struct walk *walk, const struct span *span)
{
	struct history *history = job->survey->project->history;
	const struct survey *survey = job->survey;
	size_t count = 0;

	for (size_t i = 0; i < job->own->n; i++)
		count += holds(walk, history_node(history, &job->own->v[i].oid), span);
	for (size_t i = 0; i < survey->commits.n; i++)
		count += !survey->commits.v[i].merge && !own_work_has(job->own, &survey->commits.v[i].oid) &&
			 holds(walk, history_node(history, &survey->commits.v[i].oid), span);
	return count;
}

/* Above what the commits are: what lies below cannot hold any. */
static const git_oid *ground(const struct job *job)
{
	return job->own->since ? &job->own->since->commit : &job->survey->project->mainline;
}

static struct error *walk_ranges(
    struct regressed *out, const struct job *job, const struct spans *spans, const struct ends *ends)
{
	struct history *history = job->survey->project->history;
	struct walk *walk = walk_new(history, ends->n);
	struct error *err;

	for (size_t i = 0; i < ends->n; i++)
		walk_mark(walk, ends->v[i], i);
	walk_hide(walk, history_node(history, ground(job)));
	err = walk_run(walk);
	for (size_t i = 0; !err && i < spans->n; i++) {
		struct regressed_of of = {.regression = spans->v[i].said->regression, .maybe = true};

		of.held = count_held(job, walk, &spans->v[i]);
		if (of.held)
			array_push(out, of);
	}
	walk_free(walk);
	return err;
}

static struct error *take_ranges(struct regressed *out, const struct job *job)
{
	struct history *history = job->survey->project->history;
	node_t base = history_node(history, ground(job));
	struct error *err = history_load(history, base);
	struct spans spans = {.v = NULL};
	struct ends ends = {.v = NULL};

	for (size_t i = 0; !err && i < job->said.n; i++)
		if (job->said.v[i].to)
			err = take_span(&spans, &ends, &out->unresolved, job, &job->said.v[i],
			    history_at(history, base)->time);
	if (!err && spans.n)
		err = walk_ranges(out, job, &spans, &ends);
	array_release(&spans);
	array_release(&ends);
	return err;
}

/* ---- all ---- */

static size_t count_own(const struct job *job)
{
	size_t count = job->own->n;

	for (size_t i = 0; i < job->survey->commits.n; i++)
		count += !job->survey->commits.v[i].merge &&
			 !own_work_has(job->own, &job->survey->commits.v[i].oid);
	return count;
}

static void job_release(struct job *job)
{
	for (size_t i = 0; i < job->said.n; i++) {
		free(job->said.v[i].from);
		free(job->said.v[i].to);
	}
	array_release(&job->said);
	free(job->names);
	refs_release(&job->tags);
}

struct error *regressed_find(struct regressed *out, const struct survey *survey, const struct own_work *own,
    const struct regressions *regressions)
{
	struct job job = {.survey = survey, .own = own, .tags = REFS_INIT};
	struct error *err;

	*out = (struct regressed){.own = count_own(&job)};
	read_all(out, &job, regressions);
	err = resolve_ids(&job);
	if (!err)
		err = list_tags(&job);
	if (!err)
		err = take_commits(out, &job);
	if (!err)
		err = take_ranges(out, &job);
	job_release(&job);
	if (err)
		regressed_release(out);
	return err;
}

void regressed_release(struct regressed *regressed)
{
	for (size_t i = 0; i < regressed->n; i++)
		free(regressed->v[i].subject);
	array_release(regressed);
}
