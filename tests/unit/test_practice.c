/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/practice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void what_most_do_is_the_custom(void **state)
{
	(void)state;
	assert_true(practice_is(0, 0, PRACTICE_SHARE));
	assert_true(practice_is(0, PRACTICE_LEAST - 1, PRACTICE_SHARE));
	assert_false(practice_is(0, PRACTICE_LEAST, PRACTICE_SHARE));
	assert_true(practice_is(80, 100, PRACTICE_SHARE));
	assert_true(practice_is(50, 100, 50));
	assert_false(practice_is(49, 100, 50));
	assert_false(practice_is(79, 100, PRACTICE_SHARE));
}

static void few_fixes_lines_are_enough_of_a_custom(void **state)
{
	struct practice practice = {.commits = PRACTICE_LEAST - 1};

	(void)state;
	assert_true(practice_marks_fixes(&practice));
	practice.commits = PRACTICE_LEAST;
	assert_false(practice_marks_fixes(&practice));
	practice = (struct practice){.commits = 300, .fixes = 8};
	assert_false(practice_marks_fixes(&practice));
	practice.fixes = 9;
	assert_true(practice_marks_fixes(&practice));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_most_do_is_the_custom),
	    cmocka_unit_test(few_fixes_lines_are_enough_of_a_custom),
	};

	return cmocka_run_group_tests_name("practice", tests, NULL, NULL);
}
