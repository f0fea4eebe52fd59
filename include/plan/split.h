/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_SPLIT_H
#define PLAN_SPLIT_H

#include "facts/survey.h"

/*
 * Which topic goes into which batch, and why. Pure: facts in, verdicts out. The clauses are the design's, section 4; the first that holds decides.
 */
enum batch { BATCH_FIRST, BATCH_SECOND, BATCH_FIXES, BATCH_HOLD, BATCH_DROP, BATCH_COUNT };
extern const char *const batch_name[BATCH_COUNT];

struct split_rules {
	long batches, min_releases, risky_lines, risky_areas, tested_share;
	int second_day; /* day of the window on which the second batch goes; config, median of past windows, or 9 */
	bool first_tagged; /* the first batch of this window is tagged already */
	bool next_data;	   /* there are daily trees at all */
	int next_silent;   /* weekdays the newest tree is old, see next_silent() */
	day_t next_newest; /* day of the newest tree, DAY_NONE without */
};

struct verdict {
	enum batch batch;
	enum batch own;	  /* before what it contains was considered */
	int clause;	  /* 1..6 of the design, 7: no data on linux-next, 8: the maintainer's override */
	bool risky;
	char *reason;	  /* one line for the plan: "all 24 commits soaked, least 31 releases" */
	struct strings reasons; /* all that was weighed, a sentence each */
	day_t could_go;	  /* BATCH_HOLD: the day on which it could go, DAY_NONE if unknown */
	char *override;	  /* the maintainer's own reason, or NULL */
};

/* verdicts: an array of as many as there are topics, filled here, released by verdicts_release(). */
void split_topics(const struct topic *topics, size_t n, const struct next_trees *next, const struct cycle *cycle,
    const struct split_rules *rules, struct verdict *verdicts);
void verdicts_release(struct verdict *verdicts, size_t n);

/* The order in which topics are listed and assembled: batch, then riskiest first, what is contained before what contains it. Indices into topics. */
void split_order(const struct topic *topics, const struct verdict *verdicts, size_t n, size_t *order);

#endif
