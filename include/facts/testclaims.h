/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TESTCLAIMS_H
#define FACTS_TESTCLAIMS_H

#include "util/array.h"

/*
 * What the message of a commit in a repository of tests names outside it, of which some may be commits here. Pure.
 *
 *	TEST_BY_MAIL	the Message-ID in any URL (facts/posted.h), wherever it stands, or in a line
 *			"Message-ID: <ID>"
 *	TEST_BY_ID	a word of 7 to 40 hex digits; to its left and right is no letter, digit or '_'
 *	TEST_BY_SUBJECT	what stands between (" and "), on one line or folded, blanks and line ends as one blank
 */
enum test_by { TEST_BY_MAIL, TEST_BY_ID, TEST_BY_SUBJECT };

struct test_claim {
	enum test_by by;
	char *text;   /* the id of the mail, the hex digits in small letters, the subject */
	char *before; /* TEST_BY_SUBJECT: the hex digits before it, as in `1a2b3c4 ("subject")`, or NULL */
};
struct test_claims {
	struct test_claim *v;
	size_t n, cap;
};

/* In their order; one that is made twice is there twice. A subject may itself hold the two characters that end it, so
 * that of one place there are several, up to 400 bytes. */
void test_claims_read(struct test_claims *out, const char *message);
void test_claims_release(struct test_claims *claims);

/* The commit of which the message says "This reverts commit ID", 40 digits or 64; NULL if it is no revert. Owned by the
 * caller. */
char *test_claims_reverted(const char *message);

#endif
