/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/base.h"

#include "source/commit.h"

#include <string.h>

/*
 * A tag may be made some days after its commit; a release younger than that beyond the common commit cannot
 * be below it. On a large history each look costs a walk, so there is an end to them.
 */
enum { TAGGED_LATER = 14, RELEASES_TRIED = 24 };

/* The newest commit that mainline and all topics have; found = false if there is none. */
static struct error *common_commit(git_oid *out, bool *found, const struct survey *survey)
{
	struct strings ids = STRINGS_INIT;
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf answer = BUF_INIT;
	struct error *err = NULL;
	int status;

	strings_take(&ids, oid_text(&survey->project->mainline));
	for (size_t i = 0; i < survey->topics.n; i++)
		if (survey->topics.v[i].commits.n)
			strings_take(&ids, oid_text(&survey->topics.v[i].tip));
	array_push(&args, "merge-base");
	array_push(&args, "--octopus");
	for (size_t i = 0; i < ids.n; i++)
		array_push(&args, ids.v[i]);
	array_push(&args, NULL);
	*found = false;
	if (ids.n > 1)
		err = repo_git_status(survey->project->repo, &answer, NULL, &status, args.v);
	answer.s[strcspn(answer.s, "\n")] = '\0'; /* the first of several, each as good */
	if (!err && *answer.s) {
		err = repo_commit(survey->project->repo, answer.s, out);
		*found = !err;
	}
	strings_release(&ids);
	array_release(&args);
	buf_release(&answer);
	return err;
}

static struct error *contains(bool *out, struct repo *repo, const git_oid *commit, const git_oid *ancestor)
{
	char *below = oid_text(commit), *above = oid_text(ancestor);
	const char *const args[] = {"merge-base", "--is-ancestor", above, below, NULL};
	struct buf words = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, NULL, &words, &status, args);

	*out = !err && !status;
	free(below);
	free(above);
	buf_release(&words);
	return err;
}

/* The newest release that the commit contains, into *base if there is one. */
static struct error *newest_release(char **base, struct project *project, const git_oid *commit)
{
	const struct cycle *cycle = &project->cycle;
	struct error *err;
	struct commit read;
	day_t latest;

	err = commit_read(&read, project->repo, commit);
	if (err)
		return err;
	latest = day_of_time(read.committed) + TAGGED_LATER;
	commit_release(&read);
	for (size_t i = cycle->count, tried = 0; !err && i-- > 0 && tried < RELEASES_TRIED && !*base;) {
		bool inside;

		if (cycle->releases[i].day > latest)
			continue;
		tried++;
		err = contains(&inside, project->repo, commit, &cycle->releases[i].commit);
		if (!err && inside)
			*base = mem_dup(cycle->releases[i].name);
	}
	return err;
}

struct error *base_find(char **base, const struct survey *survey)
{
	struct project *project = survey->project;
	const char *configured = config_get(project->config, "pullprep.base");
	struct error *err;
	git_oid commit;
	bool found;

	*base = NULL;
	if (configured) {
		err = repo_commit(project->repo, configured, &commit);
		if (!err)
			*base = mem_dup(configured);
		return error_context(err, "pullprep.base");
	}
	err = common_commit(&commit, &found, survey);
	if (err || !found)
		return err;
	err = newest_release(base, project, &commit);
	if (!err && !*base) {
		*base = oid_text(&commit);
		(*base)[12] = '\0';
	}
	return err;
}
