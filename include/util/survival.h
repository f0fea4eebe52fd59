/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_SURVIVAL_H
#define UTIL_SURVIVAL_H

#include "util/interval.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How long things last, where some were not watched to their end.
 *
 * The estimate is the product of the shares that outlive each time at which something ended, of those that were still
 * watched then: E. L. Kaplan, P. Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958),
 * 457-481. Its variance is Greenwood's ("The Natural Duration of Cancer", 1926); the interval is taken on the scale of
 * log(-log), so that it stays within 0 and 1 (J. D. Kalbfleisch, R. L. Prentice, "The Statistical Analysis of Failure
 * Time Data", 1980).
 */
struct lifetime {
	long time;  /* until it ended, or until nobody watched any more */
	bool ended; /* false: it was censored */
};

/* What is so from this time on, until the next step. */
struct survival_step {
	long time;
	size_t
	    at_risk; /* watched just before, those who end then included; who is censored at a time outlives
			   it */
	size_t ended;
	double share;             /* that outlives the time */
	struct interval interval; /* of the share; not defined where it is 0 */
};

struct survival {
	struct survival_step *v; /* one for each time at which something ended */
	size_t n, cap;
	size_t count;  /* of lifetimes */
	long *watched; /* until when each is watched, ascending */
};

/* Sorts the lifetimes. */
void survival_find(struct survival *out, struct lifetime *lifetimes, size_t n);
/* The step in force at a time; NULL before the first: all last, then. */
const struct survival_step *survival_at(const struct survival *survival, long time);
/* How many are watched at that time: the numbers below a curve. */
size_t survival_at_risk(const struct survival *survival, long time);
void survival_release(struct survival *survival);

#endif
