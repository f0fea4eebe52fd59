/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_MOVED_H
#define TEXT_MOVED_H

#include "facts/moves.h"

/*
 * The files that a pull deletes or renames and its message does not mention, a line each, as the diffstat
 * names them; directories that go as a whole in one:
 *
 *	deleted arch/ia64/ (412 files)
 *	deleted drivers/char/tty3270.c
 *	renamed Documentation/{mm/slub.rst => admin-guide/mm/slab.rst}
 *	renamed drivers/old/ (3 files)
 *	and 17 more files
 *
 * MOVED_SHOWN lines at most, then how many files there are besides. Masked. Returns the number of files.
 */
enum { MOVED_SHOWN = 10 };
size_t moved_unmentioned(struct strings *out, const struct moves *moves, const char *message);

#endif
