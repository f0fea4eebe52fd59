/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_LEFTOVERS_H
#define PUBLISH_LEFTOVERS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * What a child that leads a session of its own has started, and leaves running when it ends: what is still in its
 * session (a shell's background jobs), and what has gone into one of its own (daemons). From leftovers_begin() to
 * leftovers_done() whatever loses its parent becomes our child, so that none of it gets lost.
 *
 * It is read from /proc, as Linux has it. Where that is not there nothing is found, and only the child's process
 * group can be ended.
 */
struct leftovers {
	pid_t *v; /* children that we had already, which are nobody's business */
	size_t n, cap;
};

/* Before the child is started. */
void leftovers_begin(struct leftovers *out);

/* Does anything but the child run in its session? The child has ended, but nobody has waited for it yet, so that its
 * number is nobody else's. *name: of one that runs, owned by the caller; NULL: nothing does. */
void leftovers_find(char **name, pid_t child);

/* Asks all of it to end, if it still runs; must: does not ask. False: there is nothing left. */
bool leftovers_end(const struct leftovers *leftovers, pid_t child, bool must);

void leftovers_done(struct leftovers *leftovers);

#endif
