/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_SOAKED_H
#define TEXT_SOAKED_H

#include "check/waivedreasons.h"
#include "plan/split.h"
#include "util/buf.h"

/*
 * The sentence on soak that tag messages and mails carry, with its exceptions:
 *
 *	All of these have been in linux-next since next-20220314 or earlier, except for kvm/tsc (2 commits,
 * since next-20220317: no released userspace calls them yet) and three fixes, which came in this week.
 *
 * A commit is an exception unless it was sighted in at least `least` releases, the first of them not after
 * `day_0`, and the newest tree still has it (or mainline took it). What is said of several is true of each:
 * "since" names the latest of their first sightings; what linux-next has dropped "was in linux-next from A to
 * B only". An exception's reason is the maintainer's word in the plan, or the topic's dormancy, or the one
 * for which all of the topic's exceptions are waived, and no other topic's. One line,
 * unwrapped, masked as text/plain.h does. Nothing at all is added without daily trees or commits.
 */
struct soaked_facts {
	const struct survey *survey;
	const struct next_trees *next;
	const struct verdict *verdicts; /* one per topic of the survey */
	const size_t *topics;           /* which of its topics are meant */
	size_t n;
	int least;
	day_t day_0; /* DAY_NONE: the window is not open, any day will do */
	day_t as_of;
	const struct waived_reasons *reasons; /* of waivers, in these topics; NULL: none */
};

void soaked_add(struct buf *out, const struct soaked_facts *facts);

/* The waivers' reason that the sentence gives for that topic of the survey, or NULL. */
const struct waived_reason *soaked_reason(const struct soaked_facts *facts, size_t topic);

/* Is the commit no exception? */
bool soaked_is(const struct soaked_facts *facts, const struct soak *soak);

/* "one" to "twelve", digits beyond. */
void soaked_add_count(struct buf *out, size_t count);

#endif
