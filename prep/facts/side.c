/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/side.h"

#include "source/commit.h"
#include "source/tree.h"

#include <stdlib.h>
#include <string.h>

/* The newest commit that `side` has and `other` lacks, and that touches one of the paths. */
static struct error *last_commit(
    git_oid *out, struct repo *repo, const git_oid *side, const git_oid *other, const struct strings *paths)
{
	char *from = oid_text(side), *lacks = oid_text(other);
	ARRAY(const char *) args = ARRAY_INIT;
	const char *const words[] = {
	    "--literal-pathspecs", "rev-list", "-1", "--no-merges", from, "--not", lacks, "--"};
	struct buf answer = BUF_INIT;
	struct error *err;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		array_push(&args, words[i]);
	for (size_t i = 0; i < paths->n; i++)
		array_push(&args, paths->v[i]);
	array_push(&args, NULL);
	err = repo_gitv(repo, &answer, args.v);
	buf_trim(&answer);
	if (!err && answer.len && git_oid_fromstr(out, answer.s) < 0)
		err = error_failed("git rev-list answered '%s'", answer.s);
	array_release(&args);
	buf_release(&answer);
	free(from);
	free(lacks);
	return err;
}

/* Where a directory was renamed, nobody there has touched the file that the other side has put into it. */
static void directories_of(struct strings *out, const struct strings *paths)
{
	for (size_t i = 0; i < paths->n; i++) {
		const char *slash = strrchr(paths->v[i], '/');

		if (slash)
			strings_take(out, mem_dupn(paths->v[i], (size_t)(slash - paths->v[i])));
	}
}

static struct error *read_subject(struct conflict_side *side, struct repo *repo)
{
	struct commit commit;
	struct error *err;

	if (oid_is_zero(&side->commit))
		return NULL;
	err = commit_read(&commit, repo, &side->commit);
	if (err)
		return err;
	side->subject = mem_dup(commit.subject);
	commit_release(&commit);
	return NULL;
}

/* Looks for the name that a file had. */
struct old_name {
	struct tree_reader *reader;
	const git_oid *blob;
	const git_oid *renamed; /* the tree of the side that renamed it: it has no such file any more */
	char *path;
	struct error *err;
};

static bool look_at_file(void *context, const struct tree_change *file)
{
	struct old_name *old = context;
	uint32_t mode;
	git_oid id;

	if (!oid_equal(&file->new_id, old->blob))
		return true;
	/* what was read of this tree so far is not needed again: the path is the reader's until the next call
	 */
	old->path = mem_dupn(file->path, file->length);
	old->err = tree_find(old->reader, old->renamed, old->path, file->length, &mode, &id);
	if (old->err || !mode)
		return false;
	free(old->path);
	old->path = NULL;
	return true;
}

/* Adds the name that the file had before `renamed` gave it another; nothing where it is not known. */
static struct error *add_old_name(struct strings *paths, struct repo *repo, const git_oid *renamed,
    const git_oid *other, const git_oid *blob)
{
	char *ours = oid_text(renamed), *theirs = oid_text(other);
	const char *const args[] = {"merge-base", ours, theirs, NULL};
	struct old_name old = {.reader = tree_reader_new(repo), .blob = blob};
	static const git_oid empty;
	struct buf answer = BUF_INIT;
	git_oid base, from, to;
	bool stopped;
	int status;
	struct error *err = repo_git_status(repo, &answer, NULL, &status, args);

	buf_trim(&answer);
	if (err || status)
		goto done;
	err = repo_commit(repo, answer.s, &base);
	if (!err)
		err = commit_tree(&from, repo, &base);
	if (!err)
		err = commit_tree(&to, repo, renamed);
	old.renamed = &to;
	if (!err)
		err = tree_changes(old.reader, &empty, &from, NULL, look_at_file, &old, &stopped);
	if (!err)
		err = old.err;
	if (old.path)
		strings_take(paths, old.path);
done:
	tree_reader_free(old.reader);
	buf_release(&answer);
	free(ours);
	free(theirs);
	return err;
}

struct error *side_find(struct conflict_side *out, struct repo *repo, const git_oid *side,
    const git_oid *other, const struct merge_conflict *conflict)
{
	struct strings more = STRINGS_INIT;
	struct error *err = last_commit(&out->commit, repo, side, other, &conflict->paths);

	if (!err && oid_is_zero(&out->commit) && !oid_is_zero(&conflict->base)) {
		err = add_old_name(&more, repo, other, side, &conflict->base);
		if (!err && more.n)
			err = last_commit(&out->commit, repo, side, other, &more);
	}
	if (!err && oid_is_zero(&out->commit) && strstr(conflict->kind, "directory")) {
		strings_release(&more);
		directories_of(&more, &conflict->paths);
		if (more.n)
			err = last_commit(&out->commit, repo, side, other, &more);
	}
	strings_release(&more);
	return err ? err : read_subject(out, repo);
}
