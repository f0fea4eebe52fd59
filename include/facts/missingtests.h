/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_MISSINGTESTS_H
#define FACTS_MISSINGTESTS_H

#include "facts/extent.h"
#include "facts/surveytests.h"

/*
 * Which series here ask for a test and have none. Pure.
 *
 * A series is the commits of a topic whose messages name mails of one posting (facts/posted.h); those that name none are
 * one more. Merges are left out. It asks for a test if its commits that are no fixes
 *
 *	add a name to the interface to programs (facts/extent.h) that no repository of tests mentions, or
 *	change `least` lines of class code or more (added and removed), unless they add such names and all are
 *	mentioned
 *
 * and it has one if a commit of it changes a file of class tests, or a commit elsewhere was written for it
 * (facts/testcredit.h). As in the rule feature-without-test, who does not say where it was posted may belong to any
 * series of its topic: its tests are theirs, and those of the whole topic are its own.
 */
struct missing_test {
	size_t topic;
	struct {
		size_t *v; /* which of the survey's, the oldest first */
		size_t n, cap;
	} commits;
	const char *stem;     /* of its Message-IDs, NULL: they name none; the targets' own */
	bool unknown;         /* an object is missing that would tell; nothing below is known then */
	struct strings names; /* new ones that nobody mentions */
	long lines;           /* of code, changed by commits that are no fixes */
};
struct missing_tests {
	struct missing_test *v; /* topic by topic, by their oldest commits */
	size_t n, cap;
	size_t series; /* how many were looked at */
};

/* The survey's ratio and tests are known; `targets` are its own, see survey_tests_read(); one of `extents` per commit. */
void missing_tests_find(struct missing_tests *out, const struct survey *survey,
    const struct test_targets *targets, const struct extent *extents, long least);
void missing_tests_release(struct missing_tests *missing);

#endif
