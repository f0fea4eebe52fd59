/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTCYCLE_H
#define FACTS_PASTCYCLE_H

#include "facts/releases.h"
#include "source/history.h"

#include <stdbool.h>

/*
 * Development cycles that are over: the release before (PREV), the -rc tags, the release. Which tags are
 * releases is pullprep.release's to say (facts/cycle.h); a range that passes several releases is as many
 * cycles.
 */
struct past_tag {
	char *name; /* "v6.9-rc1"; of the ends whatever they were called by */
	git_oid commit;
	day_t day; /* of the tag; of what is no tag, of its commit */
};
struct past_cycle {
	struct past_tag prev, release;
	struct {
		struct past_tag *v;
		size_t n, cap;
	} rcs;        /* oldest first; the first one is -rc1, where the window ends */
	bool partial; /* the release is still under way: ->release is an -rc, a branch or a commit */
};
struct past_cycles {
	struct past_cycle *v; /* oldest first */
	size_t n, cap;
};

/*
 * The cycles of PREV..RELEASE. rc1: what ends the window where no tag says so, or NULL.
 * ERROR_USAGE: no range of that form. ERROR_NOT_FOUND: no such revision, RELEASE is not above PREV (and
 * whether it is the other way round), no -rc1 tag between them.
 */
struct error *pastcycles_of_range(struct past_cycles *out, struct repo *repo, const struct config *config,
    struct history *history, const char *range, const char *rc1);

/* The last n cycles that are over, below mainline's tip. ERROR_NOT_FOUND if there are not so many. */
struct error *pastcycles_last(struct past_cycles *out, struct repo *repo, const struct config *config,
    struct history *history, const git_oid *mainline, day_t as_of, size_t n);

void pastcycles_release(struct past_cycles *cycles);
void past_cycle_release(struct past_cycle *cycle);
void past_cycle_copy(struct past_cycle *out, const struct past_cycle *from);

#endif
