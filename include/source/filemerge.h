/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_FILEMERGE_H
#define SOURCE_FILEMERGE_H

#include "source/aside.h"
#include "source/treemerge.h"

/*
 * `git merge-tree` of trees, whose base is known: in commits that are made for it, with that base as their only
 * ancestor. On a long history git takes longer to find the base than to merge. Between aside_enter() and
 * aside_leave().
 */
struct tree_merged {
	git_oid
	    tree; /* with conflict markers in it where it is not clean, in which the commits have the names */
	bool clean;
	git_oid ours, theirs; /* of those commits, which may also be in a path: "file~1a2b..." */
};

/* trees->merged does not count. attributes: the commit by whose attributes they are merged, that is, our side of
 * the merge that is meant. */
struct error *file_merge_trees(struct tree_merged *out, struct aside *aside, struct repo *repo,
    const struct tree_merge_trees *trees, const git_oid *attributes);

/*
 * Whether git merges some files into what a merge has, and nothing else of the merge: trees of these files alone
 * are merged. Each of them is there in base and both sides, so that there are no renames to look for.
 */
struct error *file_merge_try(bool *same, struct aside *aside, struct repo *repo,
    const struct tree_merge_files *files, const git_oid *attributes);

#endif
