/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/elsewhere.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The words, behind a share, and for programs, with "|" between. */
static void expect(const struct elsewhere *elsewhere, const char *expected)
{
	struct buf text = BUF_INIT;

	elsewhere_add_words(&text, elsewhere);
	buf_addch(&text, '|');
	elsewhere_add_plus(&text, elsewhere);
	buf_addch(&text, '|');
	elsewhere_add_brief(&text, elsewhere);
	assert_string_equal(text.s, expected);
	buf_release(&text);
}

static void words_count_by_repository(void **state)
{
	struct elsewhere elsewhere = {.v = NULL};

	(void)state;
	expect(&elsewhere, "||");
	elsewhere_add(&elsewhere, "ltp", "0123456789abcdef", "one");
	expect(&elsewhere, "1 test in ltp| + 1 test in ltp|ltp:1");
	elsewhere_add(&elsewhere, "ltp", "1123456789abcdef", "two");
	elsewhere_add(&elsewhere, "xfstests", "2123456789abcdef", "three");
	elsewhere_add(&elsewhere, "ltp", "3123456789abcdef", "four");
	expect(&elsewhere, "3 tests in ltp, 1 in xfstests| + 3 tests in ltp, 1 in xfstests|ltp:3 xfstests:1");
	assert_string_equal(elsewhere.v[0].tests.v[2], "3123456789ab (\"four\")");
	elsewhere_release(&elsewhere);
	expect(&elsewhere, "||");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_count_by_repository),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
