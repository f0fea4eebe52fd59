/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/base.h"

#include "facts/ancestry.h"
#include "source/commit.h"
#include "source/ids.h"

#include <stdlib.h>
#include <string.h>

/* Topics mostly stand on one of the newest releases. On a large history a look at more costs a longer walk,
 * so there is an end to it. */
enum { RELEASES_FIRST = 4, RELEASES_TRIED = 24 };

/* Mainline and the topics that have commits. */
static void list_tips(struct ids *out, const struct survey *survey)
{
	array_push(out, survey->project->mainline);
	for (size_t i = 0; i < survey->topics.n; i++)
		if (survey->topics.v[i].commits.n)
			array_push(out, survey->topics.v[i].tip);
}

/* The newest commit that mainline and all topics have; found = false if there is none. */
static struct error *common_commit(git_oid *out, bool *found, const struct ids *tips, struct repo *repo)
{
	struct strings ids = STRINGS_INIT;
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf answer = BUF_INIT;
	struct error *err = NULL;
	int status;

	for (size_t i = 0; i < tips->n; i++)
		strings_take(&ids, oid_text(&tips->v[i]));
	array_push(&args, "merge-base");
	array_push(&args, "--octopus");
	for (size_t i = 0; i < ids.n; i++)
		array_push(&args, ids.v[i]);
	array_push(&args, NULL);
	*found = false;
	if (ids.n > 1)
		err = repo_git_status(repo, &answer, NULL, &status, args.v);
	answer.s[strcspn(answer.s, "\n")] = '\0'; /* the first of several, each as good */
	if (!err && *answer.s) {
		err = repo_commit(repo, answer.s, out);
		*found = !err;
	}
	strings_release(&ids);
	array_release(&args);
	buf_release(&answer);
	return err;
}

/* The releases that are looked at: the last ones, oldest to count - 1. */
struct span {
	const struct release *releases;
	size_t oldest, count;
};

static bool contains(const struct ancestry *ancestry, const struct release *release, size_t tip)
{
	return ancestry_has(ancestry, &release->commit) &&
	       ancestry_below(ancestry, history_node(ancestry->history, &release->commit), tip);
}

/* Has the tip a say? One that contains no release at all, as what comes from another project's history, has
 * none, if it is clear that there is none. */
static bool counts(const struct ancestry *ancestry, const struct span *span, size_t tip, bool last)
{
	bool any = !last;

	for (size_t i = span->count; i-- > span->oldest && !any;)
		any = contains(ancestry, &span->releases[i], tip);
	return any;
}

static bool all_contain(
    const struct ancestry *ancestry, const struct release *release, const bool *counted, size_t tips)
{
	size_t topics = 0;

	for (size_t i = 0; i < tips; i++) {
		if (counted[i] && !contains(ancestry, release, i))
			return false;
		topics += i && counted[i]; /* the first is mainline */
	}
	return topics;
}

/* The newest of the last `n` releases that all of the tips contain, into *base if there is one. One walk,
 * down to the oldest of them. last: none are looked at after these. */
static struct error *newest_release(
    char **base, struct project *project, const struct ids *tips, size_t n, bool last)
{
	size_t count = project->cycle.count;
	struct span span = {project->cycle.releases, count > n ? count - n : 0, count};
	struct ancestry ancestry;
	struct commit commit;
	struct error *err;
	bool *counted;

	if (!count)
		return NULL;
	err = commit_read(&commit, project->repo, &span.releases[span.oldest].commit);
	if (err)
		return err;
	err =
	    ancestry_find(&ancestry, project->history, tips->v, tips->n, commit.parents, commit.parent_count);
	commit_release(&commit);
	if (err)
		return err;
	counted = mem_new(tips->n, sizeof(*counted));
	for (size_t i = 0; i < tips->n; i++)
		counted[i] = counts(&ancestry, &span, i, last);
	for (size_t i = count; i-- > span.oldest && !*base;)
		if (all_contain(&ancestry, &span.releases[i], counted, tips->n))
			*base = mem_dup(span.releases[i].name);
	free(counted);
	ancestry_release(&ancestry);
	return NULL;
}

struct error *base_find(char **base, const struct survey *survey)
{
	struct project *project = survey->project;
	const char *configured = config_get(project->config, "pullprep.base");
	struct ids tips = {.v = NULL};
	struct error *err = NULL;
	git_oid commit;
	bool found = false;

	*base = NULL;
	if (configured) {
		err = repo_commit(project->repo, configured, &commit);
		if (!err)
			*base = mem_dup(configured);
		return error_context(err, "pullprep.base");
	}
	list_tips(&tips, survey);
	if (tips.n > 1)
		err = newest_release(base, project, &tips, RELEASES_FIRST, false);
	if (tips.n > 1 && !err && !*base)
		err = newest_release(base, project, &tips, RELEASES_TRIED, true);
	if (!err && !*base)
		err = common_commit(&commit, &found, &tips, project->repo);
	if (!err && !*base && found) {
		*base = oid_text(&commit);
		(*base)[12] = '\0';
	}
	array_release(&tips);
	return err;
}
