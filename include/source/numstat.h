/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_NUMSTAT_H
#define SOURCE_NUMSTAT_H

#include "source/difftree.h"
#include "util/array.h"

#include <stdbool.h>

/*
 * Told what is read of many commits, which come in any order. A commit is announced before its files, and
 * announced again if it has to be read again: what was told of it before is void then. Not known: an object
 * that it needs is missing.
 */
struct numstat_visitor {
	void (*commit)(void *context, size_t index, bool known);
	void (*file)(void *context, size_t index, const struct difftree_file *file);
	void *context;
};

/*
 * Reads the n commits against their parents (source/difftree.h), by two children of git side by side: git
 * diff-tree uses one processor. Merges have no files. Ids of objects that are missing or corrupt are added to
 * `missing`, each once; the commits that need them are announced as not known, and the others go on. SIGPIPE
 * must be ignored, as main() has it.
 */
struct error *numstat_commits(struct repo *repo, const git_oid *commits, size_t n,
    const struct numstat_visitor *visitor, struct strings *missing);

#endif
