/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pasttouch.h"

#include "facts/posted.h"
#include "facts/toolname.h"
#include "source/commit.h"
#include "source/tree.h"

#include <stdlib.h>
#include <string.h>

static const char TOOLS[] = "tools";

struct touching {
	const struct postmortem *pm;
	struct repo *repo;
	const struct classes *classes;
	struct tree_reader *reader;
	struct past_touch *touches;
	char **stems;             /* by commit: what its mail has in common with others, or NULL */
	struct past_touch *touch; /* of the commit whose files are told */
};

/* ---- files ---- */

static bool is_tool(const struct tree_change *change)
{
	return change->length > strlen(TOOLS) && !memcmp(change->path, TOOLS, strlen(TOOLS)) &&
	       change->path[strlen(TOOLS)] == '/';
}

static bool look_at_file(void *context, const struct tree_change *change)
{
	struct touching *touching = context;
	struct past_touch *touch = touching->touch;

	if (is_tool(change)) {
		char *tool = tool_of_path(change->path, change->length);

		if (strings_has(&touch->tools, tool))
			free(tool);
		else
			strings_take(&touch->tools, tool);
	} else if (!touch->code) {
		touch->code = classes_of(touching->classes, change->path, change->length) == CLASS_CODE;
	}
	return true;
}

/* The trees of a commit and of its parent. */
static struct error *trees_of(
    git_oid *from, git_oid *to, const struct touching *touching, const struct commit *commit)
{
	*to = commit->tree;
	*from = (git_oid){{0}};
	return commit->parent_count ? commit_tree(from, touching->repo, &commit->parents[0]) : NULL;
}

static struct error *look_at_files(
    struct touching *touching, struct past_touch *touch, const git_oid *from, const git_oid *to)
{
	bool stopped;

	touching->touch = touch;
	return tree_changes(touching->reader, from, to, NULL, look_at_file, touching, &stopped);
}

/* Most commits change no tool, which two trees tell. */
static struct error *changes_tools(
    bool *out, struct touching *touching, const git_oid *from, const git_oid *to)
{
	git_oid before = {{0}}, after = {{0}};
	uint32_t mode;
	struct error *err = NULL;

	if (!oid_is_zero(from))
		err = tree_find(touching->reader, from, TOOLS, strlen(TOOLS), &mode, &before);
	if (!err)
		err = tree_find(touching->reader, to, TOOLS, strlen(TOOLS), &mode, &after);
	*out = !err && !oid_equal(&before, &after);
	return err;
}

/* ---- commits ---- */

static void take_words(struct touching *touching, size_t i, const char *message)
{
	const struct past_commit *commit = &touching->pm->commits.v[i];
	struct past_touch *touch = &touching->touches[i];

	touching->stems[i] = posted_of(message);
	touch->linked = touching->stems[i];
	if (commit->pull != PULL_NONE && touching->pm->pulls.v[commit->pull].series) {
		free(touching->stems[i]);
		touching->stems[i] = mem_format("pull %zu", commit->pull);
		touch->linked = true;
	}
	if (commit->fix)
		touch->credited = tool_credited(message);
}

static struct error *if_there(struct past_touch *touch, struct error *err)
{
	if (!err || err->code != ERROR_MISSING)
		return err;
	error_free(err);
	touch->known = false;
	return NULL;
}

static struct error *look_at(struct touching *touching, size_t i)
{
	struct past_touch *touch = &touching->touches[i];
	struct commit commit;
	git_oid from, to;
	bool tools = false;
	struct error *err = commit_read(&commit, touching->repo, &touching->pm->commits.v[i].oid);

	if (err)
		return if_there(touch, err);
	touch->known = true;
	take_words(touching, i, commit.message);
	err = trees_of(&from, &to, touching, &commit);
	if (!err)
		err = changes_tools(&tools, touching, &from, &to);
	if (!err && tools)
		err = look_at_files(touching, touch, &from, &to);
	commit_release(&commit);
	return if_there(touch, err);
}

/* ---- series ---- */

struct member {
	const char *stem;
	size_t commit;
};

static int by_stem(const void *a, const void *b)
{
	const struct member *one = a, *other = b;
	int order = strcmp(one->stem, other->stem);

	return order ? order : (one->commit > other->commit) - (one->commit < other->commit);
}

static struct error *look_again(struct touching *touching, size_t i)
{
	struct past_touch *touch = &touching->touches[i];
	struct commit commit;
	git_oid from, to;
	struct error *err = commit_read(&commit, touching->repo, &touching->pm->commits.v[i].oid);

	if (err)
		return if_there(touch, err);
	err = trees_of(&from, &to, touching, &commit);
	if (!err)
		err = look_at_files(touching, touch, &from, &to);
	commit_release(&commit);
	return if_there(touch, err);
}

/* What was posted with a change of a tool may be the change of the kernel that it came with. */
static struct error *look_at_series(struct touching *touching, const struct member *members, size_t n)
{
	bool tools = false;
	struct error *err = NULL;

	for (size_t i = 0; i < n; i++)
		tools = tools || touching->touches[members[i].commit].tools.n;
	for (size_t i = 0; !err && tools && i < n; i++)
		if (!touching->touches[members[i].commit].tools.n &&
		    touching->touches[members[i].commit].known)
			err = look_again(touching, members[i].commit);
	return err;
}

static struct error *find_series(struct touching *touching)
{
	ARRAY(struct member) members = ARRAY_INIT;
	size_t number = 0;
	struct error *err = NULL;

	for (size_t i = 0; i < touching->pm->own; i++)
		if (touching->stems[i])
			array_push(&members, (struct member){touching->stems[i], i});
	if (members.n)
		qsort(members.v, members.n, sizeof(*members.v), by_stem);
	for (size_t from = 0, to; !err && from < members.n; from = to) {
		for (to = from; to < members.n && !strcmp(members.v[to].stem, members.v[from].stem); to++)
			;
		if (to - from < 2)
			continue;
		for (size_t i = from; i < to; i++)
			touching->touches[members.v[i].commit].series = number;
		number++;
		err = look_at_series(touching, &members.v[from], to - from);
	}
	array_release(&members);
	return err;
}

/* ---- the whole ---- */

static struct error *touch_one(
    struct postmortem *pm, struct repo *repo, const struct classes *classes, struct tree_reader *reader)
{
	struct touching touching = {.pm = pm,
	    .repo = repo,
	    .classes = classes,
	    .reader = reader,
	    .touches = mem_zero(pm->own + 1, sizeof(*pm->touches)),
	    .stems = mem_zero(pm->own + 1, sizeof(char *))};
	struct error *err = NULL;

	pm->touches = touching.touches;
	for (size_t i = 0; i < pm->own; i++)
		touching.touches[i].series = SERIES_NONE;
	for (size_t i = 0; !err && i < pm->own; i++)
		if (pm->commits.v[i].counted)
			err = look_at(&touching, i);
	if (!err)
		err = find_series(&touching);
	for (size_t i = 0; i < pm->own; i++)
		free(touching.stems[i]);
	free(touching.stems);
	return err;
}

struct error *postmortem_touches(
    struct postmortems *postmortems, struct repo *repo, const struct classes *classes)
{
	struct tree_reader *reader = tree_reader_new(repo);
	struct error *err = NULL;

	for (size_t i = 0; !err && i < postmortems->n; i++)
		err = touch_one(&postmortems->v[i], repo, classes, reader);
	tree_reader_free(reader);
	return err;
}

void past_touches_free(struct past_touch *touches, size_t n)
{
	for (size_t i = 0; touches && i < n; i++) {
		strings_release(&touches[i].tools);
		free(touches[i].credited);
	}
	free(touches);
}
