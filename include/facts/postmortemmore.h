/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_POSTMORTEMMORE_H
#define FACTS_POSTMORTEMMORE_H

#include "facts/postmortem.h"
#include "source/config.h"

/*
 * What costs more than reading messages, each for those who show it. What cannot be known because an object is
 * missing stays unknown, and the rest stands.
 */
enum past_whom {
	PAST_BLAMED, /* fixes and culprits */
	PAST_ALL,    /* and all other commits of the window that count */
};

/* Lines by class of path (facts/ratio.h), which names missing objects in a warning. */
struct error *postmortem_sizes(
    struct postmortems *postmortems, struct repo *repo, const struct classes *classes, enum past_whom whom);

/* What those rc commits are that have no Fixes:. Tests and documentation by the files they change, cleaning up
 * by the words of their subjects. */
struct error *postmortem_work(
    struct postmortems *postmortems, struct repo *repo, const struct classes *classes);

/* How long commits of the window and of the -rcs were in linux-next before mainline took them, if there are
 * daily trees at all. mainline: its tip as of the day. */
struct error *postmortem_soak(struct postmortems *postmortems, struct repo *repo, struct history *history,
    const struct config *config, const git_oid *mainline, enum past_whom whom);

#endif
