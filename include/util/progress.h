/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_PROGRESS_H
#define UTIL_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

/*
 * A line on standard error that says how far a long job is: "Reading commits: 1234 of 8000". It shows after
 * one second, at most ten times a second, only on a terminal, and is wiped at the end.
 */
struct progress {
	const char *title;
	size_t total; /* 0: not known */
	int64_t started_ms, shown_ms;
	int active;
};

void progress_start(struct progress *progress, const char *title, size_t total);
void progress_at(
    struct progress *progress, size_t done); /* cheap: a look at the clock, none off a terminal */
void progress_stop(struct progress *progress);

#endif
