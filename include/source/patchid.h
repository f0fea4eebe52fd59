/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_PATCHID_H
#define SOURCE_PATCHID_H

#include "source/repo.h"

/*
 * Patch ids, from git itself: `git log -p` over pinned options (no renames, 3 lines of context, Myers with
 * the indent heuristic, no attributes or user configuration that change a diff) into `git patch-id --stable`.
 * Slow, exact; for the few commits that cheaper means could not tell apart.
 */

/* For each non-merge commit its id; zero where it has none (an empty difference) or where an object was
 * missing. */
struct error *patch_ids(struct repo *repo, const git_oid *commits, size_t n, git_oid *out);

/* The same the way a next-analysis database is made: `git show | git patch-id --stable`, with the user's own
 * configuration. */
struct error *patch_ids_shown(struct repo *repo, const git_oid *commits, size_t n, git_oid *out);

#endif
