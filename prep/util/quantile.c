/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/quantile.h"

#include <stdlib.h>

double quantile_of(const long *sorted, size_t n, double share)
{
	double at = share * (double)(n - 1);
	size_t below = (size_t)at;
	double part = at - (double)below;

	if (below + 1 >= n)
		return (double)sorted[n - 1];
	return (double)sorted[below] + part * (double)(sorted[below + 1] - sorted[below]);
}

static int by_number(const void *a, const void *b)
{
	long one = *(const long *)a, other = *(const long *)b;

	return (one > other) - (one < other);
}

void quantile_sort(long *numbers, size_t n)
{
	if (n)
		qsort(numbers, n, sizeof(*numbers), by_number);
}
