/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TESTLOG_H
#define FACTS_TESTLOG_H

#include "facts/testplaces.h"
#include "util/date.h"

#include <stdint.h>

/*
 * The commits of the repositories of tests: those of HEAD and of the local branches there, without merges, reverts and
 * what was reverted ("This reverts commit ID", as git writes it; what reverts a revert brings the test back). One that
 * two of the repositories have is there once.
 */
struct test_commit {
	size_t place;      /* which of ->places */
	char *id;          /* 40 digits, 64 where that repository is of sha256 */
	int64_t committed; /* committer date, seconds since the epoch */
	char *subject;     /* the first line of the message */
	char *message;     /* all of it, UTF-8 */
};
struct test_log {
	struct test_places places;
	struct test_commit *v; /* place by place, newest first */
	size_t n, cap;
};

/*
 * Those committed from `since` (seconds since the epoch; the walk ends there as `git log --since` does) to the end of
 * the day `until`. git is asked once per repository, and nothing where none is configured.
 *
 * ERROR_FAILED, with the setting: one that is no repository, cannot be read (an object of its history is missing), has
 * no commit, or is this repository itself, whose own commits are no tests elsewhere. A shallow one whose history
 * begins within that time is told in a warning: what it had before is unknown.
 */
struct error *test_log_read(
    struct test_log *out, const struct repo *repo, const struct config *config, int64_t since, day_t until);
void test_log_release(struct test_log *log);

#endif
