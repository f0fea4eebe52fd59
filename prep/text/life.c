/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/life.h"

#include "text/record.h"
#include "text/wrap.h"
#include "util/mem.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS = 12, DATE_WIDTH = 12, KIND_WIDTH = 12, INDENT = DATE_WIDTH + KIND_WIDTH };

static const enum paint paints[LIFE_COUNT] = {
    [LIFE_OBJECTED] = PAINT_WARN,
    [LIFE_PULLED] = PAINT_GOOD,
    [LIFE_RELEASED] = PAINT_GOOD,
    [LIFE_FIXED] = PAINT_WARN,
    [LIFE_REVERTED] = PAINT_BAD,
    [LIFE_REAPPLIED] = PAINT_WARN,
};

static bool is_id(const char *text)
{
	return strlen(text) == GIT_OID_HEXSZ && strspn(text, "0123456789abcdef") == GIT_OID_HEXSZ;
}

/* What happened, on one line, masked. A source that is another commit stands before it. */
static char *words_of(const struct life *life, const struct life_event *event)
{
	struct buf words = BUF_INIT;
	char own[GIT_OID_HEXSZ + 1], *masked;

	git_oid_tostr(own, sizeof(own), &life->oid);
	if (event->unknown)
		buf_addstr(&words, "unknown: ");
	if (event->source && is_id(event->source) && strcmp(event->source, own) != 0)
		buf_addf(&words, "%.*s ", DIGITS, event->source);
	buf_addstr(&words, event->what);
	if (event->detail)
		buf_addf(&words, " (%s)", event->detail);
	masked = safe_text(words.s);
	buf_release(&words);
	return masked;
}

/* How many columns the last line has. */
static size_t last_width(const struct buf *out, size_t from)
{
	const char *line = strrchr(out->s + from, '\n');

	return line ? safe_width(line + 1) : INDENT + safe_width(out->s + from);
}

/* Behind the words where there is room, else on a line of its own. */
static void add_source(struct buf *out, const struct term *term, const char *source, size_t width)
{
	char *masked = safe_text(source);

	if (width + 2 + safe_width(masked) <= term->width)
		buf_addstr(out, "  ");
	else
		buf_addf(out, "\n%*s", INDENT, "");
	buf_addstr(out, term_paint(term, PAINT_DIM));
	wrap_add(out, masked, INDENT, term->width);
	buf_addstr(out, term_end(term));
	free(masked);
}

static void add_event(
    struct buf *out, const struct term *term, const struct life *life, const struct life_event *event)
{
	struct buf day = BUF_INIT;
	char *words = words_of(life, event);
	size_t from;

	day_add_iso(&day, life_day(event));
	buf_addf(out, "%-*s%s%s%s%*s", DATE_WIDTH, day.s,
	    term_paint(term, event->unknown ? PAINT_NONE : paints[event->kind]), life_name[event->kind],
	    event->unknown || !paints[event->kind] ? "" : term_end(term),
	    (int)(KIND_WIDTH - strlen(life_name[event->kind])), "");
	from = out->len;
	wrap_add(out, words, INDENT, term->width);
	if (event->source && !is_id(event->source))
		add_source(out, term, event->source, last_width(out, from));
	buf_addch(out, '\n');
	buf_release(&day);
	free(words);
}

static void add_head(struct buf *out, const struct term *term, const struct life *life)
{
	char *subject = safe_text(life->subject), *author = safe_text(life->author);
	char id[DIGITS + 1];

	buf_addstr(out, term_paint(term, PAINT_BOLD));
	buf_addf(out, "%s  ", git_oid_tostr(id, sizeof(id), &life->oid));
	wrap_add(out, subject, DIGITS + 2, term->width);
	buf_addf(out, "%s\n%s\n\n", term_end(term), author);
	free(subject);
	free(author);
}

void life_add_text(struct buf *out, const struct term *term, const struct life *life)
{
	bool dated = false;

	add_head(out, term, life);
	for (size_t i = 0; i < life->events.n; i++) {
		bool has_day = life_day(&life->events.v[i]) != DAY_NONE;

		if (dated && !has_day)
			buf_addch(out, '\n');
		dated = has_day;
		add_event(out, term, life, &life->events.v[i]);
	}
}

/* ---- records ---- */

const char *const life_columns[] = {"date", "event", "what", "source", "detail", NULL};

struct error *life_records(FILE *out, const char *format, const struct life *life)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, life_columns);
	for (size_t i = 0; i < life->events.n; i++) {
		const struct life_event *event = &life->events.v[i];
		char *unknown = event->unknown ? mem_format("unknown: %s", event->what) : NULL;

		record_day(&records, life_day(event));
		record_text(&records, life_name[event->kind]);
		record_text(&records, unknown ? unknown : event->what);
		record_text(&records, event->source);
		record_text(&records, event->detail);
		record_end(&records);
		free(unknown);
	}
	return records_finish(&records);
}
