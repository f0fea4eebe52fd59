/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/relativerisk.h"

#include <math.h>

static struct relative_risk from_logarithm(double ratio, double variance)
{
	double factor = exp(NORMAL_95 * sqrt(variance));

	return (struct relative_risk){true, ratio, {ratio / factor, ratio * factor}};
}

static const struct relative_risk unknown = {.known = false, .ratio = NAN, .interval = {NAN, NAN}};

struct relative_risk relative_risk(const struct arms *arms)
{
	double hits = (double)arms->hits, of = (double)arms->of;
	double other_hits = (double)arms->other_hits, other_of = (double)arms->other_of;

	if (!arms->hits || !arms->other_hits)
		return unknown;
	return from_logarithm(
	    hits / of / (other_hits / other_of), 1 / hits - 1 / of + 1 / other_hits - 1 / other_of);
}

struct relative_risk relative_risk_stratified(const struct arms *strata, size_t n)
{
	double above = 0, below = 0, spread = 0;

	for (size_t i = 0; i < n; i++) {
		double hits = (double)strata[i].hits, of = (double)strata[i].of;
		double other_hits = (double)strata[i].other_hits, other_of = (double)strata[i].other_of;
		double all = of + other_of;

		if (!strata[i].of || !strata[i].other_of)
			continue;
		above += hits * other_of / all;
		below += other_hits * of / all;
		spread += ((hits + other_hits) * of * other_of - hits * other_hits * all) / (all * all);
	}
	if (above <= 0 || below <= 0)
		return unknown;
	return from_logarithm(above / below, spread / (above * below));
}
