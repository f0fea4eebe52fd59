/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/survival.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct expected {
	long time;
	size_t at_risk, ended;
	double share, low, high;
};

static void compare(struct lifetime *lifetimes, size_t n, const struct expected *expected, size_t steps)
{
	struct survival survival;

	survival_find(&survival, lifetimes, n);
	assert_int_equal(survival.n, steps);
	for (size_t i = 0; i < steps; i++) {
		const struct survival_step *step = &survival.v[i];

		assert_int_equal(step->time, expected[i].time);
		assert_int_equal(step->at_risk, expected[i].at_risk);
		assert_int_equal(step->ended, expected[i].ended);
		assert_float_equal(step->share, expected[i].share, 1e-9);
		if (isnan(expected[i].low)) {
			assert_true(isnan(step->interval.low) && isnan(step->interval.high));
			continue;
		}
		assert_float_equal(step->interval.low, expected[i].low, 1e-9);
		assert_float_equal(step->interval.high, expected[i].high, 1e-9);
	}
	survival_release(&survival);
}

/* Of R 4.2, survfit(conf.type = "log-log") of survival 3.5. The data: R. G. Miller, "Survival Analysis" (1981), acute
 * myelogenous leukemia, maintained. */
static void leukemia_is_as_r_says(void **state)
{
	struct lifetime lifetimes[] = {{161, false}, {9, true}, {13, true}, {13, false}, {18, true},
	    {23, true}, {28, false}, {31, true}, {34, true}, {45, false}, {48, true}};
	static const struct expected expected[] = {
	    {9, 11, 1, 0.909090909091, 0.5080802057699, 0.986673822668},
	    {13, 10, 1, 0.818181818182, 0.4474286146822, 0.951162228582},
	    {18, 8, 1, 0.715909090909, 0.3501903859079, 0.899023974191},
	    {23, 7, 1, 0.613636363636, 0.2657520400013, 0.835299243250},
	    {31, 5, 1, 0.490909090909, 0.1673309097769, 0.753399790371},
	    {34, 4, 1, 0.368181818182, 0.0928295749370, 0.657040832398},
	    {48, 2, 1, 0.184090909091, 0.0117384801232, 0.525014842727}};

	(void)state;
	compare(lifetimes, 11, expected, 7);
}

/* Several at a time, one of them censored; and all to their end. */
static void ties_are_as_r_says(void **state)
{
	struct lifetime lifetimes[] = {{3, true}, {2, true}, {3, false}, {1, true}, {2, true}, {3, true}};
	struct expected expected[] = {{1, 6, 1, 0.8333333333, 0.2731228499, 0.9747124267},
	    {2, 5, 2, 0.5, 0.1109482604, 0.8037092369}, {3, 3, 2, 0.1666666667, 0.00772310404, 0.5168017818}};

	(void)state;
	compare(lifetimes, 6, expected, 3);
	for (size_t i = 0; i < 6; i++)
		lifetimes[i].ended = true;
	expected[2] = (struct expected){3, 3, 3, 0, NAN, NAN};
	compare(lifetimes, 6, expected, 3);
}

static void curves_are_read_at_any_time(void **state)
{
	struct lifetime lifetimes[] = {{0, true}, {5, true}, {7, false}, {9, true}};
	struct survival survival;

	(void)state;
	survival_find(&survival, lifetimes, 4);
	assert_null(survival_at(&survival, -1));
	assert_float_equal(survival_at(&survival, 0)->share, 0.75, 1e-12);
	assert_float_equal(survival_at(&survival, 4)->share, 0.75, 1e-12);
	assert_float_equal(survival_at(&survival, 5)->share, 0.5, 1e-12);
	assert_float_equal(survival_at(&survival, 100)->share, 0, 1e-12);
	assert_int_equal(survival_at_risk(&survival, 0), 4);
	assert_int_equal(survival_at_risk(&survival, 1), 3);
	assert_int_equal(survival_at_risk(&survival, 7), 2); /* still watched at 7 */
	assert_int_equal(survival_at_risk(&survival, 8), 1);
	assert_int_equal(survival_at_risk(&survival, 10), 0);
	survival_release(&survival);
	survival_find(&survival, NULL, 0);
	assert_null(survival_at(&survival, 3));
	assert_int_equal(survival_at_risk(&survival, 0), 0);
	survival_release(&survival);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(leukemia_is_as_r_says),
	    cmocka_unit_test(ties_are_as_r_says),
	    cmocka_unit_test(curves_are_read_at_any_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
