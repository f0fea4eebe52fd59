/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_TREND_H
#define UTIL_TREND_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Do shares rise or fall from group to group? The groups are scored 1, 2, 3, …
 * W. G. Cochran, "Some Methods for Strengthening the Common chi-squared Tests", Biometrics 10 (1954), 417-451;
 * P. Armitage, "Tests for Linear Trends in Proportions and Frequencies", Biometrics 11 (1955), 375-386.
 */
struct share {
	long hits, of;
};

struct trend {
	bool known;  /* false: fewer than two groups with anybody in them, or no share between 0 and 1 */
	bool rising; /* which way the slope goes */
	double chi;  /* chi-squared, of one degree of freedom */
	double p;    /* how often chance alone does as much */
};

struct trend trend_find(const struct share *groups, size_t n);

#endif
