/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_GATECHILD_H
#define PUBLISH_GATECHILD_H

#include "util/error.h"

#include <stdbool.h>

/*
 * Runs a gate's command by `sh -c`: in a session of its own, without a terminal, its standard input empty, and
 * all that it writes goes into the log. Whatever it does is its result. It has failed if it ends otherwise than
 * with exit status 0, does not end in time, or writes more than 64 MiB; and if what it put into the background still
 * runs two seconds after it, for what that would come to is not known. A daemon that it started, in a session of its
 * own, is no failure. Of all that nothing runs on (publish/leftovers.h): it is ended, by SIGKILL if SIGTERM does not.
 *
 * Call it between interrupt_begin() and interrupt_end() of publish/child.h: a signal ends the command, and is
 * an error, as is what keeps it from being started or its log from being written.
 */
#define GATE_LOG_MOST ((size_t)64 << 20)

struct gate_child {
	const char *command, *directory;
	const char *const *env; /* "NAME=VALUE"; NULL-terminated */
	int deadline;           /* seconds */
	int log;                /* a descriptor to write to */
};

/* *why: NULL if it passed, else in words why not, owned by the caller. */
struct error *gate_child_run(char **why, const struct gate_child *child);

#endif
