/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_STRAYTESTS_H
#define FACTS_STRAYTESTS_H

#include "facts/project.h"
#include "facts/testcredit.h"

/*
 * Tests whose other side is not here: commits of the repositories of tests that name a mail, are for no commit that was
 * looked at, and of whose series no commit is on mainline or on any local or remote-tracking branch, back to a year
 * before `since`, from which on tests are looked at.
 *
 * A guess, since what a mail is about is not known here. Left out are mails of the tests themselves: the one that a
 * commit there was, by Message-ID: or patch.msgid.link, and, where that is the practice (20 commits or more, and over
 * half of them name a mail in a trailer), by Link:; and what others of them name of its series.
 */
struct stray_test {
	size_t test;        /* which of the log's commits */
	struct strings ids; /* of the mails that it names, each once */
};
struct stray_tests {
	struct stray_test *v; /* in the log's order */
	size_t n, cap;
};

struct error *stray_tests_find(struct stray_tests *out, const struct test_log *log,
    const struct test_credits *credits, const struct project *project, int64_t since);
void stray_tests_release(struct stray_tests *strays);

#endif
