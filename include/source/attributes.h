/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_ATTRIBUTES_H
#define SOURCE_ATTRIBUTES_H

#include "source/repo.h"

/*
 * The .gitattributes files of a commit as one file, for git to go by instead of those of the work tree: `git
 * merge` takes them from a checkout of what is merged into (merge=union, -merge, conflict-marker-size),
 * whereas `git merge-tree` reads whatever lies in the work tree, and nothing in a bare repository.
 */
struct attributes;

struct attributes *attributes_new(struct repo *repo);
void attributes_free(struct attributes *attributes);

/*
 * *path: for core.attributesFile of a child, good until the next call; the user's own attributes stand in it
 * first. Patterns of a directory's file are written as the root's would be. Commits close to the last one
 * cost least.
 * ERROR_MISSING if an object is.
 */
struct error *attributes_of(const char **path, struct attributes *attributes, const git_oid *commit);

#endif
