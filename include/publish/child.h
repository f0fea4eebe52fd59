/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_CHILD_H
#define PUBLISH_CHILD_H

#include "util/buf.h"
#include "util/error.h"

#include <signal.h>
#include <stdbool.h>

/*
 * Children that people talk to (an editor, a signer that asks for a passphrase), and what happens when we are
 * told to end meanwhile.
 *
 * Between interrupt_begin() and interrupt_end() SIGINT, SIGTERM and SIGHUP do not end us: they are noted and
 * passed on to the child that runs, so that the caller can take back what is half done and say so.
 */
void interrupt_begin(void);
void interrupt_end(void);
int interrupt_seen(void); /* the first signal, 0 for none */

/* ERROR_FAILED "interrupted by a signal" if there was one, else NULL. */
struct error *interrupt_error(void);

/*
 * For what must not stop half-way, such as taking back a ref: in between, signals wait, and those children of
 * util/process.h that are started do not see what the keyboard sends to all of us.
 */
void interrupt_hold(sigset_t *before);
void interrupt_let_go(const sigset_t *before);

struct child {
	const char *const *argv; /* NULL-terminated, looked up in PATH */
	/*
	 * It and what it starts are a process group of their own in the terminal's foreground, so that all of
	 * it can be ended at the deadline. Otherwise it shares ours, as an editor must, to be stopped and
	 * continued with us.
	 */
	bool own_group;
	int deadline;     /* seconds, only with own_group; 0: none */
	struct buf *said; /* what it writes to stdout and stderr; NULL: these are ours */
};

/* Runs it to its end. *status: exit status, 128 + N for a signal N. An error if it cannot be started or
 * passes its deadline. */
struct error *child_run(const struct child *child, int *status);

#endif
