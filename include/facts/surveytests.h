/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SURVEYTESTS_H
#define FACTS_SURVEYTESTS_H

#include "facts/survey.h"
#include "facts/testcredit.h"

/*
 * The tests that the survey's commits have in the repositories of pullprep.testRepo, see facts/testcredit.h: fills in
 * their ->elsewhere and the topics', and ->elsewhere of the survey, which says that there are such repositories. A
 * test counts once for a topic, however many of its commits it is for. Done once; where none is configured nothing is
 * read. The tests are those committed until the as-of day. Errors are test_log_read()'s.
 */
struct error *survey_tests(struct survey *survey);

/* What is read for it, for who wants to know more. */
struct tests_read {
	struct test_targets targets; /* of the survey's commits that are no merges, in their order */
	struct test_log log; /* empty where pullprep.testRepo is not set; without any commit here, from
					TEST_CREDIT_MARGIN before the as-of day */
	struct test_credits credits;
};
/* survey_tests(), and what was read for it is the caller's, also after an error; not after survey_tests(). */
struct error *survey_tests_read(struct survey *survey, struct tests_read *read);
void tests_read_release(struct tests_read *read);

/* The same for commits alone, `n` of them: out[i] of oids[i]. */
struct error *commit_tests(struct elsewhere *out, struct repo *repo, const struct config *config, day_t until,
    const git_oid *oids, size_t n);

#endif
