/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_FORECAST_H
#define PLAN_FORECAST_H

#include "plan/split.h"

/*
 * What the calendar still allows. linux-next is released on weekdays, so each weekday from the as-of day
 * (from the day after, if that day's tree is there already), up to and with the day in question, is one
 * release more that a commit can still be in: a weekday that passed without a tree brings none any more. (A
 * tree dated day 0 is still before the window.) When linux-next is silent, or there is none, nothing is
 * foretold: what counts is what has been seen.
 */
enum { SILENT_AFTER = 3 }; /* weekdays without a new tree */

struct forecast {
	bool silent;   /* the newest tree is older than SILENT_AFTER weekdays */
	bool possible; /* there are trees, and they are not silent */
	day_t as_of;
	day_t newest; /* day of the newest tree, DAY_NONE without */
	day_t opens;  /* day 0 of the window that is open or comes next; never before as-of if it is to come;
			 DAY_NONE if unknown */
	day_t second; /* when the second batch goes; DAY_NONE if unknown */
	day_t next_window; /* about when the window after `opens` opens, by the median distance of past
			      releases; DAY_NONE if unknown */
};

void forecast_make(struct forecast *out, const struct cycle *cycle, const struct split_rules *rules);

/* How many releases more are possible up to and with that day; 0 where nothing is foretold. */
int forecast_releases(const struct forecast *forecast, day_t until);

/* The day, not before as-of, by which `releases` more can have come; DAY_NONE where nothing is foretold. */
day_t forecast_day(const struct forecast *forecast, int releases);

#endif
