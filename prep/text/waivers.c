/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/waivers.h"

#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 4 };

void waived_add_commit(struct buf *out, const struct waived *waived)
{
	char *subject = waived->subject ? safe_text(waived->subject) : NULL;

	buf_add_oid(out, &waived->commit, 12);
	if (subject)
		buf_addf(out, " (\"%s\")", subject);
	else
		buf_addstr(out, " (not in this repository)");
	free(subject);
}

/* "2022-03-22, Morgan Maintainer: REASON", and where it was recorded if not here. */
static void add_reason(struct buf *out, const struct waived *waived, size_t width)
{
	const struct waiver *waiver = waived->waiver;
	size_t name = strcspn(waiver->author, "<");
	struct buf text = BUF_INIT;
	char *masked;

	day_add_iso(&text, day_of_time(waiver->time));
	buf_addf(&text, ", %.*s", name ? (int)name : (int)strlen(waiver->author), waiver->author);
	buf_trim(&text);
	buf_addf(&text, ": %s", waiver->reason);
	masked = safe_text(text.s);
	buf_addchars(out, ' ', INDENT);
	wrap_add(out, masked, INDENT, width);
	buf_addch(out, '\n');
	if (!oid_equal(&waived->commit, &waiver->commit)) {
		buf_addchars(out, ' ', INDENT);
		buf_addstr(out, "(recorded on ");
		buf_add_oid(out, &waiver->commit, 12);
		buf_addstr(out, ", the same patch)\n");
	}
	free(masked);
	buf_release(&text);
}

void waivers_add_text(
    struct buf *out, const struct term *term, const struct waived_list *list, const char *none)
{
	for (size_t i = 0; i < list->n; i++) {
		struct buf commit = BUF_INIT;

		waived_add_commit(&commit, &list->v[i]);
		buf_addf(
		    out, "%s%s%s  ", term_paint(term, PAINT_NAME), list->v[i].waiver->rule, term_end(term));
		wrap_add(out, commit.s, strlen(list->v[i].waiver->rule) + 2, term->width);
		buf_addch(out, '\n');
		add_reason(out, &list->v[i], term->width);
		buf_release(&commit);
	}
	if (!list->n)
		buf_addf(out, "%s\n", none ? none : "Nothing is waived.");
}

const char *const waivers_columns[] = {
    "commit", "rule", "day", "author", "reason", "recorded", "patch", NULL};

struct error *waivers_records(FILE *out, const char *format, const struct waived_list *list)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, waivers_columns);
	for (size_t i = 0; i < list->n; i++) {
		const struct waiver *waiver = list->v[i].waiver;

		record_oid(&records, &list->v[i].commit);
		record_text(&records, waiver->rule);
		record_day(&records, day_of_time(waiver->time));
		record_text(&records, waiver->author);
		record_text(&records, waiver->reason);
		record_oid(&records, &waiver->commit);
		if (oid_is_zero(&waiver->patch))
			record_none(&records);
		else
			record_oid(&records, &waiver->patch);
		record_end(&records);
	}
	return records_finish(&records);
}

void waived_list_release(struct waived_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->v[i].subject);
	array_release(list);
}
