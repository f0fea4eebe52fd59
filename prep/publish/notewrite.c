/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/notewrite.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

/* With more notes than this git, too, puts them into directories. */
enum { FLAT_MOST = 256 };

struct updates {
	git_tree_update *v;
	size_t n, cap;
	struct strings paths; /* made here; the updates borrow */
};

static struct error *libgit2_error(const char *what)
{
	const git_error *last = git_error_last();

	return error_hint(error_failed("%s: %s", what, last ? last->message : "unknown reason"),
	    "Is there room, and are the repository's objects writable? See what is wrong with:  git fsck");
}

static bool in_directories(const struct note_ref *base, size_t more)
{
	if (base->n + more > FLAT_MOST)
		return true;
	for (size_t i = 0; i < base->n; i++)
		if (strchr(base->v[i].path, '/'))
			return true;
	return false;
}

static const char *new_path(struct updates *updates, const git_oid *object, bool directories)
{
	char *hex = oid_text(object);

	strings_take(&updates->paths, directories ? mem_format("%.2s/%s", hex, hex + 2) : mem_dup(hex));
	free(hex);
	return updates->paths.v[updates->paths.n - 1];
}

/* The note goes where the object has one; a second one of the same object, whose text was taken along, goes
 * away. */
static void add_updates(
    struct updates *updates, const struct note_ref *base, const struct note_text *note, const git_oid *blob)
{
	git_tree_update put = {GIT_TREE_UPDATE_UPSERT, *blob, GIT_FILEMODE_BLOB, NULL};
	git_tree_update take = {GIT_TREE_UPDATE_REMOVE, {{0}}, GIT_FILEMODE_BLOB, NULL};

	for (size_t i = 0; i < base->n; i++) {
		if (!oid_equal(&base->v[i].object, &note->object))
			continue;
		if (put.path) {
			take.path = base->v[i].path;
			array_push(updates, take);
		} else {
			put.path = base->v[i].path;
		}
	}
	if (!put.path)
		put.path = new_path(updates, &note->object, in_directories(base, updates->n + 1));
	array_push(updates, put);
}

static struct error *find_tree(git_tree **out, struct repo *repo, const git_oid *tip)
{
	git_object *object = NULL, *tree = NULL;
	struct error *err = NULL;

	*out = NULL;
	if (oid_is_zero(tip))
		return NULL;
	if (git_object_lookup(&object, repo_handle(repo), tip, GIT_OBJECT_ANY) < 0 ||
	    git_object_peel(&tree, object, GIT_OBJECT_TREE) < 0)
		err = libgit2_error("the tree of the notes cannot be read");
	git_object_free(object);
	*out = (git_tree *)tree;
	return err;
}

static struct error *make_tree(
    git_oid *out, struct repo *repo, const struct note_ref *base, const struct note_text *notes, size_t n)
{
	struct updates updates = {.v = NULL};
	git_tree *tree = NULL;
	struct error *err = find_tree(&tree, repo, &base->tip);

	for (size_t i = 0; !err && i < n; i++) {
		git_oid blob;

		if (git_blob_create_from_buffer(
			&blob, repo_handle(repo), notes[i].text.s, notes[i].text.len) < 0)
			err = libgit2_error("a note cannot be written");
		else
			add_updates(&updates, base, notes + i, &blob);
	}
	if (!err && git_tree_create_updated(out, repo_handle(repo), tree, updates.n, updates.v) < 0)
		err = libgit2_error("the tree of the notes cannot be written");
	git_tree_free(tree);
	strings_release(&updates.paths);
	array_release(&updates);
	return err;
}

static struct error *make_commit(
    char **out, struct repo *repo, const git_oid *tree, const git_oid *parent, const char *message)
{
	char *content = oid_text(tree), *before = oid_text(parent);
	const char *const first[] = {"commit-tree", "-m", message, content, NULL};
	const char *const next[] = {"commit-tree", "-m", message, "-p", before, content, NULL};
	struct buf answer = BUF_INIT;
	struct error *err = repo_gitv(repo, &answer, oid_is_zero(parent) ? first : next);

	buf_trim(&answer);
	*out = buf_detach(&answer);
	free(content);
	free(before);
	return err;
}

static bool has_moved(struct repo *repo, const char *ref, const git_oid *from)
{
	git_oid now;
	struct error *err = note_ref_tip(&now, repo, ref);
	bool moved = !err && !oid_equal(&now, from);

	error_free(err);
	return moved;
}

/* git waits itself for a lock that somebody holds for a moment. */
static struct error *move_ref(
    bool *moved, struct repo *repo, const char *ref, const git_oid *from, const char *to, const char *message)
{
	char *before = oid_text(from);
	const char *const args[] = {
	    "-c", "core.filesRefLockTimeout=1000", "update-ref", "-m", message, ref, to, before, NULL};
	struct error *err = repo_gitv(repo, NULL, args);

	free(before);
	if (!err)
		return NULL;
	*moved = has_moved(repo, ref, from);
	if (*moved) {
		error_free(err);
		return NULL;
	}
	error_context(err, "%s is as it was", ref);
	return error_hint(err, "If another git holds its lock, wait for that one; if none runs, remove the "
			       "lock. Then do it again.");
}

struct error *note_write(bool *moved, struct repo *repo, const char *ref, const struct note_ref *base,
    const struct note_text *notes, size_t n, const char *message)
{
	struct error *err;
	char *commit = NULL;
	git_oid tree;

	*moved = false;
	err = make_tree(&tree, repo, base, notes, n);
	if (!err)
		err = make_commit(&commit, repo, &tree, &base->tip, message);
	if (!err)
		err = move_ref(moved, repo, ref, &base->tip, commit, message);
	free(commit);
	return err;
}
