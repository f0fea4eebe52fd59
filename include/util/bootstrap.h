/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_BOOTSTRAP_H
#define UTIL_BOOTSTRAP_H

#include "util/interval.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The interval of a figure whose observations come in clusters (the commits of one pull share their fate): clusters are
 * drawn with replacement, as many as there are, and the figure is taken of each draw.
 * B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13: percentiles.
 */
enum { BOOTSTRAP_DRAWS = 2000, BOOTSTRAP_CLUSTERS = 20 };

struct bootstrapped {
	bool
	    known; /* false: fewer than BOOTSTRAP_CLUSTERS clusters, or the figure is undefined in more than one draw
		       in 20 */
	size_t undefined; /* draws of which the figure is undefined; they are left out */
	struct interval interval;
};

/* The figure of a draw: cluster i is in it times[i] times. NAN where it is undefined. */
typedef double bootstrap_figure(const void *clusters, const unsigned *times, size_t n);

/* The same seed gives the same interval, on every machine. */
struct bootstrapped bootstrap(
    bootstrap_figure *figure, const void *clusters, size_t n, unsigned long long seed);

#endif
