/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/cycle.h"

#include "facts/releases.h"
#include "facts/version.h"

#include <stdlib.h>
#include <string.h>

enum {
	CYCLES_COUNTED = 9, /* the cadence is that of the last so many */
	WEEK = 7,
	MOST_LATE = 21,          /* days after which a release that is due is not believed to be late */
	DAYS_WITHOUT_YEAR = 300, /* a date this near needs no year */
};

/* Numbers of days, to find the usual one. */
struct gaps {
	int v[CYCLES_COUNTED];
	int n;
};

static int by_number(const void *a, const void *b)
{
	return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

/* The median, of two middle ones the smaller; 0 if there are none. */
static int median(struct gaps *gaps)
{
	if (!gaps->n)
		return 0;
	qsort(gaps->v, (size_t)gaps->n, sizeof(*gaps->v), by_number);
	return gaps->v[(gaps->n - 1) / 2];
}

static void add_gap(struct gaps *gaps, day_t from, day_t to)
{
	if (gaps->n < CYCLES_COUNTED && to > from)
		gaps->v[gaps->n++] = to - from;
}

/* From a release to the first rc of the next. */
static int usual_window(const struct cycle *cycle)
{
	struct gaps gaps = {.n = 0};

	for (size_t i = cycle->count; i-- > 1;)
		if (cycle->releases[i].rc && !cycle->releases[i - 1].rc)
			add_gap(&gaps, cycle->releases[i - 1].day, cycle->releases[i].day);
	return median(&gaps);
}

/* From release to release. */
static int usual_cycle(const struct cycle *cycle)
{
	struct gaps gaps = {.n = 0};
	const struct release *later = NULL;

	for (size_t i = cycle->count; i-- > 0;) {
		const struct release *release = &cycle->releases[i];

		if (release->rc)
			continue;
		if (later)
			add_gap(&gaps, release->day, later->day);
		later = release;
	}
	return median(&gaps);
}

/* From the rc of that number to the release, but only as long as it took where the release is still to come
 * on that day. */
static int usual_rest(const struct cycle *cycle, int rc, int passed)
{
	struct gaps gaps = {.n = 0};
	const struct release *release = NULL;

	for (size_t i = cycle->count; i-- > 0;) {
		const struct release *at = &cycle->releases[i];

		if (!at->rc)
			release = at;
		else if (release && at->rc == rc && !strcmp(at->version, release->version) &&
			 release->day - at->day >= passed)
			add_gap(&gaps, at->day, release->day);
	}
	return median(&gaps);
}

/* When the release under way should be out, which opens the window; DAY_NONE if no past tells. */
static day_t expected(const struct cycle *cycle)
{
	int rest = usual_rest(cycle, cycle->newest->rc, cycle->as_of - cycle->newest->day), whole;

	if (rest)
		return cycle->newest->day + rest;
	whole = usual_cycle(cycle);
	return whole && cycle->last ? cycle->last->day + whole : DAY_NONE;
}

/*
 * About when it will be out. What is late slips by weeks and keeps its day of the week; but later than by
 * three it has never been: then mainline here is old, and nothing is known.
 */
static day_t forecast(const struct cycle *cycle)
{
	day_t day = cycle->expected;

	if (day == DAY_NONE || cycle->as_of - day > MOST_LATE)
		return DAY_NONE;
	if (day < cycle->as_of)
		day += (cycle->as_of - day + WEEK - 1) / WEEK * WEEK;
	return day;
}

static void find_version(struct cycle *cycle, const struct config *config)
{
	const char *set = config_get(config, "pullprep.version");
	struct strings past = STRINGS_INIT;

	for (size_t i = 0; i < cycle->count; i++)
		if (!past.n || strcmp(past.v[past.n - 1], cycle->releases[i].version))
			strings_add(&past, cycle->releases[i].version);
	cycle->version = set ? mem_dup(set) : version_after(&past);
	strings_release(&past);
}

struct error *cycle_find(
    struct cycle *out, struct repo *repo, const struct config *config, const git_oid *mainline, day_t as_of)
{
	struct releases releases = {.v = NULL};
	struct error *err;

	*out = (struct cycle){.as_of = as_of, .opens = DAY_NONE, .expected = DAY_NONE};
	err = releases_find(&releases, repo, config, mainline, as_of);
	if (err) {
		releases_release(&releases);
		return err;
	}
	out->releases = releases.v;
	out->count = releases.n;
	out->release_prefix = releases.prefix ? releases.prefix : mem_dup("v");
	find_version(out, config);
	if (!out->count)
		return NULL;
	out->newest = &out->releases[out->count - 1];
	for (size_t i = 0; i < out->count; i++)
		if (!out->releases[i].rc)
			out->last = &out->releases[i];
	out->window_days = usual_window(out);
	if (out->newest->rc) {
		out->phase = PHASE_RC;
		out->forecast = true;
		out->expected = expected(out);
		out->opens = forecast(out);
	} else {
		out->phase = PHASE_WINDOW;
		out->opens = out->newest->day;
		out->day = as_of - out->opens;
	}
	return NULL;
}

void cycle_release(struct cycle *cycle)
{
	struct releases releases = {
	    .v = cycle->releases, .n = cycle->count, .cap = cycle->count, .prefix = cycle->release_prefix};

	releases_release(&releases);
	free(cycle->version);
	*cycle = (struct cycle){.as_of = cycle->as_of, .opens = DAY_NONE};
}

static void add_day(const struct cycle *cycle, struct buf *out, day_t day)
{
	if (abs(cycle->as_of - day) > DAYS_WITHOUT_YEAR)
		day_add_long(out, day);
	else
		day_add_short(out, day);
}

static void describe_window(const struct cycle *cycle, struct buf *out)
{
	buf_addf(out, "%s is out since ", cycle->newest->name);
	add_day(cycle, out, cycle->opens);
	buf_addf(out, ": merge window, day %d", cycle->day);
	if (cycle->window_days)
		buf_addf(out, " of about %d", cycle->window_days);
	if (cycle->window_days && cycle->day > 2 * cycle->window_days + WEEK)
		buf_addstr(out, " (is mainline up to date?)");
}

static void describe_rc(const struct cycle *cycle, struct buf *out)
{
	int left;

	buf_addstr(out, cycle->newest->name);
	if (cycle->opens == DAY_NONE && cycle->expected != DAY_NONE) {
		buf_addstr(out, ": the window was to open about ");
		add_day(cycle, out, cycle->expected);
		buf_addstr(out, " (is mainline up to date?)");
		return;
	}
	if (cycle->opens == DAY_NONE) {
		buf_addstr(out, ": the window opens with the release, no past one tells when");
		return;
	}
	left = cycle->opens - cycle->as_of;
	buf_addstr(out, ": window opens about ");
	add_day(cycle, out, cycle->opens);
	if (left == 0)
		buf_addstr(out, " (today)");
	else
		buf_addf(out, " (in %d day%s)", left, left == 1 ? "" : "s");
}

void cycle_describe(const struct cycle *cycle, struct buf *out)
{
	switch (cycle->phase) {
	case PHASE_WINDOW:
		describe_window(cycle, out);
		break;
	case PHASE_RC:
		describe_rc(cycle, out);
		break;
	case PHASE_UNKNOWN:
		buf_addstr(out, "no release tag on mainline: where the cycle stands is not known");
		break;
	}
}
