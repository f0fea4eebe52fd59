/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTRISK_H
#define FACTS_PASTRISK_H

#include "facts/pastoutcome.h"
#include "util/relativerisk.h"
#include "util/trend.h"

/*
 * Which of a window's commits were named or reverted by the release (facts/pastoutcome.h), by what was known of them
 * when they came: of one release or of several together. Pure.
 *
 * Size alone makes a commit several times as likely to be named, and large commits differ in all else too: beside the
 * crude relative risk stands one that compares only commits of one release and one class of size. What is not known of a
 * commit is in no group.
 */
enum risk_axis {
	RISK_NEXT,   /* civil days from its first daily tree to the day mainline took it */
	RISK_SIZE,   /* lines added and removed */
	RISK_TESTS,  /* tests and documentation among the lines added */
	RISK_REVIEW, /* Reviewed-by:, Acked-by: or Tested-by: of somebody else than the author */
	RISK_AXIS_COUNT
};
extern const char *const risk_axis_name[RISK_AXIS_COUNT];  /* "next", "size", "tests", "review" */
extern const char *const risk_axis_words[RISK_AXIS_COUNT]; /* "By days in linux-next", ... */

enum { RISK_GROUPS = 6, RISK_UNKNOWN = RISK_GROUPS };

struct risk_group {
	const char *words;
	size_t commits, named;
	/* Against the group of reference; not known of that itself, nor where one of both has no events. */
	struct relative_risk crude;
	struct relative_risk adjusted; /* within releases and sizes; of RISK_SIZE within releases */
};
struct risk_table {
	size_t releases; /* that have data; 0: there is none, and nothing else may be read */
	struct risk_group v[RISK_GROUPS];
	size_t n, reference;
	size_t unknown; /* commits in no group */
	size_t unknown_named;
	size_t ordered;     /* so many groups from the first have an order, */
	struct trend trend; /* over which this is the trend; not known with fewer than three */
};
struct past_risks {
	struct risk_table of[RISK_AXIS_COUNT];
};

/* In how many groups an axis has its commits, what one is called, and in which one a commit is: RISK_UNKNOWN if what
 * counts is not known of it. */
size_t risk_groups(enum risk_axis axis);
const char *risk_group_words(enum risk_axis axis, size_t group);
size_t risk_group_of(enum risk_axis axis, const struct past_commit *commit);

/* Wants postmortem_sizes() and postmortem_soak() of PAST_ALL; what was not looked at is not known. Releases without
 * Fixes: are left out, for RISK_NEXT those without daily trees of their time. */
void past_risks_find(struct past_risks *out, const struct postmortem *postmortems, size_t n);

#endif
