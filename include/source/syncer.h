/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_SYNCER_H
#define SOURCE_SYNCER_H

#include <stddef.h>

/*
 * Files on their way to the disk, and then to their names, beside other work: waiting for the disk 300 times
 * takes longer than asking a server for what is written. Some at once are quicker than one after the other,
 * since file systems put them into one commit of their journal.
 */
struct syncer;

struct syncer *syncer_new(void);

/* Takes over a file that is written, its descriptor and both names (heap): syncs and closes it, and renames it
 * from the first to the second name; or removes it where that cannot be. */
void syncer_add(struct syncer *syncer, int fd, char *temporary, char *path);

/* Waits for all of them. Returns how many are in their place; *number is the errno of one that is not, or 0. */
size_t syncer_finish(struct syncer *syncer, int *number);

void syncer_free(struct syncer *syncer); /* waits, too */

#endif
