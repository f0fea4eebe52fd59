/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_TREE_H
#define SOURCE_TREE_H

#include "source/treecursor.h"

/*
 * What changed between two trees, from the raw trees: both are sorted, and a directory is entered only where
 * its ids differ. (libgit2's own tree diff walks whole trees: 7 ms a commit on a kernel tree against 0.1
 * here.)
 */
struct tree_change {
	const char *path; /* full, not NUL-terminated; valid during the call */
	size_t length;
	uint32_t old_mode,
	    new_mode;           /* as git shows them (100644, 100755, 120000, 160000 octal); 0: not there */
	git_oid old_id, new_id; /* zero where not there */
};

/* Returns false to stop: tree_changes() then sets *stopped. */
typedef bool (*tree_change_fn)(void *context, const struct tree_change *change);

/*
 * Whether a changed directory is of interest; false stops the whole comparison like a false of the function
 * above. The path ends in no slash.
 */
typedef bool (*tree_enter_fn)(void *context, const char *path, size_t length);

/*
 * Tells each changed file in tree order; zero ids stand for the empty tree. `enter` may be NULL. A file that
 * became a directory (or the other way) is a file gone and files come; a regular file that became a link is
 * one change with both modes.
 */
struct error *tree_changes(struct tree_reader *reader, const git_oid *from, const git_oid *to,
    tree_enter_fn enter, tree_change_fn tell, void *context, bool *stopped);

/* What a tree (or those below it) has at that path, which ends in no slash: its mode as above, 040000 for a
 * directory, and id; 0 and zero if nothing is there. */
struct error *tree_find(struct tree_reader *reader, const git_oid *tree, const char *path, size_t length,
    uint32_t *mode, git_oid *id);

#endif
