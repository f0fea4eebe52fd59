/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/bar.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_bar(long value, long most, bool drawn, const char *expected)
{
	struct buf out = BUF_INIT;

	bar_add(&out, value, most, 10, drawn);
	assert_string_equal(out.s, expected);
	buf_release(&out);
}

static void draws_plain_bars(void **state)
{
	(void)state;
	assert_bar(31, 31, false, "++++++++++");
	assert_bar(11, 31, false, "+++       ");
	assert_bar(1, 31, false, "+         ");
	assert_bar(0, 31, false, ".         ");
	assert_bar(0, 0, false, ".         ");
	assert_bar(40, 31, false, "++++++++++");
}

static void draws_eighths(void **state)
{
	(void)state;
	assert_bar(31, 31, true, "██████████");
	assert_bar(16, 32, true, "█████     ");
	assert_bar(11, 31, true, "███▌      ");
	assert_bar(7, 31, true, "██▎       ");
	assert_bar(1, 3100, true, "▏         ");
	assert_bar(0, 31, true, "·         ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(draws_plain_bars),
	    cmocka_unit_test(draws_eighths),
	};

	return cmocka_run_group_tests_name("bar", tests, NULL, NULL);
}
