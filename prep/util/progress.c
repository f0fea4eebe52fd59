/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_MS = 1000, EVERY_MS = 100 };

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_start(struct progress *progress, const char *title, size_t total)
{
	const char *type = getenv("TERM");

	*progress = (struct progress){.title = title, .total = total};
	progress->active = isatty(STDERR_FILENO) && (!type || strcmp(type, "dumb"));
	if (progress->active)
		progress->started_ms = now_ms();
}

void progress_at(struct progress *progress, size_t done)
{
	int64_t now;

	if (!progress->active)
		return;
	now = now_ms();
	if (now - progress->started_ms < FIRST_MS ||
	    (progress->shown_ms && now - progress->shown_ms < EVERY_MS))
		return;
	progress->shown_ms = now;
	if (progress->total)
		fprintf(stderr, "\r%s: %zu of %zu\033[K", progress->title, done, progress->total);
	else
		fprintf(stderr, "\r%s: %zu\033[K", progress->title, done);
	fflush(stderr);
}

void progress_stop(struct progress *progress)
{
	if (progress->active && progress->shown_ms)
		fputs("\r\033[K", stderr);
	progress->active = 0;
}
