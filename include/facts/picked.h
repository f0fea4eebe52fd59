/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PICKED_H
#define FACTS_PICKED_H

#include "source/ids.h"

/*
 * Commits that are picked one by one, where a revision is only itself: `HEAD~2`, a tag or a branch is that
 * one commit; a range in any form of git's (A..B, A...B, TAG^!) is what `git rev-list` lists of it. Each
 * argument stands for itself. In the order given, none twice.
 *
 * ERROR_NOT_FOUND for what names no commit, ERROR_USAGE for what looks like an option. After an error
 * nothing is left to release. */
struct error *picked_find(struct ids *out, struct repo *repo, const struct strings *revisions);

#endif
