/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/figures.h"

static void clear(struct topic *topic)
{
	topic->judged = topic->never = topic->modified = topic->rebased = topic->late = topic->unknown = 0;
	topic->least_releases = 0;
	topic->first = topic->latest_first = SOAK_NONE;
}

static void add_commit(struct topic *topic, const struct soak *soak, const struct project *project)
{
	const struct cycle *cycle = &project->cycle;
	bool open = cycle->phase == PHASE_WINDOW;

	if (!topic->judged++ || soak->releases < topic->least_releases)
		topic->least_releases = soak->releases;
	topic->never += soak->match == MATCH_NEVER;
	topic->modified += soak->match == MATCH_MODIFIED;
	topic->rebased += soak->match == MATCH_REBASED;
	topic->unknown += soak->match == MATCH_UNKNOWN;
	if (soak->first == SOAK_NONE)
		return;
	topic->late += open && project->next.v[soak->first].day > cycle->opens;
	if (topic->first == SOAK_NONE || soak->first < topic->first)
		topic->first = soak->first;
	if (soak->first > topic->latest_first)
		topic->latest_first = soak->first;
}

void figures_of_soak(const struct survey *survey, struct topic *topic)
{
	bool all_fixes = topic->fixes == topic->patches;
	bool one_unseen = false;

	clear(topic);
	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (commit->merge || (commit->fix && !all_fixes))
			continue;
		add_commit(topic, &commit->soak, survey->project);
		one_unseen = one_unseen || commit->soak.first == SOAK_NONE;
	}
	if (one_unseen)
		topic->latest_first = SOAK_NONE;
}

void figures_of_ratio(const struct survey *survey, struct topic *topic)
{
	topic->ratio = (struct ratio){.known = true};
	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (!commit->merge)
			ratio_add(&topic->ratio, &commit->ratio);
	}
}
