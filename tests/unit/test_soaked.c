/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/soaked.h"

#include "drafted.h"

static void expect(struct fixture *f, const char *wanted)
{
	struct buf out = BUF_INIT;

	soaked_add(&out, &f->facts);
	assert_string_equal(out.s, wanted);
	buf_release(&out);
}

static void leaves(struct fixture *f, int last)
{
	struct soak *soak = &f->survey.commits.v[f->survey.commits.n - 1].soak;

	soak->last = last;
	soak->newest = NEWEST_NO;
}

static void all_soaked(void **state)
{
	struct fixture *f = *state;

	expect(f, "");
	add_topic(f, "kvm/mmu");
	add_commit(f, MATCH_SAME, 0, 10, false);
	expect(f, "This has been in linux-next since next-20220307.");
	add_commit(f, MATCH_REBASED, 4, 6, false);
	expect(f, "All of these have been in linux-next since next-20220311 or earlier.");
}

static void with_exceptions(void **state)
{
	struct fixture *f = *state;
	static char why[] = "no released userspace calls them yet", word[] = "the driver is new";

	add_topic(f, "kvm/mmu");
	add_commit(f, MATCH_SAME, 4, 6, false);
	add_topic(f, "kvm/tsc")->dormant = why;
	add_commit(f, MATCH_SAME, 9, 1, false);
	add_commit(f, MATCH_SAME, 9, 1, false);
	expect(f, "All of these have been in linux-next since next-20220311 or earlier, except for kvm/tsc "
		  "(2 commits, "
		  "since next-20220316: no released userspace calls them yet).");
	add_topic(f, "kvm/fixes");
	for (int i = 0; i < 3; i++)
		add_commit(f, MATCH_NEVER, SOAK_NONE, 0, true);
	expect(f, "All of these have been in linux-next since next-20220311 or earlier, except for kvm/tsc "
		  "(2 commits, "
		  "since next-20220316: no released userspace calls them yet) and three fixes, which came in "
		  "this week.");
	add_topic(f, "kvm/xen");
	f->verdicts[3].override = word;
	add_commit(f, MATCH_SAME, 1, 8, false);
	add_commit(f, MATCH_MODIFIED, 2, 0, false);
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	expect(f, "All of these have been in linux-next since next-20220311 or earlier, except for kvm/tsc "
		  "(2 commits, "
		  "since next-20220316: no released userspace calls them yet), 2 of the 3 commits of kvm/xen "
		  "(1 changed "
		  "lately, older versions since next-20220309, 1 never in linux-next: the driver is new) and "
		  "three fixes, "
		  "which came in this week.");
}

/* In the window what came after day 0 is late, however often it was seen since. */
static void after_day_0(void **state)
{
	struct fixture *f = *state;

	f->facts.day_0 = day_make(2022, 3, 9);
	add_topic(f, "early");
	add_commit(f, MATCH_SAME, 2, 8, false);
	add_topic(f, "late");
	add_commit(f, MATCH_SAME, 3, 7, false);
	expect(f, "All of these have been in linux-next since next-20220309 or earlier, except for late (1 "
		  "commit, since "
		  "next-20220310).");
}

static void none_soaked(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "new");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	expect(f,
	    "Not long enough in linux-next to count as tested there: new (1 commit, never in linux-next).");
	f->next.n = 0;
	expect(f, "");
}

static void only_fixes(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "fixes");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, true);
	expect(f, "This fix came in this week and has not been in linux-next.");
	add_commit(f, MATCH_SAME, 9, 1, true);
	expect(f, "These fixes were not long in linux-next: 1 since next-20220316, 1 never in linux-next.");
}

/* What is said of several commits must be true of each: the latest of the first sightings. */
static void latest_of_exceptions(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "old");
	add_commit(f, MATCH_SAME, 0, 10, false);
	add_topic(f, "late");
	add_commit(f, MATCH_SAME, 8, 2, false);
	add_commit(f, MATCH_SAME, 9, 1, false);
	add_commit(f, MATCH_MODIFIED, 1, 0, false);
	add_commit(f, MATCH_MODIFIED, 3, 0, false);
	expect(f, "All of these have been in linux-next since next-20220307 or earlier, except for late (4 "
		  "commits, 2 since next-20220316 or earlier, 2 changed lately, older versions since "
		  "next-20220310 or earlier).");
}

/* What linux-next has dropped was tested there once, and is not any more. */
static void dropped_from_next(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "gone");
	add_commit(f, MATCH_SAME, 0, 5, false);
	leaves(f, 4);
	expect(f, "Not in linux-next any more: gone (1 commit, in linux-next from next-20220307 to "
		  "next-20220311 only).");
	add_commit(f, MATCH_REBASED, 1, 4, false);
	leaves(f, 4);
	expect(f, "Not in linux-next any more: gone (2 commits, in linux-next between next-20220307 and "
		  "next-20220311 only).");
	add_topic(f, "new");
	add_commit(f, MATCH_NEVER, SOAK_NONE, 0, false);
	expect(f,
	    "Not long enough in linux-next, or not any more, to count as tested there: gone (2 commits, in "
	    "linux-next between next-20220307 and next-20220311 only) and new (1 commit, never in "
	    "linux-next).");
	add_topic(f, "there");
	add_commit(f, MATCH_SAME, 2, 8, false);
	add_commit(f, MATCH_SAME, 2, 1, false);
	leaves(f, 2);
	expect(f,
	    "All of these have been in linux-next since next-20220309 or earlier, except for gone (2 "
	    "commits, in linux-next between next-20220307 and next-20220311 only), new (1 commit, never "
	    "in linux-next) and 1 of the 2 commits of there (in linux-next in next-20220309 only).");
}

static void dropped_fixes(void **state)
{
	struct fixture *f = *state;

	add_topic(f, "fixes");
	add_commit(f, MATCH_SAME, 2, 3, true);
	leaves(f, 4);
	expect(f, "This fix was in linux-next from next-20220309 to next-20220311 only.");
	add_commit(f, MATCH_SAME, 9, 1, true);
	expect(f, "These fixes were not long in linux-next: 1 since next-20220316, 1 in linux-next from "
		  "next-20220309 to next-20220311 only.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(all_soaked, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(with_exceptions, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(after_day_0, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(none_soaked, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(only_fixes, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(latest_of_exceptions, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(dropped_from_next, survey_setup, survey_teardown),
	    cmocka_unit_test_setup_teardown(dropped_fixes, survey_setup, survey_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
