/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/forecast.h"

enum { CADENCE_RELEASES = 8, SATURDAY = 5 };

static int by_number(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

/* Days from one release to the next, the median of the last few; 0 if there are not two. */
static long cadence(const struct cycle *cycle)
{
	long gaps[CADENCE_RELEASES];
	size_t n = 0;
	day_t later = DAY_NONE;

	for (size_t i = cycle->count; i-- > 0 && n < CADENCE_RELEASES;) {
		if (cycle->releases[i].rc)
			continue;
		if (later != DAY_NONE && later > cycle->releases[i].day)
			gaps[n++] = (long)later - cycle->releases[i].day;
		later = cycle->releases[i].day;
	}
	if (!n)
		return 0;
	qsort(gaps, n, sizeof(*gaps), by_number);
	return gaps[n / 2];
}

void forecast_make(struct forecast *out, const struct cycle *cycle, const struct split_rules *rules)
{
	long days = cadence(cycle);

	*out = (struct forecast){.as_of = cycle->as_of,
	    .newest = rules->next_data ? rules->next_newest : DAY_NONE,
	    .opens = cycle->phase == PHASE_UNKNOWN ? DAY_NONE : cycle->opens,
	    .second = DAY_NONE,
	    .next_window = DAY_NONE};
	out->silent = rules->next_data && rules->next_silent > SILENT_AFTER;
	out->possible = out->newest != DAY_NONE && !out->silent;
	if (out->opens == DAY_NONE)
		return;
	if (cycle->phase == PHASE_RC && out->opens < cycle->as_of)
		out->opens = cycle->as_of;
	out->second = out->opens + rules->second_day;
	if (!days)
		return;
	out->next_window = out->opens + (day_t)days;
	/* Where mainline was not fetched for long, windows have passed that nobody here saw. */
	if (out->next_window < cycle->as_of)
		out->next_window += (day_t)((cycle->as_of - out->next_window + days - 1) / days * days);
}

/* The last day of which it is known what came: later trees are still possible. */
static day_t known_until(const struct forecast *forecast)
{
	return forecast->newest < forecast->as_of ? forecast->as_of - 1 : forecast->newest;
}

int forecast_releases(const struct forecast *forecast, day_t until)
{
	if (!forecast->possible || until == DAY_NONE)
		return 0;
	return day_weekdays(known_until(forecast) + 1, until);
}

day_t forecast_day(const struct forecast *forecast, int releases)
{
	day_t day = known_until(forecast);

	if (!forecast->possible)
		return DAY_NONE;
	while (releases > 0)
		releases -= day_weekday(++day) < SATURDAY;
	if (day < forecast->as_of)
		for (day = forecast->as_of; day_weekday(day) >= SATURDAY;)
			day++;
	return day;
}
