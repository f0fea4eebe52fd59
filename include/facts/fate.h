/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_FATE_H
#define FACTS_FATE_H

#include "facts/postmortem.h"

/*
 * What became of each commit of a release: when somebody first said that it was wrong, in tiers of which each
 * is stricter. By the day on which mainline took the fix; DAY_NONE where nobody did, which is not to say that
 * the commit is clean: nobody has named it by postmortem->as_of. What the release has is never later than its
 * day, and what it lacks is at least a day later, whatever the dates say. Pure.
 *
 * Fixes from the same pull are apart (->internal): whoever sends both has found it himself. Ids that were
 * only recovered by their subject do not count, and what names a merge counts for its pull.
 */
enum fate_tier {
	FATE_NAMED,    /* by Fixes: */
	FATE_REVERTED, /* for good */
	FATE_REPORTED, /* and the fix says that somebody outside found it: Reported-by:, Closes: */
	FATE_SYZBOT,   /* ... syzbot */
	FATE_ROBOT,    /* ... the kernel test robot */
	FATE_TRACKED,  /* the fix is for stable, or calls it a regression, or regzbot has it */
	FATE_COUNT
};
extern const char *const fate_name[FATE_COUNT];

struct fate {
	day_t day[FATE_COUNT];
	size_t fix;    /* the first that named it, in commits; BLAME_NONE */
	bool internal; /* one of its own pull named it */
	size_t blames; /* how many named or reverted it, from other pulls */
};

/* One for each of the postmortem->own commits; the caller frees. */
struct fate *fates_find(const struct postmortem *postmortem);

/* By that day? */
static inline bool fate_by(const struct fate *fate, enum fate_tier tier, day_t day)
{
	return fate->day[tier] != DAY_NONE && fate->day[tier] <= day;
}

/* How many of the window's commits met that fate by that day; how many were named by one of their own pull. */
size_t fates_count(
    const struct postmortem *postmortem, const struct fate *fates, enum fate_tier tier, day_t by);
size_t fates_internal(const struct postmortem *postmortem, const struct fate *fates);

#endif
