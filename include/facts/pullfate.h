/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PULLFATE_H
#define FACTS_PULLFATE_H

#include "facts/fate.h"

/*
 * What became of the commits of a window, by how they came there. "Named" is: by Fixes: or a revert of another
 * pull, by a given day. Pure.
 */
struct pull_fate {
	size_t pull;    /* in postmortem->pulls */
	size_t commits; /* counted ones */
	size_t named;   /* of these */
	size_t charged; /* fixes that name a merge of it */
};

/* One for each pull of the window or of an -rc that brought something that counts, the most named first, then
 * the fewest commits. The caller frees. */
struct pull_fate *pull_fates_find(
    const struct postmortem *postmortem, const struct fate *fates, day_t by, size_t *n);

/* Classes of window commits; a commit is in one by its pull and in one by its week. */
enum came {
	CAME_FIRST,  /* the first pull of its tree in this window */
	CAME_AGAIN,  /* a second or later one */
	CAME_MERGED, /* a local branch, or a posted series */
	CAME_DIRECT, /* no merge */
	CAME_WEEK_1,
	CAME_WEEK_2,
	CAME_LATER,
	CAME_COUNT
};
extern const char *const came_name[CAME_COUNT];

struct came_fate {
	size_t commits, named;
};
void came_fates_find(struct came_fate out[CAME_COUNT], const struct postmortem *postmortem,
    const struct fate *fates, day_t by);

/* The classes of a window commit. */
enum came came_by_pull(const struct postmortem *postmortem, const struct past_commit *commit);
enum came came_by_week(const struct postmortem *postmortem, const struct past_commit *commit);

/* The week of the window, from 1, in which mainline took a window commit. */
int past_week(const struct postmortem *postmortem, const struct past_commit *commit);

#endif
