/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/interval.h"

#include <math.h>

#define Z 1.959963984540054

struct interval wilson_interval(long hits, long of)
{
	double n = (double)of, p, middle, half;

	if (of <= 0)
		return (struct interval){0, 1};
	p = (double)hits / n;
	middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
	half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
	return (struct interval){
	    middle - half > 0 ? middle - half : 0, middle + half < 1 ? middle + half : 1};
}
