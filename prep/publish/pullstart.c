/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/pullstart.h"

#include "source/mergetree.h"

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

/* Runs git with the arguments and each of the commits, "^" before it if it is to be left out. */
static struct error *ask(struct commits *out, struct repo *repo, const char *const *args, const git_oid *head,
    const struct commits *others, const char *mark)
{
	ARRAY(const char *) words = ARRAY_INIT;
	struct strings ids = STRINGS_INIT;
	struct buf answer = BUF_INIT, said = BUF_INIT;
	struct error *err;
	int status;

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
	err = repo_git_status(repo, &answer, &said, &status, words.v);
	buf_trim(&said);
	if (!err && status && said.len) /* merge-base exits 1, silently, where nothing is shared */
		err = error_failed("git %s failed (exit %d): %s", args[0], status, said.s);
	if (!err)
		err = read_ids(out, args[0], &answer);
	strings_release(&ids);
	array_release(&words);
	buf_release(&answer);
	buf_release(&said);
	return err;
}

struct error *pullstart_find(
    struct commits *out, struct repo *repo, const git_oid *head, const struct commits *having)
{
	static const char *const shared[] = {"merge-base", "--all", NULL};
	static const char *const fewest[] = {"merge-base", "--independent", NULL};
	struct commits bases = {.v = NULL};
	struct error *err = NULL;

	*out = (struct commits){.v = NULL};
	for (size_t i = 0; !err && i < having->n; i++) {
		const struct commits one = {&having->v[i], 1, 0};

		err = ask(&bases, repo, shared, head, &one, "");
	}
	if (!err && bases.n)
		err = ask(out, repo, fewest, NULL, &bases, "");
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), compare_ids);
	array_release(&bases);
	if (err)
		array_release(out);
	return err;
}

/* A merge whose tree git makes; with conflict markers in it if it must be: then the topic that merges both
 * has resolved them, and the request says so of its figures. */
static struct error *merge_two(git_oid *out, struct repo *repo, const git_oid *ours, const git_oid *theirs)
{
	char *a = oid_text(ours), *b = oid_text(theirs), *tree;
	struct commits made = {.v = NULL};
	struct buf answer = BUF_INIT;
	struct merge merge = MERGE_INIT;
	struct error *err = merge_make(&merge, repo, ours, theirs);

	if (!err) {
		tree = oid_text(&merge.tree);
		err = repo_git(repo, &answer, "-c", "user.name=pullprep", "-c",
		    "user.email=pullprep@localhost", "-c", "commit.gpgSign=false", "commit-tree", "-p", a,
		    "-p", b, "-m", "pulled before", tree, NULL);
		free(tree);
		merge_release(&merge);
	}
	if (!err)
		err = read_ids(&made, "commit-tree", &answer);
	if (!err && made.n != 1)
		err = error_failed("git commit-tree answered '%s'", answer.s);
	if (!err)
		*out = made.v[0];
	array_release(&made);
	buf_release(&answer);
	free(a);
	free(b);
	return err;
}

struct error *pullstart_join(git_oid *out, struct repo *repo, const struct commits *starts)
{
	struct error *err = NULL;

	*out = starts->v[0];
	for (size_t i = 1; !err && i < starts->n; i++) {
		git_oid so_far = *out;

		err = merge_two(out, repo, &so_far, &starts->v[i]);
	}
	return error_context(err, "what is pulled before cannot be merged");
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
