/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/assembled.h"

#include "text/record.h"
#include "util/array.h"
#include "util/safe.h"

#include <string.h>

static const char *const how_words[ASSEMBLED_HOW_COUNT] = {
    [ASSEMBLED_CUT] = "cut",
    [ASSEMBLED_MERGED] = "merged",
    [ASSEMBLED_KEPT] = "kept",
    [ASSEMBLED_RESOLVED] = "by hand",
    [ASSEMBLED_HELD] = "held",
};
static const enum paint how_paint[ASSEMBLED_HOW_COUNT] = {
    [ASSEMBLED_CUT] = PAINT_GOOD,
    [ASSEMBLED_MERGED] = PAINT_GOOD,
    [ASSEMBLED_KEPT] = PAINT_DIM,
    [ASSEMBLED_RESOLVED] = PAINT_WARN,
    [ASSEMBLED_HELD] = PAINT_DIM,
};

/* Columns besides the name's: "  by hand  " before, "  12345 commits  1a2b3c4d5e6f" behind. */
enum { HOW_WIDTH = 7, BESIDES = 11 + 16 + 14, NAME_LEAST = 20 };

void assembled_release(struct assembled *assembled)
{
	free(assembled->base_name);
	free(assembled->diffstat);
	array_release(&assembled->topics);
	assembled->base_name = assembled->diffstat = NULL;
}

static void add_name(struct buf *out, const struct term *term, const char *name, size_t width)
{
	char *masked = safe_text(name);
	struct buf cut = BUF_INIT;

	safe_add_cut(&cut, masked, width);
	buf_addf(out, "%s%s%s", term_paint(term, PAINT_NAME), cut.s, term_end(term));
	buf_addchars(out, ' ', width - safe_width(cut.s));
	free(masked);
	buf_release(&cut);
}

static void add_topic(
    struct buf *out, const struct term *term, const struct assembled_topic *topic, size_t width)
{
	buf_addf(out, "  %s%-*s%s  ", term_paint(term, how_paint[topic->how]), HOW_WIDTH,
	    how_words[topic->how], term_end(term));
	add_name(out, term, topic->name, width);
	buf_addf(out, "  %5zu commit%s", topic->commits, topic->commits == 1 ? " " : "s");
	if (topic->how == ASSEMBLED_HELD) {
		char *masked = safe_text(topic->by);

		buf_addstr(out, "  by ");
		safe_add_cut(
		    out, masked, term->width > width + BESIDES ? term->width - width - BESIDES + 9 : 9);
		free(masked);
	} else if (!oid_is_zero(&topic->merge)) {
		buf_addstr(out, "  ");
		buf_add_oid(out, &topic->merge, 12);
	}
	buf_addch(out, '\n');
}

static size_t name_width(const struct term *term, const struct assembled *assembled)
{
	size_t most = term->width > BESIDES + NAME_LEAST ? term->width - BESIDES : NAME_LEAST, width = 0;

	for (size_t i = 0; i < assembled->topics.n; i++) {
		char *masked = safe_text(assembled->topics.v[i].name);
		size_t own = safe_width(masked);

		width = own > width ? own : width;
		free(masked);
	}
	return width < most ? width : most;
}

void assembled_add_text(struct buf *out, const struct term *term, const struct assembled *assembled)
{
	char *branch = safe_text(assembled->branch), *base = safe_text(assembled->base_name);
	size_t width = name_width(term, assembled);

	buf_addf(out, "%s is %s: %s%s%s ", assembled->batch,
	    assembled->dry_run     ? (assembled->unchanged ? "unchanged" : "only tried")
	    : assembled->unchanged ? "unchanged"
				   : "assembled",
	    term_paint(term, PAINT_BOLD), branch, term_end(term));
	if (!assembled->dry_run || assembled->unchanged) {
		buf_addstr(out, "at ");
		buf_add_oid(out, &assembled->tip, 12);
		buf_addch(out, ' ');
	}
	buf_addf(out, "on %s\n\n", base);
	for (size_t i = 0; i < assembled->topics.n; i++)
		add_topic(out, term, &assembled->topics.v[i], width);
	buf_addf(out, "\n  %zu commit%s, %zu merge%s", assembled->commits, assembled->commits == 1 ? "" : "s",
	    assembled->merges, assembled->merges == 1 ? "" : "s");
	buf_addf(
	    out, "\n  %s\n", assembled->diffstat ? assembled->diffstat : "no file differs from the base");
	free(branch);
	free(base);
}

const char *const assembled_columns[] = {"batch", "branch", "base", "tip", "unchanged", "topic", "how",
    "held_by", "commits", "topic_tip", "merge", NULL};

static void record_commit(struct records *records, const git_oid *oid)
{
	if (oid_is_zero(oid))
		record_none(records);
	else
		record_oid(records, oid);
}

struct error *assembled_records(FILE *out, const char *format, const struct assembled *assembled)
{
	struct records records;

	records_start(&records, out, !strcmp(format, "json") ? RECORD_JSON : RECORD_TSV, assembled_columns);
	for (size_t i = 0; i < assembled->topics.n; i++) {
		const struct assembled_topic *topic = &assembled->topics.v[i];

		record_text(&records, assembled->batch);
		record_text(&records, assembled->branch);
		record_oid(&records, &assembled->base);
		record_oid(&records, &assembled->tip);
		record_bool(&records, assembled->unchanged);
		record_text(&records, topic->name);
		record_text(&records, how_words[topic->how]);
		record_text(&records, topic->by);
		record_number(&records, (long)topic->commits);
		record_oid(&records, &topic->tip);
		record_commit(&records, &topic->merge);
		record_end(&records);
	}
	return records_finish(&records);
}
