/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_RELATIVERISK_H
#define UTIL_RELATIVERISK_H

#include "util/interval.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How many times as often something happens in one arm as in the other.
 */
struct arms {
	long hits, of;             /* in the arm that is asked about */
	long other_hits, other_of; /* in the one that it is compared with */
};

struct relative_risk {
	bool known; /* false: an arm has no hits, or nobody in it, and nothing can be said */
	double ratio;
	struct interval interval;
};

/*
 * The interval is that of the logarithm's normal approximation, whose variance is 1/a - 1/n + 1/c - 1/m.
 * D. Katz, J. Baptista, S. P. Azen, M. C. Pike, "Obtaining Confidence Intervals for the Risk Ratio in Cohort Studies",
 * Biometrics 34 (1978), 469-474.
 */
struct relative_risk relative_risk(const struct arms *arms);

/*
 * The same over strata, each of which compares like with like: the estimator that Mantel and Haenszel's odds ratio has
 * for its model, and its variance by S. Greenland, J. M. Robins, "Estimation of a Common Effect Parameter from Sparse
 * Follow-Up Data", Biometrics 41 (1985), 55-68. A stratum with an empty arm tells nothing and weighs nothing.
 */
struct relative_risk relative_risk_stratified(const struct arms *strata, size_t n);

#endif
