/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_POSTMORTEM_H
#define FACTS_POSTMORTEM_H

#include "facts/finder.h"
#include "facts/pastcycle.h"
#include "facts/ratio.h"
#include "facts/soak.h"
#include "util/date.h"

#include <stdbool.h>

/*
 * What broke in a release, where it came from, and which pull brought it: plain data, one struct for each
 * release, from which every table and plot can be made without asking the repository again.
 *
 * Words. Window commit: a commit of PREV..RC1 that is no merge; rc commit: one of RC1..RELEASE. By what
 * reaches them, never by date. Fix: a commit with a line `Fixes:` and 6 to 40 hex digits anywhere in its
 * message (facts/mends.h). Culprit: what a fix or a revert names. A blame is one pair of the two.
 */

/* Where a culprit is, seen from its release; the newest place first. */
enum blame_place { AT_RC, AT_WINDOW, AT_PRIOR, AT_UNREACHABLE, AT_UNRESOLVED, AT_COUNT };
extern const char *const blame_place_name[AT_COUNT]; /* "rc", "window", ... */

/*
 * What became of the id that a fix names. A merge stands for its pull, a root for "since the beginning". Not
 * an ancestor: the fix was not made on top of it; that is judged where both are of one range, else by whether
 * the release has it. Recovered: no such object, but one commit alone has the exact subject that was quoted
 * (an id from before a rebase): its place stays unresolved.
 */
enum resolution {
	RESOLVED_OK,
	RESOLVED_MERGE,
	RESOLVED_ROOT,
	RESOLVED_NOT_ANCESTOR,
	RESOLVED_AMBIGUOUS,
	RESOLVED_MISSING,
	RESOLVED_RECOVERED,
	RESOLUTION_COUNT
};
extern const char *const resolution_name[RESOLUTION_COUNT];

/* What an rc commit is that mends nothing by its own words. */
enum work { WORK_UNKNOWN, WORK_REVERT, WORK_TESTS, WORK_DOCS, WORK_CLEANUP, WORK_OTHER, WORK_COUNT };
extern const char *const work_name[WORK_COUNT];

#define PULL_NONE  ((size_t)-1) /* made directly on mainline, or not of this release */
#define BLAME_NONE ((size_t)-1) /* no culprit found */

/* A commit of the window or of an -rc, a culprit from elsewhere, or a later fix. */
struct past_commit {
	git_oid oid;
	git_oid tree, parent_tree; /* the latter zero for a root; */
	bool has_trees;            /* only where both are known without reading the commits again */
	enum blame_place at; /* AT_RC, AT_WINDOW; AT_PRIOR, AT_UNREACHABLE for culprits from elsewhere */
	bool later;          /* a fix that mainline took after the release; ->at says nothing then */
	bool counted;        /* no merge of the window or of an -rc that PATH, --tree and --author leave in */
	size_t rc; /* of an rc commit: the index in cycle.rcs of the first tag that has it, rcs.n: only
				the release has */
	size_t parents;
	char *subject, *author, *email;
	int64_t authored, committed; /* seconds since the epoch */
	day_t taken;  /* the day on which mainline took it; DAY_NONE for what is not PREV..RELEASE or later */
	size_t pull;  /* index in pulls, or PULL_NONE */
	bool fix;     /* has Fixes: */
	bool revert;  /* says "This reverts commit" */
	bool reapply; /* ... of a revert */
	bool undone;  /* a revert that was re-applied, by RELEASE */
	bool stable;  /* Cc: stable */
	bool tracked; /* #regzbot, or a regression by its own words */
	bool reviewed; /* by somebody else than the author (facts/reviews.h); told of window commits alone */
	enum finder finder; /* who found what it mends */
	bool reported;      /* ... and a tag of its message says that it was reported */
	enum work work;     /* rc commits that are no fix, once postmortem_work() has looked */
	bool sized;         /* postmortem_sizes() has looked */
	struct ratio size;  /* .known: no object was missing */
	bool soaked;        /* postmortem_soak() has looked; else there is no data */
	struct soak soak;
	day_t first_next; /* of the first daily tree that held it or its patch; DAY_NONE */
};

/* A fix, or a revert, and one culprit. */
struct blame {
	size_t fix;     /* in commits */
	size_t culprit; /* in commits; BLAME_NONE if nothing was found. Of a recovered one: what was found */
	char *id;       /* as it was written, in small letters */
	char *quoted;   /* the subject behind it, or NULL */
	bool fixes, reverts; /* by which words */
	bool later;          /* the fix came after the release */
	bool internal;       /* culprit and fix came in one pull */
	bool corrected;      /* from the file of corrections */
	enum blame_place place;
	enum resolution resolution;
};

/*
 * A merge on mainline's first-parent line, or within an integration branch that mainline merged (a local
 * branch, whose own first-parent line has several merges): the commits that it brought.
 */
struct past_pull {
	git_oid merge;
	char *subject;
	char *tree;     /* the repository it names, or NULL: a local branch, a posted series */
	bool series;    /* a posted series, by its subject */
	bool window;    /* mainline took it in the window */
	size_t commits; /* counted ones that it brought */
	day_t merged;   /* committer date of the merge itself */
	day_t taken;    /* ... of the commit of mainline's first-parent line */
	int batch; /* the how-manieth pull of that tree in this window, from 1; 0: no tree, or not of the window */
	int week; /* of the window, from 1, by the day mainline took it and PREV's; 0: not of the window */
};

/* Fixed horizons, in days after the release. */
enum horizon { HORIZON_RELEASE, HORIZON_90, HORIZON_180, HORIZON_COUNT };
extern const int horizon_days[HORIZON_COUNT]; /* 0, 90, 180 */

struct past_touch; /* facts/pasttouch.h */

struct postmortem {
	struct past_cycle cycle;
	day_t as_of;   /* the last day whose fixes are known: mainline's, at most the as-of day */
	bool practice; /* somebody wrote Fixes: in PREV..RELEASE, or corrected it so; else no data on fixes */
	bool filtered; /* by PATH, --tree or --author */
	bool followed; /* fixes after the release were looked for */
	bool has_next; /* there are daily trees */
	size_t next_trees;         /* how many within the cycle's window and the 60 days before it */
	size_t window_all, rc_all; /* commits, whatever was left out */
	size_t corrections;        /* how many of the file's lines spoke of this release */
	struct {
		struct past_commit *v;
		size_t n, cap;
	} commits;                  /* first those of PREV..RELEASE in git's order, then the others */
	size_t own;                 /* how many are of PREV..RELEASE */
	struct past_touch *touches; /* of these, once postmortem_touches() has looked; else NULL */
	struct {
		struct blame *v;
		size_t n, cap;
	} blames; /* by fix, in the order of commits */
	struct {
		struct past_pull *v;
		size_t n, cap;
	} pulls; /* oldest first; behind them, with nothing that counts, those that brought later fixes */
};
struct postmortems {
	struct postmortem *v; /* oldest release first */
	size_t n, cap;
};

void postmortem_release(struct postmortem *postmortem);
void postmortems_release(struct postmortems *postmortems);

/* Days from the release to as_of, never negative. */
int postmortem_follow_up(const struct postmortem *postmortem);

/* Is the commit one of the window (or of an -rc) that counts? */
static inline bool past_in_window(const struct past_commit *commit)
{
	return commit->counted && commit->at == AT_WINDOW;
}
static inline bool past_in_rc(const struct past_commit *commit)
{
	return commit->counted && commit->at == AT_RC;
}

#endif
