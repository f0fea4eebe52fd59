/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_INTERVAL_H
#define UTIL_INTERVAL_H

/* The 97.5 % quantile of the standard normal distribution. */
#define NORMAL_95 1.959963984540054

/*
 * The interval of 95 % for a share, by Wilson's score: E. B. Wilson, "Probable inference, the law of
 * succession, and statistical inference", JASA 22 (1927). As proportions, 0 to 1; of nothing it is 0 to 1.
 */
struct interval {
	double low, high;
};
struct interval wilson_interval(long hits, long of);

#endif
