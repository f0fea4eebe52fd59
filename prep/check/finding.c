/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/finding.h"

#include "util/array.h"

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
