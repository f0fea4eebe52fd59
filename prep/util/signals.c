/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/signals.h"

#include <stddef.h>

/* A signal handler has no other way to say that there was one. */
static volatile sig_atomic_t seen;

static const int numbers[SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

static void note(int number)
{
	seen = number;
}

void signals_watch(struct signals *signals)
{
	struct sigaction action = {.sa_handler = note};

	seen = 0;
	sigemptyset(&action.sa_mask);
	for (int i = 0; i < SIGNALS; i++) {
		sigaction(numbers[i], NULL, signals->before + i);
		if (signals->before[i].sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
}

int signals_seen(void)
{
	return seen;
}

int signals_unwatch(const struct signals *signals)
{
	int number;

	for (int i = 0; i < SIGNALS; i++)
		sigaction(numbers[i], signals->before + i, NULL);
	number = seen;
	seen = 0;
	return number;
}
