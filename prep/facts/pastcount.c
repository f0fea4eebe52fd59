/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastcount.h"

static bool is_counted(const struct past_commit *commit, enum blame_place at, size_t rc)
{
	return commit->counted && commit->at == at && (rc == PAST_ALL_RCS || commit->rc == rc);
}

static void count_commit(struct past_counts *out, const struct past_commit *commit)
{
	out->commits++;
	out->fixes += commit->fix;
	out->either += commit->fix || commit->revert;
	out->reverts += commit->revert;
	out->reverts_net += commit->revert && !commit->reapply && !commit->undone;
	if (!commit->fix)
		out->work[commit->work]++;
}

/* All blames of one commit, which lie together. */
static void count_blames(struct past_counts *out, const struct blame *blames, size_t n)
{
	enum blame_place newest = AT_COUNT, reverted = AT_COUNT;
	bool internal = true, corrected = false;

	for (size_t i = 0; i < n; i++) {
		const struct blame *blame = &blames[i];

		if (blame->reverts && reverted == AT_COUNT)
			reverted = blame->place;
		if (!blame->fixes)
			continue;
		out->tags++;
		out->by_tag[blame->place]++;
		out->resolved[blame->resolution]++;
		out->recovered += blame->resolution == RESOLVED_RECOVERED;
		if (blame->place < newest)
			newest = blame->place;
		internal = internal && blame->internal;
		corrected = corrected || blame->corrected;
	}
	if (reverted < AT_COUNT)
		out->reverted[reverted]++;
	if (newest == AT_COUNT)
		return;
	out->culprits[newest]++;
	out->internal += internal;
	out->corrected += corrected;
}

void past_count(struct past_counts *out, const struct postmortem *pm, enum blame_place at, size_t rc)
{
	*out = (struct past_counts){.commits = 0};
	for (size_t i = 0; i < pm->own; i++)
		if (is_counted(&pm->commits.v[i], at, rc))
			count_commit(out, &pm->commits.v[i]);
	for (size_t from = 0, to; from < pm->blames.n; from = to) {
		for (to = from; to < pm->blames.n && pm->blames.v[to].fix == pm->blames.v[from].fix; to++)
			;
		if (!pm->blames.v[from].later && is_counted(&pm->commits.v[pm->blames.v[from].fix], at, rc))
			count_blames(out, &pm->blames.v[from], to - from);
	}
}

size_t past_rcs(const struct postmortem *pm)
{
	const struct past_cycle *cycle = &pm->cycle;

	if (cycle->partial && oid_equal(&cycle->rcs.v[cycle->rcs.n - 1].commit, &cycle->release.commit))
		return cycle->rcs.n - 1;
	return cycle->rcs.n;
}

const char *past_rc_name(const struct postmortem *pm, size_t rc)
{
	return rc < pm->cycle.rcs.n ? pm->cycle.rcs.v[rc].name : pm->cycle.release.name;
}
