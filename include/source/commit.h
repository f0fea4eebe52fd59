/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_COMMIT_H
#define SOURCE_COMMIT_H

#include "source/repo.h"

#include <stdint.h>

/*
 * A commit's text, decoded for use: UTF-8 (recoded by the commit's encoding header through iconv, U+FFFD for
 * what cannot be), NUL bytes in the message replaced by U+FFFD, the middle of a message over 256 KiB left out
 * with a mark: its beginning has the subject, its end the trailers.
 */
struct commit {
	git_oid oid, tree;
	git_oid *parents;
	size_t parent_count;
	char *author_name, *author_email;
	char *committer_name, *committer_email;
	int64_t authored, committed; /* seconds since the epoch */
	char *subject;               /* as git's %s: the first paragraph on one line; "" if there is none */
	char *message;               /* the whole, from the first non-blank line */
};

struct error *commit_read(struct commit *out, struct repo *repo, const git_oid *oid); /* ERROR_MISSING */
struct error *commit_parse(struct commit *out, const git_oid *oid, const char *raw, size_t length);
void commit_release(struct commit *commit);

/* Does its root tree have an entry of that name? "arch/" asks for a directory, "Kbuild" for anything else. */
struct error *commit_has_entry(bool *out, struct repo *repo, const git_oid *oid, const char *name);

/* Follows tags to the commit they name. ERROR_NOT_FOUND if it is a tree or a blob. */
struct error *commit_peel(git_oid *out, struct repo *repo, const git_oid *oid);

/* Its tree. ERROR_MISSING */
struct error *commit_tree(git_oid *out, struct repo *repo, const git_oid *oid);

#endif
