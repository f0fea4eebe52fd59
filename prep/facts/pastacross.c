/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastacross.h"

#include "facts/pastcount.h"

#include <stdlib.h>

static void find_release(struct across_release *out, const struct postmortem *pm, enum past_outcome outcome)
{
	struct past_counts counts;

	past_count(&counts, pm, AT_RC, PAST_ALL_RCS);
	*out = (struct across_release){.practice = pm->practice,
	    .fixes = counts.fixes,
	    .mend_own = counts.culprits[AT_WINDOW],
	    .commits = counts.commits};
	for (enum past_arms by = 0; by < ARMS_COUNT; by++)
		past_compare_counts(&out->late[by], pm, 1, by, outcome);
}

static void find_trends(struct past_across *out)
{
	struct share *fixes = mem_new(out->n + 1, sizeof(*fixes));
	struct share *commits = mem_new(out->n + 1, sizeof(*commits));
	size_t n = 0;

	for (size_t i = 0; i < out->n; i++) {
		const struct across_release *release = &out->v[i];

		if (!release->practice)
			continue;
		fixes[n] = (struct share){(long)release->mend_own, (long)release->fixes};
		commits[n++] = (struct share){(long)release->mend_own, (long)release->commits};
	}
	if (n >= ACROSS_TREND) {
		out->of_fixes = trend_find(fixes, n);
		out->of_commits = trend_find(commits, n);
	}
	free(fixes);
	free(commits);
}

void past_across_find(struct past_across *out, const struct postmortem *postmortems, size_t n)
{
	*out = (struct past_across){.v = mem_new(n + 1, sizeof(*out->v)), .n = n};
	for (size_t i = 0; i < n; i++)
		out->with_practice += postmortems[i].practice;
	out->outcome = out->with_practice ? OUTCOME_NAMED : OUTCOME_NET;
	for (size_t i = 0; i < n; i++)
		find_release(&out->v[i], &postmortems[i], out->outcome);
	for (enum past_arms by = 0; by < ARMS_COUNT; by++)
		past_compare_counts(&out->pooled[by], postmortems, n, by, out->outcome);
	find_trends(out);
}

void past_across_release(struct past_across *across)
{
	free(across->v);
	across->v = NULL;
}
