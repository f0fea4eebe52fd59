/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pullfate.h"

#include <stdlib.h>

enum { WEEK = 7 };

const char *const came_name[CAME_COUNT] = {
    [CAME_FIRST] = "first pull of a tree",
    [CAME_AGAIN] = "later pulls of it",
    [CAME_MERGED] = "other merges",
    [CAME_DIRECT] = "without a merge",
    [CAME_WEEK_1] = "week 1",
    [CAME_WEEK_2] = "week 2",
    [CAME_LATER] = "later",
};

static bool is_named(const struct fate *fate, day_t by)
{
	return fate_by(fate, FATE_NAMED, by) || fate_by(fate, FATE_REVERTED, by);
}

static int worst_first(const void *a, const void *b)
{
	const struct pull_fate *x = a, *y = b;
	size_t left = x->named + x->charged, right = y->named + y->charged;

	if (left != right)
		return left < right ? 1 : -1;
	if (x->commits != y->commits)
		return x->commits < y->commits ? -1 : 1;
	return x->pull < y->pull ? -1 : x->pull > y->pull;
}

struct pull_fate *pull_fates_find(const struct postmortem *pm, const struct fate *fates, day_t by, size_t *n)
{
	struct pull_fate *pulls = mem_zero(pm->pulls.n + 1, sizeof(*pulls));
	size_t keep = 0;

	for (size_t i = 0; i < pm->pulls.n; i++)
		pulls[i].pull = i;
	for (size_t i = 0; i < pm->own; i++) {
		const struct past_commit *commit = &pm->commits.v[i];

		if (!commit->counted || commit->pull == PULL_NONE)
			continue;
		pulls[commit->pull].commits++;
		pulls[commit->pull].named += is_named(&fates[i], by);
	}
	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];
		const struct past_commit *culprit =
		    blame->culprit == BLAME_NONE ? NULL : &pm->commits.v[blame->culprit];

		if (culprit && culprit->parents > 1 && culprit->pull != PULL_NONE && !blame->internal &&
		    blame->resolution == RESOLVED_MERGE)
			pulls[culprit->pull].charged++;
	}
	for (size_t i = 0; i < pm->pulls.n; i++)
		if (pulls[i].commits)
			pulls[keep++] = pulls[i];
	qsort(pulls, keep, sizeof(*pulls), worst_first);
	*n = keep;
	return pulls;
}

int past_week(const struct postmortem *pm, const struct past_commit *commit)
{
	int days = commit->taken - pm->cycle.prev.day;

	return days < 0 ? 1 : days / WEEK + 1;
}

enum came came_by_pull(const struct postmortem *pm, const struct past_commit *commit)
{
	int batch;

	if (commit->pull == PULL_NONE)
		return CAME_DIRECT;
	batch = pm->pulls.v[commit->pull].batch;
	return !batch ? CAME_MERGED : batch == 1 ? CAME_FIRST : CAME_AGAIN;
}

enum came came_by_week(const struct postmortem *pm, const struct past_commit *commit)
{
	int week = past_week(pm, commit);

	return week == 1 ? CAME_WEEK_1 : week == 2 ? CAME_WEEK_2 : CAME_LATER;
}

void came_fates_find(
    struct came_fate out[CAME_COUNT], const struct postmortem *pm, const struct fate *fates, day_t by)
{
	for (size_t i = 0; i < CAME_COUNT; i++)
		out[i] = (struct came_fate){.commits = 0};
	for (size_t i = 0; i < pm->own; i++) {
		const struct past_commit *commit = &pm->commits.v[i];
		enum came classes[2];

		if (!past_in_window(commit))
			continue;
		classes[0] = came_by_pull(pm, commit);
		classes[1] = came_by_week(pm, commit);
		for (size_t k = 0; k < 2; k++) {
			out[classes[k]].commits++;
			out[classes[k]].named += is_named(&fates[i], by);
		}
	}
}
