/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTTIMES_H
#define FACTS_PASTTIMES_H

#include "facts/postmortem.h"

/*
 * How long the culprits of -rc fixes had been there, by who found what is mended (facts/finder.h): medians and
 * quartiles (util/quantile.h) of days. Pure.
 *
 * A commit with Fixes: counts once: by its culprits of this release, if it names any, else by older ones; of
 * these by the last, since not before that one things were as the fix found them. The time ends on the day on
 * which mainline took the fix. It begins, for culprits of this release, on the day on which mainline took the
 * culprit; for older ones, of which that day is not known, on the day on which they were committed, which is
 * some weeks earlier: the two are never mixed.
 *
 * Left out, and counted: what was mended by its own pull; what names only the first commit of all, which stands
 * for "since the beginning"; what names nothing that RELEASE has. What is found after the release is not among
 * these, so that no culprit of this release can have been there longer than to its end.
 */
enum time_of { TIME_RELEASE, TIME_PRIOR, TIME_COUNT };

struct past_time {
	size_t fixes;
	double lower, median, upper; /* days; not set where there are no fixes */
};
struct past_times {
	struct past_time by[FINDER_COUNT][TIME_COUNT];
	struct past_time all[TIME_COUNT];
	size_t internal, root, unresolved; /* fixes that were left out */
};

/* Of all releases together that have data. */
void past_times_find(struct past_times *out, const struct postmortem *postmortems, size_t n);

#endif
