/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/plan.h"

#include "text/gates.h"
#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <string.h>

enum { BATCH_WIDTH = 6, NOTE_ROOM = 48, NOTE_INDENT = 8 };

enum paint plan_paint(enum batch batch)
{
	static const enum paint paints[BATCH_COUNT] = {
	    [BATCH_FIRST] = PAINT_GOOD,
	    [BATCH_SECOND] = PAINT_NAME,
	    [BATCH_FIXES] = PAINT_GOOD,
	    [BATCH_HOLD] = PAINT_BAD,
	    [BATCH_DROP] = PAINT_DIM,
	};

	return paints[batch];
}

/* The batch's name at the start of the line, in its colour. */
static size_t add_batch(struct buf *out, const struct term *term, const char *line)
{
	for (size_t i = 0; i < BATCH_COUNT; i++) {
		size_t length = strlen(batch_name[i]);

		if (strncmp(line, batch_name[i], length) || line[length] != ' ')
			continue;
		buf_addf(out, "%s%s%s", term_paint(term, plan_paint((enum batch)i)), batch_name[i],
		    term_end(term));
		return length;
	}
	return 0;
}

/* The note, with "# " at the start of each line that it takes. */
static void add_note(struct buf *out, const struct term *term, const char *note, size_t column)
{
	bool below = column + NOTE_ROOM > term->width;
	size_t indent = (below ? NOTE_INDENT : column) + 2;
	struct buf wrapped = BUF_INIT;
	struct strings lines = STRINGS_INIT;

	wrap_add(&wrapped, note, indent, term->width);
	strings_split(&lines, wrapped.s, '\n');
	for (size_t i = 0; i < lines.n; i++) {
		if (i || below) {
			buf_trim(out);
			buf_addch(out, '\n');
			buf_addchars(out, ' ', indent - 2);
		}
		buf_addf(out, "%s# %s%s", term_paint(term, PAINT_DIM), lines.v[i] + strspn(lines.v[i], " "),
		    term_end(term));
	}
	strings_release(&lines);
	buf_release(&wrapped);
}

static void add_line(struct buf *out, const struct term *term, const char *line, bool wrap)
{
	const char *note = *line == '#' ? NULL : strstr(line, "  # ");
	size_t length = note ? (size_t)(note - line) + 2 : strlen(line), batch = add_batch(out, term, line);

	if (*line == '#')
		buf_addf(out, "%s%s%s", term_paint(term, PAINT_DIM), line, term_end(term));
	else
		buf_add(out, line + batch, length - batch);
	if (note && wrap) {
		char *head = mem_dupn(line, length);

		add_note(out, term, note + 4, safe_width(head));
		free(head);
	} else if (note) {
		buf_addf(out, "%s%s%s", term_paint(term, PAINT_DIM), note + 2, term_end(term));
	}
	buf_addch(out, '\n');
}

void plan_add_text(struct buf *out, const struct term *term, const char *text, bool wrap)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		struct buf masked = BUF_INIT;

		safe_add(&masked, text, length);
		add_line(out, term, masked.s, wrap);
		buf_release(&masked);
		text += length + (text[length] == '\n');
	}
}

const char *const plan_columns[] = {"batch", "topic", "tip", "clause", "risky", "commits", "releases",
    "tests_docs", "reason", "gates", "elsewhere", NULL};

struct error *plan_records(FILE *out, const char *format, const struct survey *survey,
    const struct split_rules *rules, const struct verdict *verdicts, const size_t *order,
    const struct topic_gates *gates)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, plan_columns);
	for (size_t i = 0; i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[order[i]];
		const struct verdict *verdict = &verdicts[order[i]];
		int share = topic->final.known ? ratio_share_added(&topic->final) : -1;

		record_text(&records, batch_name[verdict->batch]);
		record_text(&records, topic->name);
		record_oid(&records, &topic->tip);
		record_number(&records, (long)verdict->clause);
		record_bool(&records, verdict->risky);
		record_number(&records, (long)topic->patches);
		if (rules->next_data && topic->judged && !topic->unknown)
			record_number(&records, topic->least_releases);
		else
			record_none(&records);
		if (share >= 0)
			record_number(&records, share);
		else
			record_none(&records);
		record_text(&records, verdict->reason);
		gates_record(&records, gates, order[i]);
		if (survey->elsewhere && !gates)
			record_none(&records);
		if (survey->elsewhere)
			record_elsewhere(&records, &topic->elsewhere);
		record_end(&records);
	}
	return records_finish(&records);
}
