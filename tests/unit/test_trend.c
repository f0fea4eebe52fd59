/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/trend.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Of R 4.2, prop.trend.test(); the second one has the figures of its own example (smokers in four groups of patients: J. L.
 * Fleiss, "Statistical Methods for Rates and Proportions", 1981). */
static void trends_are_as_r_says(void **state)
{
	static const struct share falling[] = {{15, 106}, {10, 113}, {8, 110}, {3, 95}};
	static const struct share smokers[] = {{83, 86}, {90, 93}, {129, 136}, {70, 82}};
	struct trend trend = trend_find(falling, 4);

	(void)state;
	assert_true(trend.known && !trend.rising);
	assert_float_equal(trend.chi, 7.7456484366989, 1e-11);
	assert_float_equal(trend.p, 0.0053842123894, 1e-12);
	trend = trend_find(smokers, 4);
	assert_true(trend.known && !trend.rising);
	assert_float_equal(trend.chi, 8.22492228519771, 1e-11);
	assert_float_equal(trend.p, 0.00413189747764, 1e-12);
}

static void it_has_a_direction(void **state)
{
	static const struct share rising[] = {{3, 95}, {8, 110}, {10, 113}, {15, 106}};
	static const struct share level[] = {{3, 95}, {6, 190}, {3, 95}};

	(void)state;
	assert_true(trend_find(rising, 4).rising);
	assert_float_equal(trend_find(rising, 4).chi, 7.7456484366989, 1e-11);
	assert_float_equal(trend_find(level, 3).chi, 0, 1e-12);
	assert_float_equal(trend_find(level, 3).p, 1, 1e-9);
}

static void nothing_has_no_trend(void **state)
{
	static const struct share groups[] = {{3, 95}, {0, 0}, {0, 10}, {0, 20}};

	(void)state;
	assert_false(trend_find(NULL, 0).known);
	assert_false(trend_find(groups, 1).known);     /* one group */
	assert_false(trend_find(groups, 2).known);     /* and one with nobody */
	assert_false(trend_find(groups + 1, 3).known); /* no hits */
	assert_true(trend_find(groups, 3).known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(trends_are_as_r_says),
	    cmocka_unit_test(it_has_a_direction),
	    cmocka_unit_test(nothing_has_no_trend),
	};

	return cmocka_run_group_tests_name("trend", tests, NULL, NULL);
}
