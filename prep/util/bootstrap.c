/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/bootstrap.h"

#include "util/mem.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014. */
static uint64_t draw_bits(uint64_t *state)
{
	uint64_t bits = *state += UINT64_C(0x9e3779b97f4a7c15);

	bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
	return bits ^ bits >> 31;
}

/*
 * Each number below n as often as any other, without a division in nearly all cases: D. Lemire, "Fast Random Integer
 * Generation in an Interval", ACM Transactions on Modeling and Computer Simulation 29 (2019).
 */
static size_t draw_below(uint64_t *state, uint32_t n)
{
	uint64_t product = (draw_bits(state) >> 32) * n;

	if ((uint32_t)product < n)
		while ((uint32_t)product < -n % n)
			product = (draw_bits(state) >> 32) * n;
	return (size_t)(product >> 32);
}

static int compare(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return (one > other) - (one < other);
}

/* Of ascending figures, interpolated between neighbours as (n + 1) * share counts them. */
static double quantile(const double *figures, size_t n, double share)
{
	double place = share * (double)(n + 1), whole = floor(place);
	size_t at = (size_t)whole;

	if (at < 1)
		return figures[0];
	if (at >= n)
		return figures[n - 1];
	return figures[at - 1] + (place - whole) * (figures[at] - figures[at - 1]);
}

struct bootstrapped bootstrap(
    bootstrap_figure *figure, const void *clusters, size_t n, unsigned long long seed)
{
	struct bootstrapped out = {.known = false, .interval = {NAN, NAN}};
	double figures[BOOTSTRAP_DRAWS];
	uint64_t state = seed;
	unsigned *times;
	size_t defined = 0;

	if (n < BOOTSTRAP_CLUSTERS)
		return out;
	times = mem_new(n, sizeof(*times));
	for (int draw = 0; draw < BOOTSTRAP_DRAWS; draw++) {
		memset(times, 0, n * sizeof(*times));
		for (size_t i = 0; i < n; i++)
			times[draw_below(&state, (uint32_t)n)]++;
		figures[defined] = figure(clusters, times, n);
		defined += !isnan(figures[defined]);
	}
	free(times);
	out.undefined = BOOTSTRAP_DRAWS - defined;
	out.known = out.undefined * 20 <= BOOTSTRAP_DRAWS;
	if (!out.known)
		return out;
	qsort(figures, defined, sizeof(*figures), compare);
	out.interval =
	    (struct interval){quantile(figures, defined, 0.025), quantile(figures, defined, 0.975)};
	return out;
}
