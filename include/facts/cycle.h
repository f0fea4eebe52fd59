/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_CYCLE_H
#define FACTS_CYCLE_H

#include "source/config.h"
#include "source/repo.h"
#include "util/buf.h"
#include "util/date.h"

#include <stdbool.h>

/*
 * Where we are in the development cycle, from the release tags on mainline. The merge window runs from the
 * release tag vN until vN+1-rc1; the UTC day of vN's tag (tagger date; committer date for a lightweight tag)
 * is its day 0. Tags that are not on mainline (stable releases) and tags after the as-of day are left out.
 *
 * Which tags are releases is for pullprep.release to say, a regex on the tag's short name whose group 1 is
 * the version and group 2 the rc number. A tag is on mainline if mainline's first-parent line holds its
 * commit; one beside that line counts if mainline has merged it and it is no touch-up of another release (git
 * merges its v2.50.1 back, which opens no window). Only the year and a half before mainline's tip is
 * looked at, all of history where that holds fewer than two releases.
 */
struct release {
	char *name;    /* tag: "v6.9-rc1" */
	char *version; /* "6.9" */
	int rc;        /* 0: the release itself; an -rc0 counts as 1 */
	day_t day;
	git_oid commit;
};

enum phase {
	PHASE_UNKNOWN, /* no release tag on mainline */
	PHASE_RC,      /* stabilising: the window is ahead */
	PHASE_WINDOW,  /* between a release and its successor's -rc1 */
};

struct cycle {
	day_t as_of;
	enum phase phase;
	struct release *releases; /* by day, oldest first; rcs and releases of the last years */
	size_t count;
	const struct release *newest; /* newest tag of all, or NULL */
	const struct release *last;   /* newest tag that is no rc, or NULL */
	char *version;                /* what the batches are for: "5.18"; NULL if unknown */
	char *release_prefix;         /* what tags carry before the version: "v" */
	day_t opens; /* day 0 of the window that is open, or about when the next opens; DAY_NONE if unknown */
	day_t expected;  /* PHASE_RC: about when the release was due; `opens` slips by weeks from there, by
			    three at most */
	bool forecast;   /* `opens` is an estimate from the cadence of past releases */
	int day;         /* PHASE_WINDOW: days since day 0 */
	int window_days; /* median length of past windows; 0 if there is none to measure */
};

/* mainline: the branch's tip as of that day. */
struct error *cycle_find(
    struct cycle *out, struct repo *repo, const struct config *config, const git_oid *mainline, day_t as_of);
void cycle_release(struct cycle *cycle);

/* "v2026.07 is out since Mon 6 Jul: merge window, day 12 of about 21", "v6.9-rc5: window opens about Sun 12
 * May (in 14 days)". */
void cycle_describe(const struct cycle *cycle, struct buf *out);

#endif
