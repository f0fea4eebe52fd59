/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_MERGETREE_H
#define SOURCE_MERGETREE_H

#include "source/repo.h"

#include <stdbool.h>

/*
 * What git makes of merging two commits: `git merge-tree --write-tree -z`, so that renames, submodules and
 * all else are judged as by the git of whoever pulls. HEAD, index and work tree are not touched; the tree's
 * objects are written to the repository (or aside, see source/aside.h).
 */
struct merge_conflict {
	/* The file, as it is called in the merge; not what git has put aside for it ("file~1a2b3c..."). Of a
	 * file that both sides have renamed, and of "directory rename unclear split", the name before. */
	char *path;
	/*
	 * As git calls it: "contents", "binary", "modify/delete", "rename/delete", "rename/rename", "rename
	 * involved in collision", "file/directory", "directory rename suggested", "file in way of directory
	 * rename", "submodule" and more that begin so ("submodule not initialized"); but "add/add" apart from
	 * "contents", and "distinct types", as its words are; "unknown" for what is in conflict and git does
	 * not say why. Never NULL.
	 */
	char *kind;
	/* git's own sentence (English), without "CONFLICT (kind): " and line ends; it calls the two sides by
	 * their full ids. "" if it says nothing. */
	char *words;
	git_oid base;         /* the file before both sides' changes; zero: it is new, or git does not say */
	struct strings paths; /* all that it is about: other names of the file, or other files; path first */
};
struct merge {
	git_oid tree; /* with conflict markers in it where it is not clean */
	bool clean;
	struct {
		struct merge_conflict *v; /* one per path and kind, in git's order; none only if it is clean
					   */
		size_t n, cap;
	} conflicts;
};
#define MERGE_INIT                                                                                           \
	{                                                                                                    \
		.clean = false                                                                               \
	}

/* ERROR_MISSING if an object is. After an error nothing is left to release. */
struct error *merge_make(struct merge *out, struct repo *repo, const git_oid *ours, const git_oid *theirs);
/* The same by the attributes of another commit than ours. */
struct error *merge_make_by(struct merge *out, struct repo *repo, const git_oid *ours, const git_oid *theirs,
    const git_oid *attributes);
/* The same, if only *tree and *clean are asked for; *tree is not said where it is not clean. */
struct error *merge_try(
    git_oid *tree, bool *clean, struct repo *repo, const git_oid *ours, const git_oid *theirs);
void merge_release(struct merge *merge);

/* Is the error of those above that git itself has crashed? (Some renames of directories make an assertion
 * of git 2.39 fail.) */
bool merge_has_crashed(const struct error *err);

#endif
