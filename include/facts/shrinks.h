/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SHRINKS_H
#define FACTS_SHRINKS_H

#include "facts/ratio.h"

/*
 * Files that a pull leaves smaller than they were: those that stay under their names and lose more lines than
 * they gain. (Those that go or move are moves, facts/moves.h.) Pure.
 */
struct shrink {
	char *path;
	long lines; /* how many it loses */
};
struct shrinks {
	struct shrink *v; /* most lines first; of equals by path */
	size_t n, cap;
};

void shrinks_find(struct shrinks *out, const struct changed_files *files);
void shrinks_release(struct shrinks *shrinks);

/* Does a message mention the file: by its path, its name, that without a suffix (of at least SHRINK_STEM
 * characters), or the directory that it is in, unless that is at the top ("mm updates")? */
enum { SHRINK_STEM = 4 };
bool shrink_mentioned(const struct shrink *shrink, const char *message);

#endif
