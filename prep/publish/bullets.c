/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/bullets.h"

#include "facts/mergetext.h"
#include "source/commit.h"
#include "source/ids.h"
#include "source/pattern.h"

#include <stdlib.h>
#include <string.h>

struct area {
	const char *name; /* borrowed from bullets.order */
	struct pattern *pattern;
	size_t files; /* of the commit at hand */
};
struct areas {
	struct area *v;
	size_t n, cap;
};

static void areas_release(struct areas *areas)
{
	for (size_t i = 0; i < areas->n; i++)
		pattern_free(areas->v[i].pattern);
	array_release(areas);
}

static struct error *load_areas(struct areas *out, struct strings *names, const struct config *config)
{
	struct strings values = STRINGS_INIT;
	struct error *err = NULL;

	config_all(config, "pullprep.area", &values);
	for (size_t i = 0; !err && i < values.n; i++) {
		const char *colon = strchr(values.v[i], ':');
		struct area area = {.name = NULL};

		if (!colon || colon == values.v[i] || strpbrk(values.v[i], "\n\r")) {
			err = error_hint(
			    error_failed("pullprep.area is '%s', but it must be NAME:REGEX", values.v[i]),
			    "For example:  git config --add pullprep.area 'x86:^arch/x86/'");
			break;
		}
		err = pattern_new(&area.pattern, colon + 1, "pullprep.area");
		if (err)
			break;
		strings_take(names, mem_dupn(values.v[i], (size_t)(colon - values.v[i])));
		area.name = names->v[names->n - 1];
		array_push(out, area);
	}
	strings_release(&values);
	return err;
}

static void count_file(struct areas *areas, const char *path)
{
	for (size_t i = 0; i < areas->n; i++)
		if (pattern_matches(areas->v[i].pattern, path, strlen(path))) {
			areas->v[i].files++;
			return;
		}
}

/* The area with most files; the first of equals. Counts start anew. */
static const char *take_area(struct areas *areas)
{
	const struct area *best = NULL;

	for (size_t i = 0; i < areas->n; i++)
		if (areas->v[i].files && (!best || areas->v[i].files > best->files))
			best = &areas->v[i];
	for (size_t i = 0; i < areas->n; i++)
		areas->v[i].files = 0;
	return best ? best->name : NULL;
}

/*
 * What diff-tree lists: a commit's id, then its paths, all NUL-terminated. --always names each commit, in the
 * order asked for, so a path that looks like an id is one only if it is the next expected.
 */
static void read_paths(struct bullets *out, struct areas *areas, const struct buf *list,
    const size_t *commits, size_t n, const struct survey *survey)
{
	size_t current = (size_t)-1, next = 0;

	for (size_t at = 0; at <= list->len; at += strlen(list->s + at) + 1) {
		bool end = at == list->len;
		git_oid id;

		if (!end && !(strlen(list->s + at) == GIT_OID_HEXSZ && next < n &&
				!git_oid_fromstr(&id, list->s + at) &&
				git_oid_equal(&id, &survey->commits.v[commits[next]].oid))) {
			count_file(areas, list->s + at);
			continue;
		}
		if (current != (size_t)-1) {
			const char *name = take_area(areas);

			out->areas[commits[current]] = mem_dup(name);
		}
		current = next++;
		if (end)
			return;
	}
}

static struct error *read_areas(
    struct bullets *out, struct areas *areas, const struct survey *survey, const struct selection *selection)
{
	const char *const args[] = {
	    "diff-tree", "--stdin", "--root", "-r", "-z", "--name-only", "--no-renames", "--always", NULL};
	ARRAY(size_t) commits = ARRAY_INIT;
	struct buf ids = BUF_INIT, list = BUF_INIT;
	struct error *err = NULL;

	for (size_t i = 0; i < selection->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[selection->topics.v[i]];

		for (size_t j = 0; j < topic->commits.n; j++) {
			const struct commit_facts *commit = &survey->commits.v[topic->commits.v[j]];

			if (commit->merge)
				continue;
			array_push(&commits, topic->commits.v[j]);
			buf_add_oid(&ids, &commit->oid, GIT_OID_HEXSZ);
			buf_addch(&ids, '\n');
		}
	}
	out->count = survey->commits.n;
	out->areas = mem_zero(out->count + 1, sizeof(*out->areas));
	if (commits.n)
		err = repo_gitv_input(survey->project->repo, &list, args, ids.s, ids.len);
	if (!err && list.len)
		read_paths(out, areas, &list, commits.v, commits.n, survey);
	array_release(&commits);
	buf_release(&ids);
	buf_release(&list);
	return err;
}

/* The text of the merge, if the commit is one of a tip of the selection; a topic whose own tip is a merge
 * counts as its own. */
static void take_merge_text(struct bullets *out, const struct survey *survey,
    const struct selection *selection, const struct commit *merge)
{
	for (size_t i = 0; i < selection->topics.n; i++) {
		const git_oid *tip = &survey->topics.v[selection->topics.v[i]].tip;

		for (size_t j = 1; j < merge->parent_count; j++)
			if (git_oid_equal(tip, &merge->parents[j]) && !out->merge_texts[i])
				out->merge_texts[i] = message_of_merge(merge->message);
	}
	if (selection->topics.n == 1 &&
	    git_oid_equal(&merge->oid, &survey->topics.v[selection->topics.v[0]].tip))
		out->merge_texts[0] = message_of_merge(merge->message);
}

static struct error *read_merges(
    struct bullets *out, const struct survey *survey, const struct selection *selection)
{
	struct repo *repo = survey->project->repo;
	char *tip = oid_text(&selection->tip), *base = oid_text(&selection->base),
	     *hidden = mem_format("^%s", base);
	struct ids merges = {.v = NULL};
	struct buf list = BUF_INIT;
	struct error *err =
	    repo_git(repo, &list, "rev-list", "--first-parent", "--merges", tip, hidden, "--", NULL);

	out->topics = selection->topics.n;
	out->merge_texts = mem_zero(out->topics + 1, sizeof(*out->merge_texts));
	if (!err)
		err = ids_read(&merges, list.s);
	for (size_t i = 0; !err && i < merges.n; i++) {
		struct commit merge = {.parents = NULL};

		err = commit_read(&merge, repo, &merges.v[i]);
		if (!err) {
			take_merge_text(out, survey, selection, &merge);
			commit_release(&merge);
		}
	}
	array_release(&merges);
	buf_release(&list);
	free(tip);
	free(base);
	free(hidden);
	return err;
}

/* ---- what another tree has too ---- */

/* Commits of a branch that mainline lacks, sorted. */
static struct error *list_held(struct ids *out, const struct survey *survey, const char *branch)
{
	char *ref = mem_format("refs/remotes/%s", branch);
	char *mainline = oid_text(&survey->project->mainline), *hidden = mem_format("^%s", mainline);
	struct buf list = BUF_INIT;
	struct error *err =
	    repo_git(survey->project->repo, &list, "rev-list", "--no-merges", ref, hidden, "--", NULL);

	if (!err)
		err = ids_read(out, list.s);
	ids_sort(out);
	buf_release(&list);
	free(ref);
	free(mainline);
	free(hidden);
	return err;
}

static size_t count_held(const struct survey *survey, const struct topic *topic, const struct ids *held)
{
	size_t count = 0;

	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		count += !commit->merge && ids_has(held, &commit->oid);
	}
	return count;
}

/* Topics of one branch follow each other often enough to list it once for them. */
static struct error *read_foreign(
    struct bullets *out, const struct survey *survey, const struct selection *selection)
{
	struct ids held = {.v = NULL};
	const char *listed = NULL;
	struct error *err = NULL;

	out->foreign = mem_zero(out->topics + 1, sizeof(*out->foreign));
	for (size_t i = 0; !err && i < selection->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[selection->topics.v[i]];

		if (!topic->foreign)
			continue;
		if (!listed || strcmp(listed, topic->foreign)) {
			array_release(&held);
			err = list_held(&held, survey, topic->foreign);
			listed = topic->foreign;
		}
		if (!err)
			out->foreign[i] = count_held(survey, topic, &held);
	}
	array_release(&held);
	return err;
}

struct error *bullets_read(
    struct bullets *out, const struct survey *survey, const struct selection *selection)
{
	struct areas areas = {.v = NULL};
	struct error *err;

	*out = (struct bullets){.areas = NULL};
	err = load_areas(&areas, &out->order, survey->project->config);
	if (!err && areas.n)
		err = read_areas(out, &areas, survey, selection);
	if (!err)
		err = read_merges(out, survey, selection);
	if (!err)
		err = read_foreign(out, survey, selection);
	areas_release(&areas);
	if (err)
		bullets_release(out);
	return err;
}

void bullets_release(struct bullets *bullets)
{
	for (size_t i = 0; bullets->areas && i < bullets->count; i++)
		free(bullets->areas[i]);
	for (size_t i = 0; bullets->merge_texts && i < bullets->topics; i++)
		free(bullets->merge_texts[i]);
	free(bullets->areas);
	free(bullets->merge_texts);
	free(bullets->foreign);
	bullets->areas = bullets->merge_texts = NULL;
	bullets->foreign = NULL;
	strings_release(&bullets->order);
}
