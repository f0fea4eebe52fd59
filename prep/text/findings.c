/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/findings.h"

#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { LEVEL_WIDTH = 9, COMMAND_INDENT = 6 };

static const enum paint paints[FINDING_LEVELS] = {
    [FINDING_INFO] = PAINT_DIM,
    [FINDING_WARNING] = PAINT_WARN,
    [FINDING_ERROR] = PAINT_BAD,
};

static void add_one(struct buf *out, const struct term *term, const struct finding *finding)
{
	const char *level = finding_level_name[finding->level];
	size_t indent = 2 + LEVEL_WIDTH + strlen(finding->rule) + 2;
	char *text = safe_text(finding->text),
	     *command = finding->command ? safe_text(finding->command) : NULL;

	buf_addf(out, "  %s%s%s", term_paint(term, paints[finding->level]), level, term_end(term));
	buf_addchars(out, ' ', LEVEL_WIDTH - strlen(level));
	buf_addf(out, "%s  ", finding->rule);
	wrap_add(out, text, indent, term->width);
	if (command) {
		buf_addstr(out, "\n\n");
		buf_addchars(out, ' ', COMMAND_INDENT);
		buf_addstr(out, command);
	}
	buf_addch(out, '\n');
	free(text);
	free(command);
}

void findings_add_text(struct buf *out, const struct term *term, const struct findings *findings)
{
	for (size_t level = FINDING_LEVELS; level-- > 0;)
		for (size_t i = 0; i < findings->n; i++)
			if (findings->v[i].level == (enum finding_level)level)
				add_one(out, term, &findings->v[i]);
}

void findings_add_counts(struct buf *out, const struct findings *findings)
{
	size_t errors = findings_count(findings, FINDING_ERROR),
	       warnings = findings_count(findings, FINDING_WARNING);

	if (errors)
		buf_addf(out, "%zu error%s", errors, errors > 1 ? "s" : "");
	if (errors && warnings)
		buf_addstr(out, " and ");
	if (warnings)
		buf_addf(out, "%zu warning%s", warnings, warnings > 1 ? "s" : "");
	if (!errors && !warnings)
		buf_addstr(out, "nothing to find fault with");
}

const char *const findings_columns[] = {"level", "rule", "about", "text", "command", NULL};

struct error *findings_records(FILE *out, const char *format, const struct findings *findings)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, findings_columns);
	for (size_t level = FINDING_LEVELS; level-- > 0;)
		for (size_t i = 0; i < findings->n; i++) {
			const struct finding *finding = &findings->v[i];

			if (finding->level != (enum finding_level)level)
				continue;
			record_text(&records, finding_level_name[level]);
			record_text(&records, finding->rule);
			record_text(&records, finding->about);
			record_text(&records, finding->text);
			record_text(&records, finding->command);
			record_end(&records);
		}
	return records_finish(&records);
}
