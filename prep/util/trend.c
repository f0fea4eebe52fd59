/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/trend.h"

#include <math.h>

struct trend trend_find(const struct share *groups, size_t n)
{
	double hits = 0, all = 0, scored = 0, squared = 0, slope = 0, share, variance;

	for (size_t i = 0; i < n; i++) {
		double score = (double)i + 1;

		hits += (double)groups[i].hits;
		all += (double)groups[i].of;
		scored += score * (double)groups[i].of;
		squared += score * score * (double)groups[i].of;
	}
	if (all <= 0)
		return (struct trend){.known = false};
	share = hits / all;
	variance = share * (1 - share) * (squared - scored * scored / all);
	if (variance <= 0)
		return (struct trend){.known = false};
	for (size_t i = 0; i < n; i++)
		slope += ((double)i + 1) * ((double)groups[i].hits - (double)groups[i].of * share);
	return (struct trend){
	    true, slope > 0, slope * slope / variance, erfc(sqrt(slope * slope / variance / 2))};
}
