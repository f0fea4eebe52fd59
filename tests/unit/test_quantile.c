/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/quantile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void compare(long *numbers, size_t n, double lower, double median, double upper)
{
	quantile_sort(numbers, n);
	assert_float_equal(quantile_of(numbers, n, .25), lower, 1e-12);
	assert_float_equal(quantile_of(numbers, n, .5), median, 1e-12);
	assert_float_equal(quantile_of(numbers, n, .75), upper, 1e-12);
}

/* Of R 4.2, quantile(). */
static void is_as_r_says(void **state)
{
	(void)state;
	compare((long[]){3, 17, 4, 90, 28}, 5, 4, 17, 28);
	compare((long[]){3, 17, 4, 90}, 4, 3.75, 10.5, 35.25);
	compare((long[]){8, 5}, 2, 5.75, 6.5, 7.25);
	compare((long[]){12}, 1, 12, 12, 12);
}

static void ends_are_the_least_and_the_most(void **state)
{
	long numbers[] = {9, -3, 4};

	(void)state;
	quantile_sort(numbers, 3);
	assert_float_equal(quantile_of(numbers, 3, 0), -3, 0);
	assert_float_equal(quantile_of(numbers, 3, 1), 9, 0);
	quantile_sort(numbers, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_as_r_says),
	    cmocka_unit_test(ends_are_the_least_and_the_most),
	};

	return cmocka_run_group_tests_name("quantile", tests, NULL, NULL);
}
