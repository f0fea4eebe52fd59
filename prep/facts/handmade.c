/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/handmade.h"

#include "source/aside.h"
#include "source/commit.h"
#include "source/mergetree.h"

#include <stdlib.h>
#include <string.h>

static struct error *list_merges(struct ids *out, struct repo *repo, const git_oid *tip, const git_oid *base)
{
	char *head = oid_text(tip), *hex = oid_text(base), *hidden = mem_format("^%s", hex);
	struct buf answer = BUF_INIT;
	struct error *err =
	    repo_git(repo, &answer, "rev-list", "--first-parent", "--merges", head, hidden, "--", NULL);

	if (!err)
		err = ids_read(out, answer.s);
	free(head);
	free(hex);
	free(hidden);
	buf_release(&answer);
	return err;
}

/* What git makes of all parents, one after the other. *clean: it needs nobody's help; otherwise *tree is that
 * of the first merge that does, with the markers. */
static struct error *make(git_oid *tree, bool *clean, struct repo *repo, const struct commit *merge)
{
	git_oid ours = merge->parents[0];
	struct error *err = NULL;

	*clean = true;
	for (size_t i = 1; !err && *clean && i < merge->parent_count; i++) {
		bool last = i + 1 == merge->parent_count;
		struct merge made = MERGE_INIT;

		err = merge_make(&made, repo, &ours, &merge->parents[i]);
		if (err)
			break;
		*tree = made.tree;
		*clean = made.clean;
		merge_release(&made);
		if (*clean && !last)
			err = aside_merge(&ours, clean, repo, &ours, &merge->parents[i]);
	}
	return err;
}

static struct error *difference(
    struct strings *out, struct repo *repo, const git_oid *from, const git_oid *to)
{
	char *old = oid_text(from), *new = oid_text(to);
	struct buf answer = BUF_INIT;
	struct error *err =
	    repo_git(repo, &answer, "diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new, NULL);

	for (size_t at = 0; !err && at < answer.len; at += strlen(answer.s + at) + 1)
		strings_add(out, answer.s + at);
	free(old);
	free(new);
	buf_release(&answer);
	return err;
}

static struct error *look_at(struct handmades *out, struct repo *repo, const git_oid *oid)
{
	struct commit merge;
	struct error *err = commit_read(&merge, repo, oid);
	bool clean = true;
	git_oid tree;

	if (err)
		return err;
	err = make(&tree, &clean, repo, &merge);
	if (!err && (!clean || !oid_equal(&tree, &merge.tree))) {
		struct handmade handmade = {
		    .merge = *oid, .other = merge.parents[1], .subject = mem_dup(merge.subject)};

		err = difference(&handmade.paths, repo, &tree, &merge.tree);
		array_push(out, handmade);
	}
	commit_release(&merge);
	return err;
}

struct error *handmade_look(struct handmades *out, struct project *project, const struct ids *merges)
{
	struct aside aside;
	struct error *err;

	*out = (struct handmades){.v = NULL};
	if (!merges->n)
		return NULL;
	err = aside_enter(&aside, project->repo);
	for (size_t i = 0; !err && i < merges->n; i++)
		err = look_at(out, project->repo, &merges->v[i]);
	aside_leave(&aside);
	if (err)
		handmades_release(out);
	return err;
}

struct error *handmade_find(
    struct handmades *out, struct project *project, const git_oid *tip, const git_oid *base)
{
	struct ids merges = {.v = NULL};
	struct error *err = list_merges(&merges, project->repo, tip, base);

	*out = (struct handmades){.v = NULL};
	if (!err)
		err = handmade_look(out, project, &merges);
	array_release(&merges);
	return err;
}

void handmades_release(struct handmades *handmades)
{
	for (size_t i = 0; i < handmades->n; i++) {
		free(handmades->v[i].subject);
		strings_release(&handmades->v[i].paths);
	}
	array_release(handmades);
}
