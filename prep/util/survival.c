/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/survival.h"

#include "util/array.h"
#include "util/mem.h"

#include <math.h>
#include <stdlib.h>

static int by_time(const void *a, const void *b)
{
	long one = ((const struct lifetime *)a)->time, other = ((const struct lifetime *)b)->time;

	return (one > other) - (one < other);
}

/* sum: Greenwood's, of ended / (at risk * outliving). */
static struct interval interval_of(double share, double sum)
{
	double spread = NORMAL_95 * sqrt(sum) / -log(share);

	if (share <= 0)
		return (struct interval){NAN, NAN};
	return (struct interval){pow(share, exp(spread)), pow(share, exp(-spread))};
}

void survival_find(struct survival *out, struct lifetime *lifetimes, size_t n)
{
	double share = 1, sum = 0;

	*out = (struct survival){.count = n, .watched = mem_new(n + 1, sizeof(*out->watched))};
	if (n)
		qsort(lifetimes, n, sizeof(*lifetimes), by_time);
	for (size_t i = 0, next; i < n; i = next) {
		struct survival_step step = {.time = lifetimes[i].time, .at_risk = n - i};

		for (next = i; next < n && lifetimes[next].time == step.time; next++) {
			step.ended += lifetimes[next].ended;
			out->watched[next] = step.time;
		}
		if (!step.ended)
			continue;
		share *= (double)(step.at_risk - step.ended) / (double)step.at_risk;
		sum += (double)step.ended / ((double)step.at_risk * (double)(step.at_risk - step.ended));
		step.share = share;
		step.interval = interval_of(share, sum);
		array_push(out, step);
	}
}

const struct survival_step *survival_at(const struct survival *survival, long time)
{
	const struct survival_step *step = NULL;

	for (size_t i = 0; i < survival->n && survival->v[i].time <= time; i++)
		step = &survival->v[i];
	return step;
}

size_t survival_at_risk(const struct survival *survival, long time)
{
	size_t gone = 0;

	while (gone < survival->count && survival->watched[gone] < time)
		gone++;
	return survival->count - gone;
}

void survival_release(struct survival *survival)
{
	free(survival->watched);
	array_release(survival);
}
