/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/gather.h"

#include "facts/fix.h"
#include "facts/trailers.h"
#include "source/commit.h"
#include "util/progress.h"

#include <stdlib.h>

static char *configured_text(
    const struct project *project, const char *name, const struct strings *aliases, const char *key)
{
	const char *text = config_branch(project->config, name, key);

	for (size_t i = 0; aliases && i < aliases->n && !text; i++)
		text = config_branch(project->config, aliases->v[i], key);
	return text && *text ? mem_dup(text) : NULL;
}

struct topic gather_topic(const struct project *project, const char *name, const struct strings *aliases)
{
	struct topic topic = {.first = SOAK_NONE, .latest_first = SOAK_NONE, .merged_on = DAY_NONE};

	topic.name = mem_dup(name);
	topic.description = configured_text(project, name, aliases, "description");
	topic.dormant = configured_text(project, name, aliases, "pullprepDormant");
	for (size_t i = 0; aliases && i < aliases->n; i++)
		strings_add(&topic.aliases, aliases->v[i]);
	return topic;
}

size_t gather_add(struct survey *survey, const git_oid *oid)
{
	array_push(&survey->commits, (struct commit_facts){.oid = *oid,
					 .soak = {.match = MATCH_UNKNOWN,
					     .first = SOAK_NONE,
					     .own_first = SOAK_NONE,
					     .last = SOAK_NONE,
					     .was = SOAK_NONE,
					     .days = SOAK_NONE,
					     .taken = DAY_NONE}});
	return survey->commits.n - 1;
}

static char *take(char **from)
{
	char *text = *from;

	*from = NULL;
	return text;
}

static struct error *read_one(struct survey *survey, size_t index, struct fix_claims *claims)
{
	struct commit_facts *facts = &survey->commits.v[index];
	struct trailers trailers;
	struct commit commit;
	struct error *err = commit_read(&commit, survey->project->repo, &facts->oid);

	if (err)
		return err;
	if (commit.parent_count)
		facts->parent = commit.parents[0];
	facts->merge = commit.parent_count > 1;
	facts->committed = commit.committed;
	facts->subject = take(&commit.subject);
	facts->author_name = take(&commit.author_name);
	facts->author_email = take(&commit.author_email);
	if (!facts->merge) {
		trailers_parse(&trailers, commit.message);
		facts->fix = trailers.stable;
		if (!facts->fix)
			fix_claim(claims, index, &trailers);
		trailers_release(&trailers);
	}
	commit_release(&commit);
	return NULL;
}

struct error *gather_commits(struct survey *survey, const struct ancestry *unmerged)
{
	struct project *project = survey->project;
	struct fix_claims claims = FIX_CLAIMS_INIT;
	struct progress progress;
	struct error *err = NULL;
	size_t *fixes = NULL, n = 0;

	progress_start(&progress, "Reading commits", survey->commits.n);
	for (size_t i = 0; !err && i < survey->commits.n; i++) {
		progress_at(&progress, i);
		err = read_one(survey, i, &claims);
	}
	progress_stop(&progress);
	if (!err)
		err = fix_judge(
		    &claims, project->repo, project->history, &project->mainline, unmerged, &fixes, &n);
	for (size_t i = 0; !err && i < n; i++)
		survey->commits.v[fixes[i]].fix = true;
	free(fixes);
	fix_claims_release(&claims);
	return err;
}

void gather_counts(const struct survey *survey, struct topic *topic)
{
	topic->patches = topic->fixes = 0;
	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		topic->patches += !commit->merge;
		topic->fixes += commit->fix;
	}
}
