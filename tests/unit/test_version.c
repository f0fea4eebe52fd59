/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/version.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

/* past: versions, oldest first, separated by blanks */
static void expect_next(const char *past, const char *expected)
{
	struct strings list = STRINGS_INIT;
	char *next;

	strings_split(&list, past, ' ');
	next = version_after(&list);
	if (!expected)
		assert_null(next);
	else
		assert_string_equal(next, expected);
	free(next);
	strings_release(&list);
}

static void the_kernel_counts_to_19(void **state)
{
	(void)state;
	expect_next("6.8 6.9", "6.10");
	expect_next("6.9", "6.10");
	expect_next("5.18 5.19", "6.0");
	expect_next("6.18 6.19", "7.0");
	expect_next("6.19 7.0", "7.1");
	expect_next("4.19 4.20", "4.21"); /* it was 5.0, which nothing tells beforehand */
	expect_next("2.6.37 2.6.38", "2.6.39");
	expect_next("2.6.39 3.0", "3.1");
	expect_next("0.19", "0.20"); /* no kernel yet */
	expect_next("5.19 5.20 6.0 5.19", "5.20");
}

static void calendars_move_by_their_usual_months(void **state)
{
	(void)state;
	expect_next("2026.04 2026.07", "2026.10");
	expect_next("2026.07 2026.10", "2027.01");
	expect_next("2026.10", "2027.01");
	expect_next("2025.02 2025.04 2025.06", "2025.08");
	expect_next("2026.01 2026.04 2026.07 2026.09", "2026.12");
}

static void others_go_on_as_they_did(void **state)
{
	(void)state;
	expect_next("2.54.0 2.55.0", "2.56.0");
	expect_next("2.55.0", "2.56.0");
	expect_next("1.0 2.0 3.0", "4.0");
	expect_next("251 252", "253");
	expect_next("1.2.3", "1.2.4");
	expect_next("", NULL);
}

static void versions_are_compared_by_number(void **state)
{
	(void)state;
	assert_int_equal(version_compare("6.9", "6.10"), -1);
	assert_int_equal(version_compare("2026.07", "2026.7"), 0);
	assert_int_equal(version_compare("6.9.1", "6.9"), 1);
	assert_int_equal(version_compare("10", "9.99"), 1);
}

static void touch_ups_are_known(void **state)
{
	(void)state;
	assert_true(version_touches_up("6.9.1", "6.9"));
	assert_true(version_touches_up("2.6.38.4", "2.6.38"));
	assert_true(version_touches_up("2023.07.02", "2023.07"));
	assert_true(version_touches_up("2.50.1", "2.50.0"));
	assert_false(version_touches_up("6.10", "6.9"));
	assert_false(version_touches_up("6.1", "6.0")); /* not a touch-up of 6 */
	assert_false(version_touches_up("6.9", "6.9"));
	assert_false(version_touches_up("2.50.0", "2.50.0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_kernel_counts_to_19),
	    cmocka_unit_test(calendars_move_by_their_usual_months),
	    cmocka_unit_test(others_go_on_as_they_did),
	    cmocka_unit_test(versions_are_compared_by_number),
	    cmocka_unit_test(touch_ups_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
