/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/fate.h"

const char *const fate_name[FATE_COUNT] = {
    [FATE_NAMED] = "named by Fixes:",
    [FATE_REVERTED] = "reverted",
    [FATE_REPORTED] = "reported from outside",
    [FATE_SYZBOT] = "by syzbot",
    [FATE_ROBOT] = "by the kernel test robot",
    [FATE_TRACKED] = "tracked or for stable",
};

static void tell(struct fate *fate, enum fate_tier tier, day_t day)
{
	if (fate->day[tier] == DAY_NONE || day < fate->day[tier])
		fate->day[tier] = day;
}

/* Clocks do not decide what the release has: what came later on its day counts for the next. */
static day_t day_of_fix(const struct postmortem *pm, const struct blame *blame)
{
	day_t day = pm->commits.v[blame->fix].taken, release = pm->cycle.release.day;

	if (day == DAY_NONE || (day > release) == blame->later)
		return day;
	return blame->later ? release + 1 : release;
}

static void tell_fix(struct fate *fate, const struct postmortem *pm, const struct blame *blame)
{
	const struct past_commit *fix = &pm->commits.v[blame->fix];
	day_t day = day_of_fix(pm, blame);

	if (fate->fix == BLAME_NONE || (day != DAY_NONE && day < fate->day[FATE_NAMED]))
		fate->fix = blame->fix;
	if (blame->fixes)
		tell(fate, FATE_NAMED, day);
	if (blame->reverts && !fix->undone)
		tell(fate, FATE_REVERTED, day);
	if (fix->reported)
		tell(fate, FATE_REPORTED, day);
	if (fix->finder == FINDER_SYZBOT)
		tell(fate, FATE_SYZBOT, day);
	if (fix->finder == FINDER_ROBOT)
		tell(fate, FATE_ROBOT, day);
	if (fix->stable || fix->tracked)
		tell(fate, FATE_TRACKED, day);
}

struct fate *fates_find(const struct postmortem *pm)
{
	struct fate *fates = mem_new(pm->own + 1, sizeof(*fates));

	for (size_t i = 0; i < pm->own; i++) {
		fates[i] = (struct fate){.fix = BLAME_NONE};
		for (size_t tier = 0; tier < FATE_COUNT; tier++)
			fates[i].day[tier] = DAY_NONE;
	}
	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];

		if (blame->culprit == BLAME_NONE || blame->culprit >= pm->own || blame->place >= AT_PRIOR)
			continue;
		if (blame->internal) {
			fates[blame->culprit].internal = true;
			continue;
		}
		fates[blame->culprit].blames++;
		tell_fix(&fates[blame->culprit], pm, blame);
	}
	return fates;
}

size_t fates_count(const struct postmortem *pm, const struct fate *fates, enum fate_tier tier, day_t by)
{
	size_t n = 0;

	for (size_t i = 0; i < pm->own; i++)
		n += past_in_window(&pm->commits.v[i]) && fate_by(&fates[i], tier, by);
	return n;
}

size_t fates_internal(const struct postmortem *pm, const struct fate *fates)
{
	size_t n = 0;

	for (size_t i = 0; i < pm->own; i++)
		n += past_in_window(&pm->commits.v[i]) && fates[i].internal;
	return n;
}
