/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/bumps.h"

#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <string.h>

enum { REASON_LEAST = 30, REASON_INDENT = 4, DAY_WIDTH = 10 };

static size_t widest(const char *const *names, size_t n)
{
	size_t width = 0;

	for (size_t i = 0; i < n; i++)
		width = safe_width(names[i]) > width ? safe_width(names[i]) : width;
	return width;
}

static void add_cell(struct buf *out, const char *text, size_t width)
{
	size_t before = out->len, taken;

	safe_add_cut(out, text, width);
	taken = safe_width(out->s + before);
	buf_addchars(out, ' ', (width > taken ? width - taken : 0) + 2);
}

/* Beside the day if there is room, else below. */
static void add_reason(struct buf *out, const struct term *term, const char *reason, size_t column)
{
	char *masked = safe_text(reason);

	if (column + REASON_LEAST > term->width) {
		buf_trim(out);
		buf_addch(out, '\n');
		buf_addchars(out, ' ', REASON_INDENT);
		column = REASON_INDENT;
	}
	wrap_add(out, masked, column, term->width);
	buf_addch(out, '\n');
	free(masked);
}

void bumps_add_text(struct buf *out, const struct term *term, const struct bumps *bumps)
{
	char **names = mem_new(bumps->n + 1, sizeof(*names)),
	     **versions = mem_new(bumps->n + 1, sizeof(*versions));
	size_t name_width, version_width;

	for (size_t i = 0; i < bumps->n; i++) {
		names[i] = safe_text(bumps->v[i].topic);
		versions[i] = safe_text(bumps->v[i].version);
	}
	name_width = widest((const char *const *)names, bumps->n);
	version_width = widest((const char *const *)versions, bumps->n);
	if (name_width > term->width / 2)
		name_width = term->width / 2;
	if (version_width > term->width / 4)
		version_width = term->width / 4;
	for (size_t i = 0; i < bumps->n; i++) {
		buf_addstr(out, term_paint(term, PAINT_NAME));
		add_cell(out, names[i], name_width);
		buf_addstr(out, term_end(term));
		add_cell(out, versions[i], version_width);
		day_add_iso(out, bumps->v[i].day);
		buf_addstr(out, "  ");
		add_reason(out, term, bumps->v[i].reason, name_width + version_width + DAY_WIDTH + 6);
		free(names[i]);
		free(versions[i]);
	}
	if (!bumps->n)
		buf_addstr(out, "No topic is bumped.\n");
	free(names);
	free(versions);
}

const char *const bumps_columns[] = {"topic", "version", "day", "tip", "reason", NULL};

struct error *bumps_records(FILE *out, const char *format, const struct bumps *bumps)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, bumps_columns);
	for (size_t i = 0; i < bumps->n; i++) {
		const struct bump *bump = &bumps->v[i];

		record_text(&records, bump->topic);
		record_text(&records, bump->version);
		record_day(&records, bump->day);
		record_oid(&records, &bump->tip);
		record_text(&records, bump->reason);
		record_end(&records);
	}
	return records_finish(&records);
}
