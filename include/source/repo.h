/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_REPO_H
#define SOURCE_REPO_H

#include "util/array.h"
#include "util/buf.h"
#include "util/error.h"

#include <git2/oid.h>
#include <stdbool.h>
#include <string.h>

/*
 * The repository: opened once by libgit2 for reading objects fast, and driven through git itself for
 * everything that must be git's own (revisions, configuration, merging, signing). Every git child runs with
 * --no-replace-objects and in the directory the user stands in, so worktrees, GIT_DIR and safe.directory mean
 * what they mean to git.
 */
struct repo;
struct attributes;

/*
 * Opens the repository around the current directory. Refused, each with its remedy: no repository
 * (ERROR_NOT_FOUND), one that git calls unsafe, a shallow clone, sha256 or another extension that libgit2
 * cannot read, a missing alternate. A partial clone opens: its missing objects are met one by one.
 * Replacement refs and grafts are ignored, with a warning.
 */
struct error *repo_open(struct repo **out);
void repo_free(struct repo *repo);

const char *repo_git_dir(const struct repo *repo);    /* this worktree's git directory, absolute */
const char *repo_common_dir(const struct repo *repo); /* $GIT_COMMON_DIR, absolute: where the plan lives */
const char *repo_work_tree(const struct repo *repo);  /* NULL in a bare repository */

/* For source/ and publish/ only: the libgit2 handles. */
struct git_repository *repo_handle(struct repo *repo);
struct git_odb *repo_odb(struct repo *repo);

/* What source/attributes.h keeps from one merge to the next. */
struct attributes *repo_attributes(struct repo *repo);

/*
 * Runs `git ARGS...` (NULL-terminated varargs) and collects its standard output. A non-zero exit is an error
 * that quotes git's own words. `out` may be NULL.
 */
struct error *repo_git(struct repo *repo, struct buf *out, ...) __attribute__((sentinel));
struct error *repo_gitv(struct repo *repo, struct buf *out, const char *const *args);
/* The same with bytes for its standard input. */
struct error *repo_gitv_input(
    struct repo *repo, struct buf *out, const char *const *args, const char *input, size_t length);
/* The same, but the exit status is the answer: git's words are left in `words` (may be NULL). */
struct error *repo_git_status(
    struct repo *repo, struct buf *out, struct buf *words, int *status, const char *const *args);

/* Any revision to the commit it names (tags peeled). ERROR_NOT_FOUND with "git says" if there is none. */
struct error *repo_commit(struct repo *repo, const char *revision, git_oid *out);
/* Does the commit `below` have `above`? It has itself. */
struct error *repo_is_ancestor(struct repo *repo, bool *out, const git_oid *above, const git_oid *below);
/* The full ref that a short name stands for ("topic" -> "refs/heads/topic"), or NULL if it is no ref. Owned
 * by the caller. */
struct error *repo_full_ref(struct repo *repo, const char *name, char **out);

/* An object's raw bytes: type as git2 numbers them (1 commit, 2 tree, 3 blob, 4 tag). ERROR_MISSING names the
 * object. */
struct error *repo_read(struct repo *repo, const git_oid *oid, int *type, struct buf *out);

static inline bool oid_equal(const git_oid *a, const git_oid *b)
{
	return !memcmp(a->id, b->id, sizeof(a->id));
}
static inline bool oid_is_zero(const git_oid *oid)
{
	static const git_oid zero;

	return oid_equal(oid, &zero);
}
char *oid_text(const git_oid *oid); /* 40 digits, owned by the caller */
void buf_add_oid(struct buf *out, const git_oid *oid, size_t digits);

#endif
