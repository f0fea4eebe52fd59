/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/finding.h"

#include "util/array.h"

#include <string.h>

const char *const finding_level_name[FINDING_LEVELS] = {
    [FINDING_INFO] = "info",
    [FINDING_WARNING] = "warning",
    [FINDING_ERROR] = "error",
};

void findings_add(struct findings *findings, struct finding finding)
{
	array_push(findings, finding);
}

size_t findings_count(const struct findings *findings, enum finding_level level)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->n; i++)
		count += findings->v[i].level == level && !findings->v[i].waived;
	return count;
}

size_t findings_waived(const struct findings *findings)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->n; i++)
		count += findings->v[i].waived;
	return count;
}

/* How far from the front the run of findings belongs that begins at `start`, and where it ends. */
static int place_of(const struct findings *findings, size_t start, size_t *end)
{
	const char *topic = findings->v[start].topic;
	int place = FINDING_LEVELS;

	for (*end = start; *end < findings->n; ++*end) {
		const struct finding *finding = &findings->v[*end];
		int own = finding->waived ? FINDING_LEVELS : FINDING_ERROR - (int)finding->level;

		if (topic ? !finding->topic || strcmp(finding->topic, topic) != 0 : finding->topic != NULL)
			break;
		place = own < place ? own : place;
	}
	return topic ? place : -1;
}

void findings_worst_first(struct findings *findings)
{
	struct findings sorted = FINDINGS_INIT;

	for (int place = -1; place <= FINDING_LEVELS; place++)
		for (size_t start = 0, end; start < findings->n; start = end)
			if (place_of(findings, start, &end) == place)
				for (size_t i = start; i < end; i++)
					array_push(&sorted, findings->v[i]);
	array_release(findings);
	*findings = sorted;
}

void findings_release(struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		free(findings->v[i].about);
		free(findings->v[i].topic);
		free(findings->v[i].subject);
		free(findings->v[i].text);
		free(findings->v[i].command);
		free(findings->v[i].waiver);
		free(findings->v[i].reason);
	}
	array_release(findings);
}
