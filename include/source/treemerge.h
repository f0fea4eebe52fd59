/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_TREEMERGE_H
#define SOURCE_TREEMERGE_H

#include "source/treecursor.h"

/*
 * Whether a merge's tree is what git makes of the two that were merged, as far as that can be told from trees
 * alone: what one side has left as it was in their base is as the other side has it. A directory is entered only
 * where base and both sides differ, which is next to nowhere.
 *
 * git also looks for renames. A file's new name matters to it only where the other side has changed the file, and
 * a directory's only where the other side has added to it; whatever looks like either, or is unusual in another
 * way, is left to git: *sure is false then.
 */
struct tree_merge_trees {
	git_oid base, ours, theirs, merged;
};

/* A file that is there in all four, and that both sides have changed in different ways: what git makes of its
 * lines is not known here. */
struct tree_merge_version {
	uint32_t mode; /* 100644 or 100755, octal */
	git_oid id;
};
struct tree_merge_file {
	char *path;
	struct tree_merge_version base, ours, theirs, merged;
};
struct tree_merge_files {
	struct tree_merge_file *v; /* in tree order */
	size_t n, cap;
};

/* *sure: all but the files is in `merged` as git makes it. ERROR_MISSING if a tree is. */
struct error *tree_merge_compare(struct tree_merge_files *files, bool *sure, struct tree_reader *reader,
    const struct tree_merge_trees *trees);
void tree_merge_files_release(struct tree_merge_files *files);

#endif
