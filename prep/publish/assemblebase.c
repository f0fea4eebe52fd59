/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/assemblebase.h"

#include "source/commit.h"

#include <stdlib.h>
#include <string.h>

struct stands {
	git_oid *v;
	size_t n, cap;
	bool rooted; /* a commit without parents is among what is the topics' */
};

static struct error *take_boundary(struct stands *out, const char *line)
{
	git_oid id;

	if (*line != '-') {
		out->rooted = out->rooted || !strchr(line, ' ');
		return NULL;
	}
	if (git_oid_fromstrn(&id, line + 1, GIT_OID_HEXSZ) < 0)
		return error_failed("git rev-list answered '%s'", line);
	array_push(out, id);
	return NULL;
}

/* The commits of mainline on which the topics stand: the parents of what is theirs. */
static struct error *find_stands(
    struct stands *out, const struct survey *survey, const size_t *topics, size_t n)
{
	struct strings ids = STRINGS_INIT, lines = STRINGS_INIT;
	ARRAY(const char *) args = ARRAY_INIT;
	char *mainline = oid_text(&survey->project->mainline), *hidden = mem_format("^%s", mainline);
	struct buf answer = BUF_INIT;
	struct error *err;

	array_push(&args, "rev-list");
	array_push(&args, "--boundary");
	array_push(&args, "--parents");
	array_push(&args, hidden);
	for (size_t i = 0; i < n; i++)
		strings_take(&ids, oid_text(&survey->topics.v[topics[i]].tip));
	for (size_t i = 0; i < ids.n; i++)
		array_push(&args, ids.v[i]);
	array_push(&args, "--");
	array_push(&args, NULL);
	err = repo_gitv(survey->project->repo, &answer, args.v);
	strings_split(&lines, answer.s, '\n');
	for (size_t i = 0; !err && i < lines.n; i++)
		err = take_boundary(out, lines.v[i]);
	strings_release(&ids);
	strings_release(&lines);
	array_release(&args);
	free(mainline);
	free(hidden);
	buf_release(&answer);
	return err;
}

/* How many commits the stands have that the commit has not. most: where to stop counting, NULL: never. */
static struct error *count_beyond(
    size_t *out, struct repo *repo, const struct stands *stands, const git_oid *commit, const char *most)
{
	struct strings ids = STRINGS_INIT;
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf answer = BUF_INIT;
	char *hex = oid_text(commit), *hidden = mem_format("^%s", hex);
	struct error *err = NULL;

	*out = 0;
	array_push(&args, "rev-list");
	array_push(&args, "--count");
	if (most)
		array_push(&args, most);
	array_push(&args, hidden);
	for (size_t i = 0; i < stands->n; i++)
		strings_take(&ids, oid_text(&stands->v[i]));
	for (size_t i = 0; i < ids.n; i++)
		array_push(&args, ids.v[i]);
	array_push(&args, "--");
	array_push(&args, NULL);
	if (stands->n)
		err = repo_gitv(repo, &answer, args.v);
	if (!err && stands->n)
		*out = strtoul(answer.s, NULL, 10);
	strings_release(&ids);
	array_release(&args);
	buf_release(&answer);
	free(hex);
	free(hidden);
	return err;
}

static struct error *holds(
    bool *out, const struct survey *survey, const struct stands *stands, const git_oid *commit)
{
	size_t beyond = 0;
	struct error *err = count_beyond(&beyond, survey->project->repo, stands, commit, "--max-count=1");

	*out = !err && !beyond;
	return err;
}

struct error *assemble_base_holds(
    bool *out, const struct survey *survey, const struct topic *topic, const git_oid *commit)
{
	const size_t index = (size_t)(topic - survey->topics.v);
	struct stands stands = {.v = NULL};
	struct error *err = find_stands(&stands, survey, &index, 1);

	*out = false;
	if (!err)
		err = holds(out, survey, &stands, commit);
	array_release(&stands);
	return err;
}

/* ---- the choice ---- */

/* A tag is not made before its commit; of those since then, the oldest release that holds all. */
static struct error *oldest_release(
    const struct release **out, const struct survey *survey, const struct stands *stands)
{
	const struct cycle *cycle = &survey->project->cycle;
	day_t newest = DAY_NONE;
	struct error *err = NULL;

	*out = NULL;
	for (size_t i = 0; !err && i < stands->n; i++) {
		struct commit commit;

		err = commit_read(&commit, survey->project->repo, &stands->v[i]);
		if (err)
			break;
		if (newest == DAY_NONE || day_of_time(commit.committed) > newest)
			newest = day_of_time(commit.committed);
		commit_release(&commit);
	}
	for (size_t i = 0; !err && i < cycle->count && !*out; i++) {
		bool found = false;

		if (cycle->releases[i].day < newest)
			continue;
		err = holds(&found, survey, stands, &cycle->releases[i].commit);
		if (found)
			*out = &cycle->releases[i];
	}
	return err;
}

/* No release has all of it: the one commit that has, else mainline itself. */
static struct error *newest_stand(
    struct assemble_base *out, const struct survey *survey, const struct stands *stands)
{
	struct error *err = NULL;
	bool found = false;

	for (size_t i = 0; !err && !found && i < stands->n; i++) {
		err = holds(&found, survey, stands, &stands->v[i]);
		out->commit = stands->v[i];
	}
	if (!err && !found)
		out->commit = survey->project->mainline;
	out->name = mem_format("%.12s", git_oid_tostr_s(&out->commit));
	return err;
}

static struct error *choose(
    struct assemble_base *out, const struct survey *survey, const struct stands *stands)
{
	const struct release *release;
	struct error *err;

	err = oldest_release(&release, survey, stands);
	if (!err && !release)
		return newest_stand(out, survey, stands);
	if (!err) {
		out->commit = release->commit;
		out->name = mem_dup(release->name);
	}
	return err;
}

static struct error *take_named(
    struct assemble_base *out, const struct project *project, const char *revision, const char *origin)
{
	struct error *err = repo_commit(project->repo, revision, &out->commit);

	if (err)
		return error_hint(
		    error_context(err, "%s", origin), "Name the commit on which the batch is to stand.");
	out->name = mem_dup(revision);
	return NULL;
}

/* ---- what is to be said of it ---- */

static bool is_release(const struct cycle *cycle, const git_oid *commit)
{
	for (size_t i = 0; i < cycle->count; i++)
		if (oid_equal(&cycle->releases[i].commit, commit))
			return true;
	return false;
}

static void remark(struct strings *remarks, const struct survey *survey, const struct assemble_base *base,
    const struct assemble_base_wish *wish)
{
	char *id;

	if (is_release(&survey->project->cycle, &base->commit) || oid_equal(&base->commit, &wish->first))
		return;
	id = oid_text(&base->commit);
	if (!strncmp(id, base->name, 12))
		strings_take(remarks, mem_format("base %.12s is neither a release nor an -rc", id));
	else
		strings_take(
		    remarks, mem_format("base %s (%.12s) is neither a release nor an -rc", base->name, id));
	free(id);
}

/* The first topic that brings mainline's commits along. */
static struct error *find_bringer(const struct topic **out, const struct survey *survey, const size_t *topics,
    size_t n, const git_oid *base)
{
	struct error *err = NULL;

	*out = &survey->topics.v[topics[0]];
	for (size_t i = 0; !err && i < n; i++) {
		bool held;

		*out = &survey->topics.v[topics[i]];
		err = assemble_base_holds(&held, survey, *out, base);
		if (!err && !held)
			return NULL;
	}
	return err;
}

static struct error *refuse(const struct assemble_base *base, const struct survey *survey,
    const size_t *topics, size_t n, const struct stands *stands, size_t beyond)
{
	struct assemble_base better = {.name = NULL};
	const struct topic *topic;
	struct error *err = find_bringer(&topic, survey, topics, n, &base->commit);

	if (!err)
		err = choose(&better, survey, stands);
	if (err)
		return err;
	err = error_failed("%s stands on newer commits of %s than the base %s: merging it brings %zu of them "
			   "along",
	    topic->name, survey->project->mainline_name, base->name, beyond);
	error_hint(err, "Assemble on --base=%s, or leave the topic out: pullprep split --edit", better.name);
	assemble_base_release(&better);
	return err;
}

/* git merges what has no history in common only if it is told to. */
static struct error *check_related(const struct survey *survey, const size_t *topics, size_t n)
{
	char *mainline = oid_text(&survey->project->mainline);
	struct error *err = NULL;

	for (size_t i = 0; !err && i < n; i++) {
		char *tip = oid_text(&survey->topics.v[topics[i]].tip);
		const char *const args[] = {"merge-base", mainline, tip, NULL};
		int status = 0;

		err = repo_git_status(survey->project->repo, NULL, NULL, &status, args);
		if (!err && status)
			err = error_hint(
			    error_failed("%s and %s have no commit in common, so git does not merge them",
				survey->topics.v[topics[i]].name, survey->project->mainline_name),
			    "Leave it out (pullprep split --edit), or merge all by hand and tag that with "
			    "--tip=REV.");
		free(tip);
	}
	free(mainline);
	return err;
}

struct error *assemble_base_find(struct assemble_base *out, struct strings *remarks,
    const struct survey *survey, const size_t *topics, size_t n, const struct assemble_base_wish *wish)
{
	const struct project *project = survey->project;
	const char *configured = config_get(project->config, "pullprep.base");
	struct stands stands = {.v = NULL};
	struct error *err = find_stands(&stands, survey, topics, n);
	size_t beyond = 0;

	*out = (struct assemble_base){.name = NULL};
	if (!err && stands.rooted)
		err = check_related(survey, topics, n);
	if (err)
		goto done;
	if (wish->base) {
		err = take_named(out, project, wish->base, "--base");
	} else if (!oid_is_zero(&wish->first)) {
		out->commit = wish->first;
		out->name = mem_dup(wish->first_name);
	} else if (configured) {
		err = take_named(out, project, configured, "pullprep.base");
	} else {
		err = choose(out, survey, &stands);
	}
	if (!err)
		err = count_beyond(&beyond, project->repo, &stands, &out->commit, NULL);
	if (!err && beyond)
		err = refuse(out, survey, topics, n, &stands, beyond);
	if (!err)
		remark(remarks, survey, out, wish);
done:
	array_release(&stands);
	if (err)
		assemble_base_release(out);
	return err;
}

void assemble_base_release(struct assemble_base *base)
{
	free(base->name);
	base->name = NULL;
}
