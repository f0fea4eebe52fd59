/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/relativerisk.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Of R 4.2: epitools 0.5, riskratio.wald(); metafor 3.8, escalc(measure = "RR") says the same. */
static void one_table_is_as_r_says(void **state)
{
	struct relative_risk risk = relative_risk(&(struct arms){22, 910, 12, 930});

	(void)state;
	assert_true(risk.known);
	assert_float_equal(risk.ratio, 1.87362637363, 1e-10);
	assert_float_equal(risk.interval.low, 0.932827792513, 1e-10);
	assert_float_equal(risk.interval.high, 3.76326243292, 1e-10);
}

/* The thirteen trials of BCG against tuberculosis: G. A. Colditz et al., JAMA 271 (1994), 698-702. The figures are those of
 * metafor 3.8, rma.mh(measure = "RR"): 0.6353 [0.5881, 0.6862]. */
static void strata_are_as_r_says(void **state)
{
	static const struct arms trials[] = {{4, 123, 11, 139}, {6, 306, 29, 303}, {3, 231, 11, 220},
	    {62, 13598, 248, 12867}, {33, 5069, 47, 5808}, {180, 1541, 372, 1451}, {8, 2545, 10, 629},
	    {505, 88391, 499, 88391}, {29, 7499, 45, 7277}, {17, 1716, 65, 1665}, {186, 50634, 141, 27338},
	    {5, 2498, 3, 2341}, {27, 16913, 29, 17854}};
	static const struct arms few[] = {{3, 500, 10, 1500}, {20, 300, 15, 150}, {4, 9, 0, 0}};
	struct relative_risk risk = relative_risk_stratified(trials, sizeof(trials) / sizeof(*trials));

	(void)state;
	assert_true(risk.known);
	assert_float_equal(log(risk.ratio), -0.4537096046838, 1e-12);
	assert_float_equal(risk.interval.low, 0.5881287296914, 1e-12);
	assert_float_equal(risk.interval.high, 0.6861837826701, 1e-12);
	risk = relative_risk_stratified(few, 3); /* the last has nobody to compare with */
	assert_float_equal(risk.ratio, 0.7133333333, 1e-9);
	assert_float_equal(risk.interval.low, 0.4021116857, 1e-9);
	assert_float_equal(risk.interval.high, 1.2654306318, 1e-9);
}

/* With one stratum there is nothing to adjust for. */
static void one_stratum_is_one_table(void **state)
{
	struct arms arms = {22, 910, 12, 930};
	struct relative_risk plain = relative_risk(&arms), one = relative_risk_stratified(&arms, 1);

	(void)state;
	assert_float_equal(plain.ratio, one.ratio, 1e-12);
	assert_float_equal(plain.interval.low, one.interval.low, 1e-12);
	assert_float_equal(plain.interval.high, one.interval.high, 1e-12);
}

static void without_events_nothing_is_said(void **state)
{
	static const struct arms silent[] = {
	    {0, 10, 3, 20}, {3, 10, 0, 20}, {0, 0, 0, 0}, {0, 0, 3, 20}, {3, 10, 0, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(silent) / sizeof(*silent); i++) {
		struct relative_risk plain = relative_risk(&silent[i]);
		struct relative_risk one = relative_risk_stratified(&silent[i], 1);

		assert_true(!plain.known && isnan(plain.ratio) && isnan(plain.interval.low));
		assert_true(!one.known && isnan(one.ratio) && isnan(one.interval.high));
	}
	assert_false(relative_risk_stratified(NULL, 0).known);
	/* what one stratum lacks another may have */
	assert_true(relative_risk_stratified(silent, 2).known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_table_is_as_r_says),
	    cmocka_unit_test(strata_are_as_r_says),
	    cmocka_unit_test(one_stratum_is_one_table),
	    cmocka_unit_test(without_events_nothing_is_said),
	};

	return cmocka_run_group_tests_name("relativerisk", tests, NULL, NULL);
}
