/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_QUANTILE_H
#define UTIL_QUANTILE_H

#include <stddef.h>

/*
 * The value below which a share (0 to 1) of some numbers lies, on a straight line between the two next to it:
 * definition 7 of R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician
 * 50 (1996), which is R's own. A half is the median. The numbers ascend; there is at least one.
 */
double quantile_of(const long *sorted, size_t n, double share);

/* Sorts numbers for it. */
void quantile_sort(long *numbers, size_t n);

#endif
