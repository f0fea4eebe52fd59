/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_MOVES_H
#define FACTS_MOVES_H

#include "source/repo.h"
#include "util/array.h"

#include <stdbool.h>

/*
 * Whole files that a pull deletes or renames (`git diff -M` over its final difference, as its diffstat has
 * them): what pullers look for first, and what a message should mention. Sorted by path.
 */
struct move {
	char *path;  /* the old one */
	char *to;    /* the new one; NULL: deleted */
	size_t gone; /* length of the topmost directory in path all of whose files are moves, without its
			slash; 0: none is */
};
struct moves {
	struct move *v;
	size_t n, cap;
};

/* from, to: commits or trees. ERROR_FAILED with git's words if an object is missing. After an error nothing
 * is left to release. */
struct error *moves_find(struct moves *out, struct repo *repo, const git_oid *from, const git_oid *to);
void moves_release(struct moves *moves);

/*
 * Is it mentioned? A message mentions a file by its path or its name, the old or the new one, or by a
 * directory above it that holds no other file than moved ones (so that "arch/ia64/ goes" mentions all that
 * was below).
 */
bool moves_mentioned(const struct moves *moves, size_t which, const char *message);

/* Has the message that file's name as a word, directories before it or not; that directory's path, and not
 * only as that of something in it? */
bool message_names(const char *message, const char *name);
bool message_names_directory(const char *message, const char *path);

#endif
