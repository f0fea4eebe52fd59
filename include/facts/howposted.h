/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_HOWPOSTED_H
#define FACTS_HOWPOSTED_H

#include "facts/seriesfind.h"
#include "facts/wording.h"

/*
 * What rules ask of how the survey's commits were posted: series by series and commit by commit, from what the archive
 * answered (facts/seriesfind.h).
 *
 * Versions of a series are counted as one series here (facts/lineage.h); the one that was applied is the newest that a commit's
 * link or patch names, else the newest with its subject. What cannot be known is left out, so that nothing is said of
 * it: a part whose mail is not here is not missed, a cover letter that is not here does not lack anything.
 */

/* "v2", "RFC v1", "v2 again"; of one posting. */
struct posted_version {
	char *name;
	day_t day; /* UTC; DAY_NONE: unknown */
};

/* Two versions, one posted after the other. One that was only sent again is none. */
struct posted_step {
	struct posted_version before, after;
	int64_t seconds; /* between them, see seconds_on_weekdays() */
};

/*
 * What was said of a version and not come back to: nobody who should has answered, and no commit here names the mail, nor
 * mends what a robot has found. Borrows the texts.
 */
struct posted_answer {
	const char *who;   /* a robot's name, else a mail's From: */
	const char *words; /* of a refusal, see facts/answers.h; NULL: a robot's */
	const char *id;    /* the mail's Message-ID, or NULL */
	day_t day;         /* or DAY_NONE */
};
struct posted_answers {
	struct posted_answer *v;
	size_t n, cap;
};

struct posted_series {
	size_t
	    commit; /* in the survey: its first part there. What is said of all of it is said of that one */
	bool sure;  /* a link or a patch id says that it was this; else a subject alone does */
	bool alone; /* one patch without a cover letter */
	const char *subject; /* of its first mail, with brackets; borrowed */
	struct posted_version version;
	bool comments_only; /* so do all versions, and there are no others */
	char *before;       /* name of the version before it; NULL: not known */
	bool changes_told, cover_shared;
	struct {
		struct posted_step *v;
		size_t n, cap;
	} steps;                /* up to the version that was applied, oldest first */
	struct strings partial; /* who got some of its parts only */
	/* "2/3 KVM: two": parts that are neither here nor on any branch, in mainline or in the newest daily tree. Not asked
	 * of a series that was posted more than a year before the as-of day. */
	struct strings lacking;
};

struct posted_commit {
	enum series_state state;
	bool linked;                          /* its message names a mail */
	bool sure;                            /* as for series */
	bool as_it_was;                       /* its patch is the one that was posted */
	struct posted_version version, newer; /* .newer.name NULL: no newer version has another patch */
	const struct strings *missing;        /* tags that its message lacks; NULL: not known. Borrowed */
	/* To its part, and with the series' first commit those to the cover letter as well. A robot's only where there is no
	 * newer version, and no question about others is open. */
	struct posted_answers objections, reports;
};

struct posted_facts {
	const char *url, *host; /* of the archive; borrowed */
	/* How many commits were to be found, of how many it is not known whether they were posted, and why (of one of
	 * them; borrowed). Likewise of how many series it is not known whether there are other versions. */
	size_t wanted, unknown, unasked;
	const char *why, *unasked_why;
	struct posted_series *v;
	size_t n, cap;
	struct posted_commit *commits; /* one for each of the survey's */
	size_t commit_count;
};

/* Borrows from `series`. wordings: of the survey's commits. */
struct error *how_posted_find(struct posted_facts *out, const struct survey *survey,
    const struct series_facts *series, const struct wording *wordings, const struct lore *lore);
void posted_facts_release(struct posted_facts *facts);

#endif
