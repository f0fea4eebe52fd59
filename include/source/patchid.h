/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_PATCHID_H
#define SOURCE_PATCHID_H

#include "source/repo.h"
#include "util/process.h"

/*
 * Patch ids as a next-analysis database has them: `git show | git patch-id --stable`, by git itself, with the
 * user's own configuration. For each non-merge commit its id; zero where it has none (an empty difference) or
 * where an object was missing.
 */
struct error *patch_ids_shown(struct repo *repo, const git_oid *commits, size_t n, git_oid *out);

/*
 * Patch ids to be written down and found again elsewhere: `git patch-id --stable` over differences that no
 * configuration changes (3 lines of context, Myers with the indent heuristic, no renames, binary files by the
 * ids of both blobs). White space does not count, as git has it. Zero as above, and for merges.
 */
struct error *patch_ids_pinned(struct repo *repo, const git_oid *commits, size_t n, git_oid *out);

/*
 * The same in two halves, for those who have something to do meanwhile. `commits` is borrowed until then; ends and frees
 * what was begun.
 */
struct patch_ids;
struct error *patch_ids_begin(struct patch_ids **out, struct repo *repo, const git_oid *commits, size_t n);
struct error *patch_ids_end(struct patch_ids *asked, git_oid *out);

/* The same with renames found, as git format-patch sends them, of commits that may have some; zero for all others. */
struct error *patch_ids_renamed(struct repo *repo, const git_oid *commits, size_t n, git_oid *out);

/*
 * The same of differences that stand in texts, such as mails: what begins with a line "diff --git " and ends at
 * "-- ", a mail's signature, or at a line that names a commit. Zero for a text without one; NULL is such a text.
 */
struct patch_texts {
	struct process process;
	struct buf input;
};
/* In two halves, for those who have something to do meanwhile; what was begun is ended, also where beginning it failed. */
struct error *patch_texts_begin(struct patch_texts *asked, const char *const *texts, size_t n);
struct error *patch_texts_end(struct patch_texts *asked, size_t n, git_oid *out);

#endif
