/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTCURVE_H
#define FACTS_PASTCURVE_H

#include "facts/pullfate.h"
#include "util/survival.h"

/*
 * How soon the commits of a window were named: the share that was, by the days since mainline took the commit.
 * It is 1 - Kaplan-Meier (util/survival.h): what nobody has named is watched to the end of the follow-up and no
 * longer, and is not taken for clean. Pure.
 *
 * Named: by Fixes:, or reverted for good, by a commit of another pull (facts/fate.h), on the day on which
 * mainline took that one. The follow-up ends with as_of, at most 180 days after the release, since nobody looks
 * further (facts/postmortemfind.h); where mainline is not known, with the release.
 *
 * Of several releases together each commit is watched as its own release allows. Those in which nobody writes
 * Fixes: have no data, and are left out.
 */
enum curve_group {
	CURVE_ALL,
	CURVE_CAME, /* and CAME_COUNT - 1 more: by how they came (facts/pullfate.h) */
	CURVE_NEVER = CURVE_CAME + CAME_COUNT, /* in linux-next before mainline took it: not in this form; */
	CURVE_DAYS_0,                          /* first there 0 to 6 days before, */
	CURVE_DAYS_7,                          /* 7 to 27, */
	CURVE_DAYS_28,                         /* or more */
	CURVE_COUNT
};
const char *curve_name(enum curve_group group);

/* Those of one kind have all commits between them, but those of which it is unknown. */
enum curve_kind { CURVE_WHOLE, CURVE_BY_PULL, CURVE_BY_WEEK, CURVE_BY_SOAK };
enum curve_kind curve_kind(enum curve_group group);

/* Days at which numbers at risk are told. */
enum { CURVE_DAYS = 7 };
extern const int curve_days[CURVE_DAYS]; /* 0, 30, 60, 90, 120, 180, 240 */

struct past_curve {
	size_t commits, named;
	struct survival survival; /* in days; a step for each day on which some were named */
};
struct past_curves {
	size_t releases; /* that have data */
	size_t without;  /* that have none */
	size_t internal; /* commits that their own pull mended; this alone does not make them named */
	bool by_soak;    /* how long each commit was in linux-next is known; else those groups are empty */
	struct past_curve v[CURVE_COUNT];
};

void past_curves_find(struct past_curves *out, const struct postmortem *postmortems, size_t n);
void past_curves_release(struct past_curves *curves);

/* How much of a group was named until that day since mainline took it. */
struct curve_point {
	bool known;        /* some are still watched then, or all are named; else nothing else is set */
	size_t at_risk;    /* watched on that day and not named before it */
	double share;      /* 0 to 1 */
	bool has_interval; /* not before the first is named, nor when all are */
	struct interval interval; /* of 95 % */
};
struct curve_point past_curve_at(const struct past_curve *curve, int days);

/* The last day of the follow-up. */
day_t past_followed_until(const struct postmortem *postmortem);

#endif
