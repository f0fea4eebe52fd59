/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastcurve.h"

#include <stdlib.h>

const int curve_days[CURVE_DAYS] = {0, 30, 60, 90, 120, 180, 240};

/* ---- groups ---- */

static const struct {
	int days; /* at least; SOAK_NONE: none */
	const char *name;
} soaks[] = {
    {SOAK_NONE, "never so in linux-next"},
    {0, "there 0 to 6 days"},
    {7, "there 7 to 27 days"},
    {28, "there 28 days or more"},
};
_Static_assert(CURVE_COUNT - CURVE_NEVER == sizeof(soaks) / sizeof(*soaks), "one for each group");

const char *curve_name(enum curve_group group)
{
	if (group == CURVE_ALL)
		return "all";
	return group < CURVE_NEVER ? came_name[group - CURVE_CAME] : soaks[group - CURVE_NEVER].name;
}

enum curve_kind curve_kind(enum curve_group group)
{
	if (group == CURVE_ALL)
		return CURVE_WHOLE;
	if (group >= CURVE_NEVER)
		return CURVE_BY_SOAK;
	return group - CURVE_CAME < CAME_WEEK_1 ? CURVE_BY_PULL : CURVE_BY_WEEK;
}

/* CURVE_COUNT: not known. */
static enum curve_group by_soak(const struct past_commit *commit)
{
	enum curve_group group = CURVE_COUNT;

	if (commit->soak.match == MATCH_UNKNOWN)
		return CURVE_COUNT;
	do
		group--;
	while (commit->soak.days < soaks[group - CURVE_NEVER].days);
	return group;
}

/* The soak of blamed commits alone would compare them with nobody. */
static bool has_soak(const struct postmortem *pm)
{
	for (size_t i = 0; i < pm->own; i++)
		if (past_in_window(&pm->commits.v[i]) && !pm->commits.v[i].soaked)
			return false;
	return pm->has_next;
}

/* ---- times ---- */

day_t past_followed_until(const struct postmortem *pm)
{
	int days = postmortem_follow_up(pm);

	return pm->cycle.release.day + (days < horizon_days[HORIZON_180] ? days : horizon_days[HORIZON_180]);
}

static day_t named_on(const struct fate *fate)
{
	day_t named = fate->day[FATE_NAMED], reverted = fate->day[FATE_REVERTED];

	if (named == DAY_NONE || reverted == DAY_NONE)
		return named == DAY_NONE ? reverted : named;
	return named < reverted ? named : reverted;
}

static struct lifetime lifetime_of(
    const struct postmortem *pm, const struct past_commit *commit, const struct fate *fate)
{
	day_t until = past_followed_until(pm), named = named_on(fate);
	bool ended = named != DAY_NONE && named <= until;
	long days = (ended ? named : until) - commit->taken;

	/* The clocks of committers are not one. */
	return (struct lifetime){.time = days > 0 ? days : 0, .ended = ended};
}

/* ---- the whole ---- */

struct lifetimes {
	struct lifetime *v;
	size_t n, cap;
};

static void add(
    struct past_curves *out, struct lifetimes *lifetimes, enum curve_group group, struct lifetime lifetime)
{
	if (group == CURVE_COUNT)
		return;
	out->v[group].commits++;
	out->v[group].named += lifetime.ended;
	array_push(&lifetimes[group], lifetime);
}

static void add_release(struct past_curves *out, struct lifetimes *lifetimes, const struct postmortem *pm)
{
	struct fate *fates = fates_find(pm);

	for (size_t i = 0; i < pm->own; i++) {
		const struct past_commit *commit = &pm->commits.v[i];
		struct lifetime lifetime;

		if (!past_in_window(commit))
			continue;
		lifetime = lifetime_of(pm, commit, &fates[i]);
		out->internal += fates[i].internal;
		add(out, lifetimes, CURVE_ALL, lifetime);
		add(out, lifetimes, CURVE_CAME + came_by_week(pm, commit), lifetime);
		add(out, lifetimes, CURVE_CAME + came_by_pull(pm, commit), lifetime);
		if (out->by_soak)
			add(out, lifetimes, by_soak(commit), lifetime);
	}
	free(fates);
}

void past_curves_find(struct past_curves *out, const struct postmortem *postmortems, size_t n)
{
	struct lifetimes lifetimes[CURVE_COUNT] = {{.v = NULL}};

	*out = (struct past_curves){.by_soak = true};
	for (size_t i = 0; i < n; i++) {
		out->releases += postmortems[i].practice;
		out->without += !postmortems[i].practice;
		out->by_soak = out->by_soak && (!postmortems[i].practice || has_soak(&postmortems[i]));
	}
	out->by_soak = out->by_soak && out->releases;
	for (size_t i = 0; i < n; i++)
		if (postmortems[i].practice)
			add_release(out, lifetimes, &postmortems[i]);
	for (size_t group = 0; group < CURVE_COUNT; group++) {
		survival_find(&out->v[group].survival, lifetimes[group].v, lifetimes[group].n);
		array_release(&lifetimes[group]);
	}
}

void past_curves_release(struct past_curves *curves)
{
	for (size_t group = 0; group < CURVE_COUNT; group++)
		survival_release(&curves->v[group].survival);
}

struct curve_point past_curve_at(const struct past_curve *curve, int days)
{
	const struct survival_step *step = survival_at(&curve->survival, days);
	struct curve_point point = {.at_risk = survival_at_risk(&curve->survival, days)};

	point.known = point.at_risk || (step && step->share <= 0);
	if (!point.known || !step)
		return point;
	point.share = 1 - step->share;
	point.has_interval = step->share > 0;
	if (point.has_interval)
		point.interval = (struct interval){1 - step->interval.high, 1 - step->interval.low};
	return point;
}
