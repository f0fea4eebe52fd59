/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/waivedreasons.h"

#include "excused.h"

static void gathers_by_words(void **state)
{
	struct fixture *f = *state;
	struct findings findings = FINDINGS_INIT;
	struct waived_reasons reasons = {.v = NULL};

	add_topic(f, "kvm/a");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	add_topic(f, "kvm/b");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	add_commit(f, MATCH_SAME, 0, 9, false);
	number_commits(f);
	find_on(&findings, f, 0, "never-in-next", never, "nobody calls it yet");
	find_on(&findings, f, 1, "never-in-next", never, "Nobody calls it  yet.");
	find_on(&findings, f, 0, "committed-in-window", "was committed on Tue 22 Mar, after that",
	    "nobody calls it yet");
	find_on(&findings, f, 2, "never-in-next", never, "nobody calls it yet");
	find_on(&findings, f, 3, "rebased", "was rebased: linux-next has it", "a patch had to go");
	waived_reasons_find(&reasons, &findings, &f->survey, f->topics, 2);

	assert_int_equal(reasons.n, 2);
	assert_string_equal(reasons.v[0].words, "nobody calls it yet");
	assert_int_equal(reasons.v[0].places.n, 2);
	assert_int_equal(reasons.v[0].places.v[0].topic, 0);
	assert_int_equal(reasons.v[0].places.v[0].commits.n, 2);
	assert_true(reasons.v[0].places.v[0].whole);
	assert_int_equal(reasons.v[0].places.v[1].topic, 1);
	assert_int_equal(reasons.v[0].places.v[1].commits.n, 1);
	assert_false(reasons.v[0].places.v[1].whole);
	assert_ptr_equal(waived_reason_place(&reasons.v[0], 1), &reasons.v[0].places.v[1]);
	/* only one of the three was committed then */
	assert_int_equal(reasons.v[0].states.n, 1);
	assert_string_equal(reasons.v[0].states.v[0], "was never in linux-next");

	assert_int_equal(reasons.v[1].places.n, 1);
	assert_null(waived_reason_place(&reasons.v[1], 0));
	assert_string_equal(reasons.v[1].states.v[0], "was rebased");
	waived_reasons_release(&reasons);
	findings_release(&findings);
}

/* Of other topics, of other rules, not waived. */
static void leaves_out_the_rest(void **state)
{
	struct fixture *f = *state;
	struct findings findings = FINDINGS_INIT;
	struct waived_reasons reasons = {.v = NULL};

	add_topic(f, "kvm/a");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	add_topic(f, "kvm/b");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	number_commits(f);
	find_on(&findings, f, 0, "never-in-next", never, NULL);
	find_on(&findings, f, 0, "wip-subject", "begins with WIP:", "it is the register's name");
	find_on(&findings, f, 0, "sob-author", "is missing a Signed-off-by from its author",
	    "the author is on leave");
	find_on(&findings, f, 1, "never-in-next", never, "nobody calls it yet");
	waived_reasons_find(&reasons, &findings, &f->survey, f->topics, 1);
	assert_int_equal(reasons.n, 0);
	waived_reasons_find(&reasons, &findings, &f->survey, f->topics, 2);
	assert_int_equal(reasons.n, 1);
	assert_int_equal(reasons.v[0].places.v[0].topic, 1);
	waived_reasons_release(&reasons);
	findings_release(&findings);
}

static void knows_the_same_words(void **state)
{
	(void)state;
	assert_true(reasons_alike("It is needed now.", "it is  needed now"));
	assert_true(reasons_alike("größer als gedacht", "größer als gedacht."));
	assert_false(reasons_alike("it is needed now", "it is needed now and then"));
	assert_false(reasons_alike(NULL, "x"));
	assert_false(reasons_alike(NULL, NULL));
	assert_false(reasons_alike("", "."));
}

static void knows_what_a_text_gives(void **state)
{
	static const char text[] =
	    "Changes for 6.9\n\n* This is new\n\nkvm/tsc (2 commits, never in linux-next: no "
	    "released\nuserspace calls it yet) and more: fixes.\n\nIt is late because\n  Ann asked.\n";

	(void)state;
	assert_true(reason_is_given(text, "no released userspace calls it yet"));
	assert_true(reason_is_given(text, "No released userspace calls it yet."));
	assert_false(reason_is_given(text, "no released userspace calls it ye"));
	assert_false(reason_is_given(text, "released userspace calls them yet"));
	assert_true(reason_is_given(text, "this is new"));
	/* few words count where a reason goes */
	assert_true(reason_is_given(text, "fixes"));
	assert_true(reason_is_given(text, "Ann asked"));
	assert_false(reason_is_given(text, "is new"));
	assert_false(reason_is_given(text, "changes"));
	assert_false(reason_is_given(text, ""));
	assert_false(reason_is_given(text, " . "));
	assert_false(reason_is_given("", "x"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(gathers_by_words, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(leaves_out_the_rest, survey_setup, survey_teardown),
	    cmocka_unit_test(knows_the_same_words),
	    cmocka_unit_test(knows_what_a_text_gives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
