/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemtime.h"

#include "facts/pastcurve.h"
#include "facts/pasttimes.h"
#include "text/postmortemparts.h"
#include "text/share.h"

enum {
	LABEL = 22,
	POINT = 7,     /* one day of a curve */
	INTERVAL = 14, /* behind the last of them */
	FIXES = 7,
	MEDIAN = 8,
	QUARTILES = 13,
	LEAST = 80,
};

/* ---- curves ---- */

/* How many of the days fit, of those that somebody is watched on. As wide as the other tables it is anyway. */
static size_t days_shown(const struct term *term, const struct past_curve *all)
{
	size_t width = term->width < LEAST ? LEAST : term->width, n = 0;

	while (n < CURVE_DAYS && 2 + LABEL + (n + 1) * POINT + INTERVAL <= width &&
	       past_curve_at(all, curve_days[n]).known)
		n++;
	return n;
}

static void add_share(struct buf *out, double share)
{
	buf_addf(out, share < .0995 ? "%.1f" : "%.0f", share * 100);
}

static void add_point(struct buf *out, const struct curve_point *point)
{
	struct buf cell = BUF_INIT;

	if (point->known) {
		add_share(&cell, point->share);
		buf_addstr(&cell, " %");
	} else {
		buf_addch(&cell, '-');
	}
	share_add_right(out, POINT, cell.s);
	buf_release(&cell);
}

static void add_interval(struct buf *out, const struct curve_point *point)
{
	struct buf cell = BUF_INIT;

	if (point->known && point->has_interval) {
		buf_addch(&cell, '[');
		add_share(&cell, point->interval.low);
		buf_addstr(&cell, ", ");
		add_share(&cell, point->interval.high);
		buf_addch(&cell, ']');
	} else {
		buf_addch(&cell, '-');
	}
	share_add_right(out, INTERVAL, cell.s);
	buf_release(&cell);
}

static void add_curve(struct buf *out, const char *label, const struct past_curve *curve, size_t days)
{
	struct curve_point point = {.known = false};

	buf_addstr(out, "  ");
	share_add_left(out, LABEL, label);
	for (size_t i = 0; i < days; i++) {
		point = past_curve_at(curve, curve_days[i]);
		add_point(out, &point);
	}
	add_interval(out, &point);
	buf_addstr(out, "\n  ");
	share_add_left(out, LABEL, "  still watched");
	for (size_t i = 0; i < days; i++)
		share_add_number(out, POINT, past_curve_at(curve, curve_days[i]).at_risk);
	buf_addch(out, '\n');
}

static void add_days(struct buf *out, size_t days)
{
	struct buf last = BUF_INIT;

	buf_addstr(out, "  ");
	share_add_left(out, LABEL, "DAYS IN MAINLINE");
	for (size_t i = 0; i < days; i++)
		share_add_number(out, POINT, (size_t)curve_days[i]);
	buf_addf(&last, "95 %% AT %d", curve_days[days - 1]);
	share_add_right(out, INTERVAL, last.s);
	buf_addch(out, '\n');
	buf_release(&last);
}

static void add_curve_notes(struct buf *out, const struct term *term, const struct postmortem *postmortems,
    size_t n, const struct past_curves *curves)
{
	struct buf note = BUF_INIT;

	buf_addstr(&note, "1 - Kaplan-Meier: what nobody names is watched ");
	if (n == 1) {
		buf_addstr(&note, "until ");
		day_add_iso(&note, past_followed_until(postmortems));
	} else {
		buf_addstr(&note, "as long as its release is followed");
	}
	buf_addstr(&note, ", and not taken for clean then.");
	if (curves->internal)
		buf_addf(&note, " What their own pulls mended is left out (%zu).", curves->internal);
	if (curves->without)
		buf_addf(&note, " %zu of the releases have no data.", curves->without);
	postmortem_add_note(out, term, 2, note.s);
	buf_release(&note);
}

void postmortem_add_curves(
    struct buf *out, const struct term *term, const struct postmortem *postmortems, size_t n)
{
	struct past_curves curves;
	size_t days;

	past_curves_find(&curves, postmortems, n);
	days = days_shown(term, &curves.v[CURVE_ALL]);
	if (curves.v[CURVE_ALL].commits && days) {
		postmortem_add_head(out, term,
		    n == 1 ? "How soon the window's commits were named or reverted"
			   : "How soon all these windows' commits were named or reverted");
		add_days(out, days);
		for (enum curve_group group = 0; group < CURVE_COUNT; group++)
			if (curves.v[group].commits)
				add_curve(out, curve_name(group), &curves.v[group], days);
		add_curve_notes(out, term, postmortems, n, &curves);
	}
	past_curves_release(&curves);
}

/* ---- times ---- */

static void add_time(struct buf *out, const struct past_time *time)
{
	struct buf median = BUF_INIT, quartiles = BUF_INIT;

	if (time->fixes) {
		buf_addf(&median, "%g", time->median);
		buf_addf(&quartiles, "%.0f to %.0f", time->lower, time->upper);
	} else {
		buf_addch(&median, '-');
		buf_addch(&quartiles, '-');
	}
	share_add_number(out, FIXES, time->fixes);
	share_add_right(out, MEDIAN, median.s);
	share_add_right(out, QUARTILES, quartiles.s);
	buf_release(&median);
	buf_release(&quartiles);
}

static void add_times(struct buf *out, const char *label, const struct past_time times[TIME_COUNT])
{
	if (!times[TIME_RELEASE].fixes && !times[TIME_PRIOR].fixes)
		return;
	buf_addstr(out, "  ");
	share_add_left(out, LABEL, label);
	add_time(out, &times[TIME_RELEASE]);
	add_time(out, &times[TIME_PRIOR]);
	buf_addch(out, '\n');
}

static void add_left_out(struct buf *note, size_t n, const char *what, bool *first)
{
	if (!n)
		return;
	buf_addf(note, "%s fixes %s (%zu)", *first ? " Left out:" : ",", what, n);
	*first = false;
}

static void add_time_notes(struct buf *out, const struct term *term, const struct past_times *times)
{
	struct buf note = BUF_INIT;
	bool first = true;

	buf_addstr(&note,
	    "Until mainline took the fix; since mainline took this release's culprits, and since older "
	    "ones were committed, which is earlier.");
	add_left_out(&note, times->internal, "in one pull with what they mend", &first);
	add_left_out(&note, times->root, "of the first commit of all", &first);
	add_left_out(&note, times->unresolved, "of what the release does not have", &first);
	if (!first)
		buf_addch(&note, '.');
	postmortem_add_note(out, term, 2, note.s);
	buf_release(&note);
}

void postmortem_add_times(
    struct buf *out, const struct term *term, const struct postmortem *postmortems, size_t n)
{
	struct past_times times;

	past_times_find(&times, postmortems, n);
	if (!times.all[TIME_RELEASE].fixes && !times.all[TIME_PRIOR].fixes)
		return;
	postmortem_add_head(
	    out, term, "How long culprits of -rc fixes had been there, by who found them (days)");
	buf_addf(out, "  %-*s%*s%*s\n", LABEL, "", FIXES + MEDIAN + QUARTILES,
	    n == 1 ? "OF THIS RELEASE" : "OF THE SAME RELEASE", FIXES + MEDIAN + QUARTILES, "OLDER");
	buf_addf(out, "  %-*s", LABEL, "");
	for (size_t i = 0; i < TIME_COUNT; i++)
		buf_addf(out, "%*s%*s%*s", FIXES, "FIXES", MEDIAN, "MEDIAN", QUARTILES, "QUARTILES");
	buf_addch(out, '\n');
	for (size_t i = 0; i < FINDER_COUNT; i++)
		add_times(out, postmortem_finders[i].label, times.by[postmortem_finders[i].finder]);
	add_times(out, "all", times.all);
	add_time_notes(out, term, &times);
}
