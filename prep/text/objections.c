/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/objections.h"

#include "plan/words.h"
#include "text/judged.h"
#include "util/array.h"

#include <string.h>

void objections_add_counts(struct buf *out, const struct findings *findings)
{
	size_t errors = findings_count(findings, FINDING_ERROR),
	       warnings = findings_count(findings, FINDING_WARNING);

	if (errors)
		words_count(out, (long)errors, "error");
	if (errors && warnings)
		buf_addstr(out, ", ");
	if (warnings)
		words_count(out, (long)warnings, "warning");
}

size_t objections_of(const struct findings *findings, enum finding_level level, const char *topic)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *finding = &findings->v[i];

		count += finding->level == level && !finding->waived && finding->topic &&
			 !strcmp(finding->topic, topic);
	}
	return count;
}

static bool is_told(const struct finding *finding)
{
	return finding->level == FINDING_ERROR && !finding->waived;
}

void objections_add_errors(
    struct buf *out, const struct term *term, const struct pull *pull, const struct findings *findings)
{
	struct findings errors = FINDINGS_INIT; /* borrows */

	for (size_t i = 0; i < findings->n; i++)
		if (is_told(&findings->v[i]))
			findings_add(&errors, findings->v[i]);
	judged_add_text(out, term, pull, &errors, FINDING_ERROR);
	array_release(&errors);
}
