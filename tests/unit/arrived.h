/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UNIT_ARRIVED_H
#define TESTS_UNIT_ARRIVED_H

#include "facts/postmortem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

/* A post-mortem by hand: commits that arrived in a window, and the first commit of an -rc, which mends some of them. */
enum { PREV = 20000, RC1 = PREV + 14, RELEASE = PREV + 70, MENDER = 0 };

static inline void arrived_start(struct postmortem *pm)
{
	*pm = (struct postmortem){.practice = true, .followed = true, .own = 1};
	pm->cycle.prev.day = PREV;
	pm->cycle.release.day = RELEASE;
	array_push(&pm->commits, (struct past_commit){.at = AT_RC,
				     .rc = 1,
				     .counted = true,
				     .parents = 1,
				     .fix = true,
				     .pull = PULL_NONE,
				     .taken = PREV + 30});
}

/* The pull's number. */
static inline size_t arrived_pull(struct postmortem *pm, int batch)
{
	array_push(&pm->pulls, (struct past_pull){.window = true, .batch = batch});
	return pm->pulls.n - 1;
}

/* The commit's number. lines: all of them code; negative: of unknown size. */
static inline size_t arrived(struct postmortem *pm, size_t pull, day_t taken, long lines, bool named)
{
	struct past_commit commit = {.at = AT_WINDOW,
	    .counted = true,
	    .parents = 1,
	    .pull = pull,
	    .taken = taken,
	    .sized = true,
	    .size = {.known = lines >= 0}};

	commit.size.lines[CLASS_CODE].added = lines;
	array_push(&pm->commits, commit);
	if (named)
		array_push(&pm->blames,
		    (struct blame){
			.fix = MENDER, .culprit = pm->commits.n - 1, .fixes = true, .place = AT_WINDOW});
	return pm->own++;
}

/* Thirty pulls of ten commits, the last ten of them second batches of week 2. Large commits are named more often, and most
 * late ones are large: late 6 of 100, early 7 of 200; of small ones 1 of 20 and 2 of 120, of large ones 5 of 80 each. */
static inline void arrived_window(struct postmortem *pm)
{
	arrived_start(pm);
	for (size_t i = 0; i < 30; i++) {
		bool late = i >= 20;
		size_t pull = arrived_pull(pm, late ? 2 : 1), small = late ? 2 : 6;
		size_t small_named = late ? i == 20 : i % 10 == 0, named = late ? i % 2 == 0 : i % 4 == 0;

		for (size_t k = 0; k < 10; k++)
			arrived(pm, pull, late ? PREV + 7 : PREV + 6, k < small ? 5 : 600,
			    k < small ? k < small_named : k < small + named);
	}
}

static inline void arrived_release(struct postmortem *pm)
{
	array_release(&pm->commits);
	array_release(&pm->blames);
	array_release(&pm->pulls);
}

#endif
