/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/cache.h"

#include "text/record.h"
#include "util/instant.h"
#include "util/mem.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, COLUMNS = 5 };

/* "812 B", "4.1 MiB" */
static void add_size(struct buf *out, int64_t bytes)
{
	static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
	enum { UNITS = sizeof(units) / sizeof(*units) };
	double size = (double)bytes;
	size_t unit = 0;

	while (size >= 1023.95 && unit + 1 < UNITS) {
		size /= 1024;
		unit++;
	}
	buf_addf(out, unit ? "%.1f %s" : "%.0f %s", size, units[unit]);
}

static void add_count(struct buf *out, int64_t count, const char *what)
{
	buf_addf(out, "%lld %s%s", (long long)count, what, count == 1 ? "" : "s");
}

/* "3 hours", of what is not in the future. */
static void add_age(struct buf *out, int64_t instant, int64_t now)
{
	int64_t age = now > instant ? now - instant : 0;

	if (!instant)
		buf_addch(out, '-');
	else if (age < 2 * MINUTE)
		add_count(out, age, "second");
	else if (age < 2 * HOUR)
		add_count(out, age / MINUTE, "minute");
	else if (age < 2 * DAY)
		add_count(out, age / HOUR, "hour");
	else
		add_count(out, age / DAY, "day");
}

/* ---- the table ---- */

struct line {
	char *cells[COLUMNS];
};

static const bool right[COLUMNS] = {false, true, true, true, true};

static struct line header(void)
{
	static const char *const names[COLUMNS] = {"HOST", "ANSWERS", "SIZE", "OLDEST", "NEWEST"};
	struct line line;

	for (size_t i = 0; i < COLUMNS; i++)
		line.cells[i] = mem_dup(names[i]);
	return line;
}

static struct line make_line(const struct cache_row *row, int64_t now)
{
	struct buf size = BUF_INIT, oldest = BUF_INIT, newest = BUF_INIT;

	add_size(&size, row->bytes);
	add_age(&oldest, row->oldest, now);
	add_age(&newest, row->newest, now);
	return (struct line){{safe_text(row->host), mem_format("%zu", row->answers), buf_detach(&size),
	    buf_detach(&oldest), buf_detach(&newest)}};
}

static void add_line(struct buf *out, const struct line *line, const size_t *widths)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t blank = widths[i] - safe_width(line->cells[i]);

		if (i)
			buf_addstr(out, "  ");
		if (right[i])
			buf_addchars(out, ' ', blank);
		buf_addstr(out, line->cells[i]);
		if (!right[i])
			buf_addchars(out, ' ', blank);
	}
	buf_addch(out, '\n');
}

static void add_table(struct buf *out, const struct term *term, const struct cache_rows *rows, int64_t now)
{
	struct line *lines = mem_new(rows->n + 1, sizeof(*lines));
	size_t widths[COLUMNS] = {0}, n = 0;

	lines[n++] = header();
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].answers)
			lines[n++] = make_line(rows->v + i, now);
	for (size_t i = 0; i < n * COLUMNS; i++) {
		size_t width = safe_width(lines[i / COLUMNS].cells[i % COLUMNS]);

		if (width > widths[i % COLUMNS])
			widths[i % COLUMNS] = width;
	}
	for (size_t i = 0; i < n; i++) {
		buf_addstr(out, i ? "" : term_paint(term, PAINT_BOLD));
		add_line(out, lines + i, widths);
		buf_addstr(out, i ? "" : term_end(term));
		for (size_t j = 0; j < COLUMNS; j++)
			free(lines[i].cells[j]);
	}
	free(lines);
}

/* ---- the sum ---- */

static struct cache_row sum(const struct cache_rows *rows)
{
	struct cache_row all = {.host = NULL};

	for (size_t i = 0; i < rows->n; i++) {
		all.answers += rows->v[i].answers;
		all.broken += rows->v[i].broken;
		all.pruned += rows->v[i].pruned;
		all.bytes += rows->v[i].bytes;
	}
	return all;
}

void cache_add_text(struct buf *out, const struct term *term, const struct cache_rows *rows,
    const char *where, int64_t now, bool prune)
{
	struct cache_row all = sum(rows);
	char *shown = safe_text(where);

	if (all.answers)
		add_table(out, term, rows, now);
	if (all.answers) {
		buf_addch(out, '\n');
		add_count(out, (int64_t)all.answers, "answer");
		buf_addstr(out, ", ");
		add_size(out, all.bytes);
	} else {
		buf_addstr(out, "No answers");
	}
	buf_addf(out, " in %s\n", shown);
	if (prune) {
		add_count(out, (int64_t)all.pruned, "file");
		buf_addf(out, " %s taken away\n", all.pruned == 1 ? "was" : "were");
	}
	if (all.broken) {
		add_count(out, (int64_t)all.broken, "file");
		buf_addf(out, " %s broken and not used; to take such away:  pullprep cache --prune\n",
		    all.broken == 1 ? "is" : "are");
	}
	free(shown);
}

/* ---- for programs ---- */

static void record_instant(struct records *records, int64_t instant)
{
	struct buf text = BUF_INIT;

	if (instant)
		instant_add(&text, instant);
	record_text(records, text.s);
	buf_release(&text);
}

struct error *cache_records(FILE *out, const char *format, const struct cache_rows *rows)
{
	static const char *const columns[] = {
	    "host", "answers", "bytes", "oldest", "newest", "broken", "pruned", NULL};
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, columns);
	for (size_t i = 0; i < rows->n; i++) {
		const struct cache_row *row = rows->v + i;

		record_text(&records, row->host);
		record_number(&records, (long)row->answers);
		record_number(&records, (long)row->bytes);
		record_instant(&records, row->oldest);
		record_instant(&records, row->newest);
		record_number(&records, (long)row->broken);
		record_number(&records, (long)row->pruned);
		record_end(&records);
	}
	return records_finish(&records);
}
