/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/handmade.h"

#include "source/commit.h"
#include "source/filemerge.h"
#include "source/mergebase.h"
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
			err = aside_commit(&ours, repo, tree, &ours, &merge->parents[i]);
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

/* ---- without asking git, where that will do ---- */

struct looking {
	struct project *project;
	struct tree_reader *reader;
	struct merge_bases *bases;
	struct aside aside; /* entered when git has to be asked first */
	struct handmades *out;
};

static struct error *step_aside(struct looking *looking)
{
	return looking->aside.directory ? NULL : aside_enter(&looking->aside, looking->project->repo);
}

static struct error *load(git_oid *tree, node_t *node, struct looking *looking, const git_oid *commit)
{
	struct history *history = looking->project->history;
	struct error *err;

	*node = history_node(history, commit);
	err = history_load(history, *node);
	if (!err)
		*tree = history_at(history, *node)->tree;
	return err;
}

/* The trees that are compared; *one: both sides have one best common ancestor. */
static struct error *find_trees(
    struct tree_merge_trees *trees, bool *one, struct looking *looking, const struct commit *merge)
{
	node_t ours, theirs, base = NODE_NONE;
	struct error *err = load(&trees->ours, &ours, looking, &merge->parents[0]);

	if (!err)
		err = load(&trees->theirs, &theirs, looking, &merge->parents[1]);
	if (!err)
		err = merge_bases_only(&base, looking->bases, ours, theirs);
	*one = !err && base != NODE_NONE;
	trees->merged = merge->tree;
	if (*one)
		trees->base = history_at(looking->project->history, base)->tree;
	return err;
}

/* *plain: git makes the merge just so. If not, that may be or not. */
static struct error *is_plain(
    bool *plain, struct looking *looking, const struct commit *merge, const struct tree_merge_trees *trees)
{
	struct tree_merge_files files;
	struct error *err = tree_merge_compare(&files, plain, looking->reader, trees);

	if (!err && *plain && files.n)
		err = step_aside(looking);
	if (!err && *plain && files.n)
		err = file_merge_try(
		    plain, &looking->aside, looking->project->repo, &files, &merge->parents[0]);
	if (!err)
		tree_merge_files_release(&files);
	return err;
}

/* ---- one after the other ---- */

static struct error *compare(bool *plain, struct strings *paths, struct looking *looking,
    const struct commit *merge, const git_oid *made, bool clean)
{
	*plain = clean && oid_equal(made, &merge->tree);
	return *plain ? NULL : difference(paths, looking->project->repo, made, &merge->tree);
}

/* Whether a path is named by one of the commits that were made for the merge, and not by its own sides. */
static bool has_made_up(const struct strings *paths, const struct tree_merged *made)
{
	char *ours = oid_text(&made->ours), *theirs = oid_text(&made->theirs);
	bool has = false;

	for (size_t i = 0; i < paths->n; i++)
		has = has || strstr(paths->v[i], ours) || strstr(paths->v[i], theirs);
	free(ours);
	free(theirs);
	return has;
}

static struct error *ask_of_trees(bool *known, bool *plain, struct strings *paths, struct looking *looking,
    const struct commit *merge, const struct tree_merge_trees *trees)
{
	struct tree_merged made;
	struct error *err = step_aside(looking);

	if (!err)
		err = file_merge_trees(
		    &made, &looking->aside, looking->project->repo, trees, &merge->parents[0]);
	if (!err)
		err = compare(plain, paths, looking, merge, &made.tree, made.clean);
	*known = !err && !has_made_up(paths, &made);
	if (!*known)
		strings_release(paths);
	return err;
}

static struct error *ask_of_commits(
    bool *plain, struct strings *paths, struct looking *looking, const struct commit *merge)
{
	bool clean = true;
	git_oid tree;
	struct error *err = step_aside(looking);

	if (!err)
		err = make(&tree, &clean, looking->project->repo, merge);
	return err ? err : compare(plain, paths, looking, merge, &tree, clean);
}

/* From what is quick to what is sure; whatever went wrong, the last one will say so. */
static struct error *judge(
    bool *plain, struct strings *paths, struct looking *looking, const struct commit *merge)
{
	struct tree_merge_trees trees;
	bool one = false, known = false;

	if (merge->parent_count == 2)
		error_free(find_trees(&trees, &one, looking, merge));
	if (one)
		error_free(is_plain(plain, looking, merge, &trees));
	if (one && !*plain)
		error_free(ask_of_trees(&known, plain, paths, looking, merge, &trees));
	return known || *plain ? NULL : ask_of_commits(plain, paths, looking, merge);
}

static struct error *look_at(struct looking *looking, const git_oid *oid)
{
	struct commit merge;
	struct error *err = commit_read(&merge, looking->project->repo, oid);
	struct handmade handmade = {.merge = *oid};
	bool plain = false;

	if (err)
		return err;
	err = judge(&plain, &handmade.paths, looking, &merge);
	if (!err && !plain) {
		handmade.other = merge.parents[1];
		handmade.subject = mem_dup(merge.subject);
		array_push(looking->out, handmade);
	} else {
		strings_release(&handmade.paths);
	}
	commit_release(&merge);
	return err;
}

struct error *handmade_look(struct handmades *out, struct project *project, const struct ids *merges)
{
	struct looking looking = {.project = project,
	    .reader = tree_reader_new(project->repo),
	    .bases = merge_bases_new(project->history),
	    .out = out};
	struct error *err = NULL;

	*out = (struct handmades){.v = NULL};
	for (size_t i = 0; !err && i < merges->n; i++)
		err = look_at(&looking, &merges->v[i]);
	aside_leave(&looking.aside);
	merge_bases_free(looking.bases);
	tree_reader_free(looking.reader);
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
