/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTACROSS_H
#define FACTS_PASTACROSS_H

#include "facts/pastcompare.h"
#include "util/trend.h"

/*
 * Releases beside each other: how much of what their -rcs mend came in with their own window, whether that
 * rises or falls, and how late commits of each fared against early ones (the rows of a forest plot, with
 * pooled figures below). Pure.
 */
struct across_release {
	bool practice; /* false: no data on fixes, the next two are 0 then */
	size_t fixes,
	    mend_own;   /* -rc commits with Fixes:, and those of them that mend the window's commits */
	size_t commits; /* of the -rcs */
	struct past_comparison late[ARMS_COUNT]; /* without ->clustered, and so is ->pooled */
};
struct past_across {
	struct across_release *v; /* one for each of the post-mortems, in their order */
	size_t n;
	enum past_outcome
	    outcome; /* what is compared: OUTCOME_NAMED, or reverts where no release has Fixes: */
	struct past_comparison pooled[ARMS_COUNT];
	size_t with_practice;
	struct trend of_fixes;   /* mend_own of fixes, over the releases that have data */
	struct trend of_commits; /* ... of all commits of the -rcs */
};

/* A trend takes as many releases with data; with fewer it is not known. */
enum { ACROSS_TREND = 3 };

void past_across_find(struct past_across *out, const struct postmortem *postmortems, size_t n);
void past_across_release(struct past_across *across);

#endif
