/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_DIFFTREE_H
#define SOURCE_DIFFTREE_H

#include "source/repo.h"

#include <stdbool.h>

/*
 * Lines added and removed, file by file, counted by git itself: `git diff-tree --numstat -M100%`, so that the
 * figures are those of `git log --numstat -M100%` by construction. What a user may configure about diffs
 * (algorithm, renames, submodules, attributes of his own) is pinned; the repository's own attributes count,
 * as they do for git log.
 */
struct difftree_file {
	const char *path; /* ends in NUL; a moved file's new path */
	size_t length;    /* of path, without the NUL */
	char status;      /* 'A', 'D', 'M', 'T', or 'R' (moved, content unchanged); among commits only 'R' is
			     known, else 0 */
	bool binary;      /* has no lines */
	long added, removed;
};

/* The words behind "git": everything that is pinned. "--stdin" and revisions may follow. */
#define DIFFTREE_ARGS                                                                                        \
	"-c", "diff.renameLimit=0", "-c", "core.quotePath=false", "-c", "core.attributesFile=/dev/null",     \
	    "-c", "core.bigFileThreshold=512m", "diff-tree", "-r", "-z", "--numstat", "-M100%",              \
	    "--diff-algorithm=myers", "--ignore-submodules=none", "--no-ext-diff", "--no-textconv",          \
	    "--no-relative"

/*
 * git diff-tree --stdin repeats a line of its input that is no object id, and flushes its output then. So
 * this line, after some commits, says when they are done.
 */
#define DIFFTREE_MARK "=\n"

/* What git diff-tree prints: records that end in NUL, and marks. */
enum difftree_kind {
	DIFFTREE_PART,   /* the end of the next record is not there yet */
	DIFFTREE_MARKED, /* the mark */
	DIFFTREE_COMMIT, /* the files that follow are this commit's */
	DIFFTREE_FILE,
	DIFFTREE_BAD, /* something else: see difftree_not_understood() */
};

struct difftree_record {
	git_oid commit;
	struct difftree_file file; /* borrows from the buffer */
};

/* The next record behind *used, which moves on only if the whole of it is there. */
enum difftree_kind difftree_record(const struct buf *in, size_t *used, struct difftree_record *out);

struct error *difftree_not_understood(void);

/* The first object id in git's complaint, owned by the caller; NULL if it is not about an object. */
char *difftree_object(const char *words);

/* What `git diff-tree` with the words above and --raw prints of one difference, file by file. */
struct error *difftree_read(
    const struct buf *in, void (*visit)(void *context, const struct difftree_file *file), void *context);

/* The files that differ between two trees (or commits), in git's order. ERROR_MISSING if an object is
 * missing. */
struct error *difftree_files(struct repo *repo, const git_oid *from, const git_oid *to,
    void (*visit)(void *context, const struct difftree_file *file), void *context);

#endif
