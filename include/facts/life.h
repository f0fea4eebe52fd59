/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFE_H
#define FACTS_LIFE_H

#include "util/date.h"

#include <git2/oid.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The life of one change, as events: plain data, whose texts it owns. Pure.
 *
 * An event says what happened and how that is known. Its source is a URL, the full name of a ref, a file,
 * or the 40 digits of a commit. One without a time is what stands as of the day: "in no release yet". One
 * that is unknown has the reason for a text, and nothing else.
 */
enum life_kind {
	LIFE_FIXES,   /* a commit that it says it fixes */
	LIFE_REVERTS, /* ... reverts */
	LIFE_POSTED,
	LIFE_REVIEWED,
	LIFE_OBJECTED,
	LIFE_APPLIED, /* it was committed */
	LIFE_NEXT,    /* first in a daily tree */
	LIFE_REBASED, /* the same patch under another id */
	LIFE_GATE,
	LIFE_PLANNED,
	LIFE_WAIVED,
	LIFE_MERGED, /* into a branch, on the way to mainline */
	LIFE_PULLED, /* by mainline */
	LIFE_RELEASED,
	LIFE_FIXED,    /* by a later commit that names it */
	LIFE_REVERTED, /* likewise */
	LIFE_REAPPLIED,
	LIFE_BACKPORTED,
	LIFE_COUNT
};
extern const char *const life_name[LIFE_COUNT]; /* "fixes", "reverts", ... */

#define LIFE_NO_TIME INT64_MAX

struct life_event {
	enum life_kind kind;
	bool unknown;
	int64_t time; /* seconds since the epoch, or LIFE_NO_TIME */
	char *what;   /* never NULL; may be a subject as somebody wrote it */
	char *source; /* or NULL */
	char *detail; /* or NULL */
};
struct life {
	git_oid oid;
	char *subject;
	char *author; /* "Ann Example <ann@example.org>" */
	struct {
		struct life_event *v;
		size_t n, cap;
	} events;
};

/* Takes the texts over. */
void life_add(struct life *life, enum life_kind kind, int64_t time, char *what, char *source, char *detail);
/* why: copied. */
void life_add_unknown(struct life *life, enum life_kind kind, const char *why);

/* By time, of one time in the order of the kinds; those without one come last. */
void life_sort(struct life *life);
void life_release(struct life *life);

/* DAY_NONE without a time. */
day_t life_day(const struct life_event *event);
/* The time of what is only known by its day: that day's last second. */
int64_t life_time_of_day(day_t day);

#endif
