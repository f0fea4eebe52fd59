/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_SPLIT_H
#define PLAN_SPLIT_H

#include "facts/survey.h"

/*
 * Which topic goes into which batch, and why. Pure: facts in, verdicts out. The clauses are the design's,
 * section 4; the first that holds decides.
 */
enum batch { BATCH_FIRST, BATCH_SECOND, BATCH_FIXES, BATCH_HOLD, BATCH_DROP, BATCH_COUNT };
extern const char *const batch_name[BATCH_COUNT];

/* A batch that is tagged: its tag, NULL if it is not, and the names of the topics that the tag holds. Both
 * are borrowed; holds may be NULL. */
struct tagged_batch {
	const char *tag;
	const struct strings *holds;
};

struct split_rules {
	long batches, min_releases, risky_lines, risky_areas, tested_share;
	int second_day; /* day of the window on which the second batch goes; config, median of past windows,
			   or 9 */
	bool first_tagged;                 /* the first batch of this window is tagged already */
	bool second_tagged;                /* and the second one */
	const char *first_tag;             /* by that tag; NULL otherwise. Borrowed */
	const struct strings *first_holds; /* names of the topics that the tag holds: they are in the first
					      batch, whatever else. Borrowed, may be NULL */
	struct tagged_batch second, fixes; /* what they hold is in them, unless the first batch holds it */
	bool next_data;                    /* there are daily trees at all */
	int next_silent;                   /* weekdays the newest tree is old, see next_silent() */
	day_t next_newest;                 /* day of the newest tree, DAY_NONE without */
};

/* Which clause of the design decided; the last four are none of them. */
enum clause {
	CLAUSE_GONE = 1, /* nothing left that mainline lacks */
	CLAUSE_FIXES,    /* all commits are fixes */
	CLAUSE_BEFORE,   /* not open: minReleases can be reached by day 0 */
	CLAUSE_WINDOW,   /* open: soaked */
	CLAUSE_TESTED,   /* seen before the window, not risky, tested (here or elsewhere) or dormant */
	CLAUSE_HOLD,     /* not this window */
	CLAUSE_NO_DATA,  /* no linux-next data: decided without soak */
	CLAUSE_OVERRIDE, /* the maintainer's plan has it otherwise */
	CLAUSE_BUMPED,   /* the maintainer moved it to the next window, see plan/bumped.h */
	CLAUSE_GATE,     /* it has not passed what it has to, see plan/gatehold.h */
};

struct verdict {
	enum batch batch;
	enum batch own;    /* before what it contains, and the maintainer's plan, were considered */
	enum batch judged; /* CLAUSE_OVERRIDE: what the program would do */
	enum clause clause;
	bool risky;
	char *reason;           /* one line for the plan: "soaked: 31 releases or more" */
	char *own_reason;       /* the one for `own` */
	struct strings reasons; /* all that was weighed, a sentence each */
	day_t could_go;         /* BATCH_HOLD: the day on which it could go, DAY_NONE if unknown */
	char *override; /* the maintainer's own reason ("# because: ..." above the topic's line, or why it was
			   bumped), or NULL */
};

/* verdicts: an array of as many as there are topics, filled here, released by verdicts_release(). */
void split_topics(const struct topic *topics, size_t n, const struct next_trees *next,
    const struct cycle *cycle, const struct split_rules *rules, struct verdict *verdicts);

/* The tag that holds the topic already, or NULL, and which batch's it is. */
const char *split_sent(const struct split_rules *rules, const char *topic, enum batch *batch);

/*
 * With what fixes go: BATCH_FIRST or BATCH_SECOND, whichever is the next to be sent in the open window;
 * BATCH_FIXES where they are sent alone, since no window is open or its last batch is tagged already.
 */
enum batch split_fixes_ride(const struct cycle *cycle, const struct split_rules *rules);

void verdicts_release(struct verdict *verdicts, size_t n);

#endif
