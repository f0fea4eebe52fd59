/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_ASIDE_H
#define SOURCE_ASIDE_H

#include "source/repo.h"

#include <sys/types.h>

/*
 * What git makes of merging commits, without leaving a trace: between aside_enter() and aside_leave() the
 * objects that git children write go into a directory of their own, which is removed at the end, also if we
 * are killed before; they read the repository's as before. So it works in a repository that one may only
 * read. The directory is below $TMPDIR; if that is not set, in memory (/dev/shm) where there is such a place,
 * else below /tmp: making and removing thousands of small files takes longer on a disk than the merges do.
 */
struct aside {
	char *directory;            /* NULL: not entered */
	struct git_odb *odb;        /* for writing to it */
	char *objects, *alternates; /* the environment as it was, may be NULL */
	pid_t janitor;              /* the process that removes the directory, */
	int alive;                  /* as soon as this end of its pipe is closed */
};

/* After an error nothing is left to leave. */
struct error *aside_enter(struct aside *aside, struct repo *repo);

/* For what is fetched from others, which may be large: below $TMPDIR, else on a disk, below /var/tmp. */
struct error *aside_enter_large(struct aside *aside, struct repo *repo);
void aside_leave(struct aside *aside);

/* Puts an object there: type as git2 numbers them (1 commit, 2 tree, 3 blob). */
struct error *aside_write(git_oid *out, struct aside *aside, int type, const struct buf *content);

/*
 * The merge of two commits, as git's default strategy makes it, as a commit on its own: for between the two
 * calls above. *clean: did it go without conflicts? `out` is set only then.
 * ERROR_MISSING if an object is.
 */
struct error *aside_merge(
    git_oid *out, bool *clean, struct repo *repo, const git_oid *ours, const git_oid *theirs);

/* Where the tree of such a merge is known already: it as a commit, so that more can be merged into it. */
struct error *aside_commit(
    git_oid *out, struct repo *repo, const git_oid *tree, const git_oid *ours, const git_oid *theirs);

#endif
