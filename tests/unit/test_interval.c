/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/interval.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
 * table I, method 3. */
static void is_as_published(void **state)
{
	static const struct {
		long hits, of;
		double low, high;
	} cases[] = {
	    {81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, .0000, .1611}, {1, 29, .0061, .1718}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct interval interval = wilson_interval(cases[i].hits, cases[i].of);

		assert_float_equal(interval.low, cases[i].low, .00005);
		assert_float_equal(interval.high, cases[i].high, .00005);
	}
}

static void knows_nothing_of_nothing(void **state)
{
	struct interval interval = wilson_interval(0, 0);

	(void)state;
	assert_float_equal(interval.low, 0, 0);
	assert_float_equal(interval.high, 1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_as_published),
	    cmocka_unit_test(knows_nothing_of_nothing),
	};

	return cmocka_run_group_tests_name("interval", tests, NULL, NULL);
}
