/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTTOUCH_H
#define FACTS_PASTTOUCH_H

#include "facts/postmortem.h"
#include "source/repo.h"

/*
 * Which commits of a release change tools in tools/ and which change code elsewhere, and which were posted
 * together. It takes the messages and some of the trees of all commits that count, so it is for those who show it
 * (facts/pasttools.h).
 *
 * A series: two or more commits whose mails have one stem (facts/posted.h), or that came by one pull that is a
 * posted series.
 */
#define SERIES_NONE ((size_t)-1)

struct past_touch {
	bool known; /* false: it does not count, or an object is missing; nothing else is told then */
	struct strings tools; /* whose files it changes, each once (facts/toolname.h) */
	bool code;   /* it changes code outside tools/ (source/classes.h) too; looked at only for what changes
				 tools, and the series of such */
	bool linked; /* it says which mail it was */
	size_t series;  /* a number that the release's commits of one series have in common, or SERIES_NONE */
	char *credited; /* of a fix: the tool that found what it mends, or NULL */
};

/* Looks at the commits of all releases: ->touches. */
struct error *postmortem_touches(
    struct postmortems *postmortems, struct repo *repo, const struct classes *classes);
void past_touches_free(struct past_touch *touches, size_t n);

#endif
