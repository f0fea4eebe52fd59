/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_SIGNALS_H
#define UTIL_SIGNALS_H

#include <signal.h>

/*
 * For work that has something to keep when the user has had enough: while it is watched, SIGINT, SIGTERM and
 * SIGHUP are only noted, unless they are ignored, which stays so. What a signal would have done is done later,
 * by raise() after signals_unwatch(). One watch at a time.
 */
enum { SIGNALS = 3 };

struct signals {
	struct sigaction before[SIGNALS];
};

void signals_watch(struct signals *signals);

/* The number of a signal that came since, or 0. */
int signals_seen(void);

/* Sets things back; returns what signals_seen() did. */
int signals_unwatch(const struct signals *signals);

#endif
