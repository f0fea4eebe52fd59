/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_BUMPED_H
#define PLAN_BUMPED_H

#include "plan/split.h"

/*
 * Topics that the maintainer moved to the next window, and why. The record outlives the plan: in the window
 * that the topic was bumped from it is held, in later ones it is told where the topic comes from. Pure: text
 * in, text out.
 *
 * A record is a line of fields that TABs part, with TAB, LF, CR and backslash in them as \t \n \r \\:
 *
 *	VERSION TOPIC TIP(40 digits) DAY(2022-03-22) REASON
 */
struct bump {
	char *version; /* whose window it was to go into, as planheader_version() has it: "v5.18" */
	char *topic;
	git_oid tip; /* as it was */
	day_t day;
	char *reason; /* one line */
	/* What a caller knows of the tip by now: */
	bool done; /* mainline has it */
	bool here; /* it is a commit of this repository still */
};
struct bumps {
	struct bump *v;
	size_t n, cap;
};

/* Errors name the line. */
struct error *bumps_parse(struct bumps *out, const char *text);
void bumps_write(struct buf *out, const struct bumps *bumps);
void bumps_release(struct bumps *bumps);

/* A copy of the text on one line, blanks for control characters; NULL if nothing is left. */
char *bump_reason(const char *text);

/* Is the topic the record's, by its name, an alias, or, where it was renamed, its tip? */
bool bump_is_of(const struct bump *bump, const struct topic *topic);

/* The record of the topic for that version, or NULL. */
const struct bump *bumps_find(const struct bumps *bumps, const char *version, const struct topic *topic);

/* Adds the record; what was there of the topic for that version goes. */
void bumps_set(
    struct bumps *bumps, const char *version, const struct topic *topic, day_t day, const char *reason);

/* Takes out the record at that place. */
void bumps_remove(struct bumps *bumps, size_t at);

/*
 * Lays the records over the verdicts of split_topics(), and settles them again. What is bumped from this
 * window is held (CLAUSE_BUMPED; it reads as the program's own verdict, so that the next window judges it
 * anew), unless a tagged batch holds it, or mainline; what was bumped from another window says so in its
 * reason. Records of a later day than as-of do not exist.
 */
void bumps_apply(const struct bumps *bumps, const struct topic *topics, size_t n, const struct cycle *cycle,
    const struct split_rules *rules, struct verdict *verdicts);

#endif
