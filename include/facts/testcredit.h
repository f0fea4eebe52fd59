/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TESTCREDIT_H
#define FACTS_TESTCREDIT_H

#include "facts/testclaims.h"
#include "facts/testlog.h"

/*
 * Which commits of the repositories of tests were written for commits here. One is if its message (facts/testclaims.h)
 *
 *	names a mail of the series		the Message-ID that the commit here says it was (facts/posted.h), or
 *						another one with the same stem: another part, or the cover letter
 *	names the commit by its id		at least 7 digits, which no other commit here begins with
 *	names it by its subject in (" and ")	the whole subject; several commits here may have it
 *
 * and then it is a test for all commits here of that series (the same stem): tests are rarely posted patch by patch. An
 * id, or a subject behind an id, that is a commit of the repository of tests itself means that one. Only commits
 * there count that are younger than the oldest commit here less TEST_CREDIT_MARGIN: tests are often posted first, and a
 * series may take several versions until it is applied.
 *
 * Nothing is asked of the network: other versions of a series have other stems, and only the one that was applied is
 * known from the commits.
 */
enum { TEST_CREDIT_MARGIN = 180 * 24 * 60 * 60 }; /* seconds */

/* What is known of a commit here for that. */
struct test_target {
	git_oid oid;
	char hex[GIT_OID_HEXSZ + 1];
	char *stem;    /* of the mail that its message names, or NULL */
	char *subject; /* on one line; NULL if there is none */
	int64_t committed;
};
struct test_targets {
	struct test_target *v; /* as they were given */
	size_t n;
	int64_t since; /* from when on tests may count; INT64_MAX where there is no commit here */
};

/* ERROR_MISSING names a commit that is not here. */
struct error *test_targets_read(struct test_targets *out, struct repo *repo, const git_oid *oids, size_t n);
void test_targets_release(struct test_targets *targets);

struct test_credit {
	size_t test;   /* which of the log's commits */
	size_t target; /* and for which commit here */
	enum test_by by;
};
struct test_credits {
	struct test_credit *v; /* each pair once, by test, then by target */
	size_t n, cap;
};

struct error *test_credits_find(struct test_credits *out, const struct test_log *log,
    const struct test_targets *targets, struct repo *repo);

#endif
