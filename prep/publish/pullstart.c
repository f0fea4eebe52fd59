/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/pullstart.h"

#include "source/aside.h"

#include <stdlib.h>

static int compare_ids(const void *a, const void *b)
{
	return git_oid_cmp(a, b);
}

bool commits_has(const struct commits *sorted, const git_oid *commit)
{
	return sorted->n && bsearch(commit, sorted->v, sorted->n, sizeof(*sorted->v), compare_ids);
}

/* Adds the ids that git answers, one a line. */
static struct error *read_ids(struct commits *out, const char *command, const struct buf *answer)
{
	struct strings lines = STRINGS_INIT;
	struct error *err = NULL;

	strings_split(&lines, answer->s, '\n');
	for (size_t i = 0; !err && i < lines.n; i++) {
		git_oid id;

		if (git_oid_fromstr(&id, lines.v[i]) < 0)
			err = error_failed("git %s answered '%s'", command, lines.v[i]);
		else
			array_push(out, id);
	}
	strings_release(&lines);
	return err;
}

/* Runs git with the arguments and each of the commits, "^" before the others if they are to be left out. */
static struct error *run(struct buf *answer, struct repo *repo, const char *const *args, const git_oid *head,
    const struct commits *others, const char *mark)
{
	ARRAY(const char *) words = ARRAY_INIT;
	struct strings ids = STRINGS_INIT;
	struct error *err;

	for (const char *const *arg = args; *arg; arg++)
		array_push(&words, *arg);
	if (head)
		strings_take(&ids, oid_text(head));
	for (size_t i = 0; i < others->n; i++) {
		char *hex = oid_text(&others->v[i]);

		strings_take(&ids, mem_format("%s%s", mark, hex));
		free(hex);
	}
	for (size_t i = 0; i < ids.n; i++)
		array_push(&words, ids.v[i]);
	array_push(&words, NULL);
	err = repo_gitv(repo, answer, words.v);
	strings_release(&ids);
	array_release(&words);
	return err;
}

static struct error *ask(struct commits *out, struct repo *repo, const char *const *args, const git_oid *head,
    const struct commits *others, const char *mark)
{
	struct buf answer = BUF_INIT;
	struct error *err = run(&answer, repo, args, head, others, mark);

	if (!err)
		err = read_ids(out, args[0], &answer);
	buf_release(&answer);
	return err;
}

/* Only those that none of the others holds. */
static struct error *keep_fewest(struct commits *commits, struct repo *repo)
{
	static const char *const fewest[] = {"merge-base", "--independent", NULL};
	struct commits kept = {.v = NULL};
	struct error *err;

	if (commits->n < 2)
		return NULL;
	err = ask(&kept, repo, fewest, NULL, commits, "");
	if (err) {
		array_release(&kept);
		return err;
	}
	array_release(commits);
	*commits = kept;
	return NULL;
}

/*
 * What a walk from `head` meets of what is left out: rev-list puts "-" before these. Where it meets nothing
 * and lists nothing, `head` itself is left out.
 */
static struct error *read_boundary(struct commits *out, const git_oid *head, const struct buf *answer)
{
	struct strings lines = STRINGS_INIT;
	struct error *err = NULL;

	strings_split(&lines, answer->s, '\n');
	for (size_t i = 0; !err && i < lines.n; i++) {
		git_oid id;

		if (*lines.v[i] != '-')
			continue;
		if (git_oid_fromstr(&id, lines.v[i] + 1) < 0)
			err = error_failed("git rev-list answered '%s'", lines.v[i]);
		else
			array_push(out, id);
	}
	if (!err && !lines.n)
		array_push(out, *head);
	strings_release(&lines);
	return err;
}

struct error *pullstart_find(
    struct commits *out, struct repo *repo, const git_oid *head, const struct commits *having)
{
	static const char *const walk[] = {"rev-list", "--boundary", NULL};
	struct buf answer = BUF_INIT;
	struct error *err = run(&answer, repo, walk, head, having, "^");

	*out = (struct commits){.v = NULL};
	if (!err)
		err = read_boundary(out, head, &answer);
	if (!err)
		err = keep_fewest(out, repo);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), compare_ids);
	buf_release(&answer);
	if (err)
		array_release(out);
	return err;
}

struct error *pullstart_holds(bool *out, struct repo *repo, const git_oid *commit, const git_oid *ancestor)
{
	char *above = oid_text(commit), *below = oid_text(ancestor);
	const char *const args[] = {"merge-base", "--is-ancestor", below, above, NULL};
	struct buf said = BUF_INIT;
	int status = 0;
	struct error *err = repo_git_status(repo, NULL, &said, &status, args);

	buf_trim(&said);
	if (!err && status > 1)
		err = error_failed("git merge-base failed (exit %d): %s", status, said.s);
	*out = !err && !status;
	buf_release(&said);
	free(above);
	free(below);
	return err;
}

/* The first merge of `head` that holds all of them: zero if there is none. */
static struct error *find_resolution(
    git_oid *out, struct repo *repo, const struct commits *starts, const git_oid *head)
{
	static const char *const args[] = {"rev-list", "--merges", "--topo-order", "--reverse", NULL};
	struct commits merges = {.v = NULL};
	struct error *err = ask(&merges, repo, args, head, starts, "^");
	bool all = false;

	*out = (git_oid){{0}};
	for (size_t i = 0; !err && !all && i < merges.n; i++) {
		all = true;
		for (size_t j = 0; !err && all && j < starts->n; j++)
			err = pullstart_holds(&all, repo, &merges.v[i], &starts->v[j]);
		if (!err && all)
			*out = merges.v[i];
	}
	array_release(&merges);
	return err;
}

/* Merges them as git does, one after the other. */
static struct error *merge_all(git_oid *out, bool *clean, struct repo *repo, const struct commits *starts)
{
	struct error *err = NULL;

	*out = starts->v[0];
	*clean = true;
	for (size_t i = 1; !err && *clean && i < starts->n; i++) {
		git_oid so_far = *out;

		err = aside_merge(out, clean, repo, &so_far, &starts->v[i]);
	}
	return err;
}

/* A commit on all of them that has the tree of `model`. */
static struct error *merge_like(
    git_oid *out, struct repo *repo, const struct commits *starts, const git_oid *model)
{
	static const char *const make[] = {"-c", "user.name=pullprep", "-c", "user.email=pullprep@localhost",
	    "-c", "commit.gpgSign=false", "commit-tree", "-m", "pulled before"};
	char *hex = oid_text(model), *tree = mem_format("%s^{tree}", hex);
	ARRAY(const char *) args = ARRAY_INIT;
	struct strings ids = STRINGS_INIT;
	struct buf answer = BUF_INIT;
	struct error *err;

	for (size_t i = 0; i < sizeof(make) / sizeof(*make); i++)
		array_push(&args, make[i]);
	for (size_t i = 0; i < starts->n; i++) {
		strings_take(&ids, oid_text(&starts->v[i]));
		array_push(&args, "-p");
		array_push(&args, ids.v[i]);
	}
	array_push(&args, tree);
	array_push(&args, NULL);
	err = repo_gitv(repo, &answer, args.v);
	if (!err && git_oid_fromstrn(out, answer.s, GIT_OID_HEXSZ) < 0)
		err = error_failed("git commit-tree answered '%s'", answer.s);
	array_release(&args);
	strings_release(&ids);
	buf_release(&answer);
	free(tree);
	free(hex);
	return err;
}

struct error *pullstart_join(
    git_oid *out, struct repo *repo, const struct commits *starts, const git_oid *head)
{
	bool clean = true;
	git_oid model;
	struct error *err = merge_all(out, &clean, repo, starts);

	if (!err && !clean) {
		err = find_resolution(&model, repo, starts, head);
		if (!err)
			err = merge_like(out, repo, starts, git_oid_is_zero(&model) ? head : &model);
	}
	return error_context(err, "what is pulled before cannot be merged");
}

struct error *pullstart_brings(
    struct commits *out, struct repo *repo, const git_oid *head, const struct commits *having)
{
	static const char *const args[] = {"rev-list", "--no-merges", NULL};
	struct error *err;

	*out = (struct commits){.v = NULL};
	err = ask(out, repo, args, head, having, "^");
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), compare_ids);
	if (err)
		array_release(out);
	return err;
}
