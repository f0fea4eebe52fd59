/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/interval.h"

#include <math.h>

struct interval wilson_interval(long hits, long of)
{
	double n = (double)of, p, middle, half;

	if (of <= 0)
		return (struct interval){0, 1};
	p = (double)hits / n;
	middle = (p + NORMAL_95 * NORMAL_95 / (2 * n)) / (1 + NORMAL_95 * NORMAL_95 / n);
	half = NORMAL_95 / (1 + NORMAL_95 * NORMAL_95 / n) *
	       sqrt(p * (1 - p) / n + NORMAL_95 * NORMAL_95 / (4 * n * n));
	return (struct interval){
	    middle - half > 0 ? middle - half : 0, middle + half < 1 ? middle + half : 1};
}
