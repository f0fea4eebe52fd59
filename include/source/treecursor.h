/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_TREECURSOR_H
#define SOURCE_TREECURSOR_H

#include "source/repo.h"

#include <stdint.h>

/*
 * One raw tree, entry by entry in git's order: what those who compare trees are made of.
 */
struct tree_reader;
struct tree_reader *tree_reader_new(struct repo *repo); /* keeps the last trees read */
void tree_reader_free(struct tree_reader *reader);

struct tree_kept;

struct tree_cursor {
	struct tree_kept *kept;     /* NULL: the empty tree, */
	struct git_odb_object *own; /* or where no place was left to keep it */
	const char *at, *end;
	/* the entry it stands on: */
	uint32_t mode;    /* as git shows it, whatever an old tree says; 040000 for a directory */
	bool odd;         /* the tree has another mode there */
	const char *name; /* not NUL-terminated */
	size_t length;
	git_oid id;
	bool valid; /* there is one: it is not behind the last */
};

/* On the first entry; zero stands for the empty tree. ERROR_MISSING. It is to be closed also after an error. */
struct error *tree_cursor_open(struct tree_cursor *cursor, struct tree_reader *reader, const git_oid *oid);
void tree_cursor_close(struct tree_cursor *cursor);

/* Moves on to the next entry; a malformed rest ends the tree, with `false`. */
bool tree_cursor_next(struct tree_cursor *cursor);

/* Moves two on to where they are not alike any more, or to the end of one: most of two trees is the same. */
bool tree_cursor_next_both(struct tree_cursor *a, struct tree_cursor *b);

/* The order of two entries: a directory counts as if its name ended in a slash, and what is behind the last
 * entry comes last. */
int tree_cursor_compare(const struct tree_cursor *a, const struct tree_cursor *b);

static inline bool tree_cursor_is_tree(const struct tree_cursor *cursor)
{
	return cursor->mode == 0040000;
}

/* ERROR_MISSING for a tree that is not there, or is malformed. */
struct error *tree_unreadable(const git_oid *oid);

#endif
