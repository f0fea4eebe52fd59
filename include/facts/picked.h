/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PICKED_H
#define FACTS_PICKED_H

#include "source/repo.h"

/*
 * Commits that are picked one by one, where a revision is only itself: `HEAD~2`, a tag or a branch is that
 * one commit; a range in any form of git's (A..B, A...B, TAG^!) is what `git rev-list` lists of it. Each
 * argument stands for itself. In the order given, none twice.
 */
struct picked {
	git_oid *v;
	size_t n, cap;
};

/* ERROR_NOT_FOUND for what names no commit, ERROR_USAGE for what looks like an option. After an error
 * nothing is left to release. */
struct error *picked_find(struct picked *out, struct repo *repo, const struct strings *revisions);
void picked_release(struct picked *picked);

#endif
