/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/ratio.h"

#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { ID_DIGITS = 12, LINES_LEAST = 5, SUBJECT_LEAST = 20, BAR_MOST = 40 };

/* ---- cells ---- */

/* 1234567 as "1,234,567". */
static void add_number(struct buf *out, long number, size_t width)
{
	char digits[32], text[48];
	size_t n = (size_t)snprintf(digits, sizeof(digits), "%ld", number), length = 0;

	for (size_t i = 0; i < n; i++) {
		text[length++] = digits[i];
		if (i + 1 < n && (n - 1 - i) % 3 == 0)
			text[length++] = ',';
	}
	text[length] = '\0';
	buf_addf(out, "%*s", (int)width, text);
}

static size_t number_width(long number)
{
	struct buf text = BUF_INIT;
	size_t width;

	add_number(&text, number, 0);
	width = text.len;
	buf_release(&text);
	return width;
}

static void add_lines(struct buf *out, const struct ratio *ratio, long lines, size_t width)
{
	if (ratio->known)
		add_number(out, lines, width);
	else
		buf_addf(out, "%*s", (int)width, "?");
}

static void add_share(
    struct buf *out, const struct term *term, const struct ratio *ratio, long part, long whole, size_t width)
{
	char text[16] = "?";
	enum paint paint = PAINT_NONE;

	if (ratio->known && !whole)
		strcpy(text, "-");
	else if (ratio->known && part && part * 100 < whole)
		strcpy(text, "<1%");
	else if (ratio->known)
		snprintf(text, sizeof(text), "%ld%%", part * 100 / whole);
	if (ratio->known && !part)
		paint = PAINT_DIM;
	buf_addf(out, "%s%*s%s", term_paint(term, paint), (int)width, text, term_end(term));
}

static void add_share_added(
    struct buf *out, const struct term *term, const struct ratio *ratio, enum path_class class, size_t width)
{
	add_share(out, term, ratio, ratio->lines[class].added, ratio_added(ratio), width);
}

static long lines_changed(const struct ratio *ratio, enum path_class class)
{
	return ratio->lines[class].added + ratio->lines[class].removed;
}

static void add_share_changed(
    struct buf *out, const struct term *term, const struct ratio *ratio, enum path_class class, size_t width)
{
	add_share(out, term, ratio, lines_changed(ratio, class), ratio_changed(ratio), width);
}

/* Room for the largest number of lines among so many ratios. */
struct widths {
	size_t added, changed;
};

static void widen(struct widths *widths, const struct ratio *ratio)
{
	size_t added = number_width(ratio_added(ratio)), changed = number_width(ratio_changed(ratio));

	if (added > widths->added)
		widths->added = added;
	if (changed > widths->changed)
		widths->changed = changed;
}

static void add_heading(struct buf *out, const struct term *term, const struct buf *text)
{
	buf_addf(out, "%s%s%s\n", term_paint(term, PAINT_DIM), text->s, term_end(term));
}

/* ---- one topic: its classes ---- */

static void add_bar(struct buf *out, const struct term *term, long part, long whole, size_t room)
{
	size_t length = whole ? (size_t)((double)part * (double)room / (double)whole + 0.5) : 0;

	if (part && !length)
		length = 1;
	if (!length)
		return;
	buf_addf(out, "  %s", term_paint(term, PAINT_GOOD));
	for (size_t i = 0; i < length; i++)
		buf_addstr(out, term->bars ? "\u2588" : "+");
	buf_addstr(out, term_end(term));
}

static long all_files(const struct ratio *ratio)
{
	long sum = 0;

	for (int class = 0; class < CLASS_COUNT; class ++)
		sum += ratio->files[class];
	return sum;
}

static void add_classes(struct buf *out, const struct term *term, const struct ratio *ratio)
{
	struct widths widths = {LINES_LEAST, LINES_LEAST + 2};
	struct buf heading = BUF_INIT;
	/* Summed over commits: a file counts once for each that changes it. */
	static const char edits[] = "FILE EDITS";
	size_t files = number_width(all_files(ratio)), room;

	if (files < strlen(edits))
		files = strlen(edits);
	widen(&widths, ratio);
	buf_addf(&heading, "          %*s  %*s         %*s", (int)files, edits, (int)widths.added, "ADDED",
	    (int)widths.changed, "CHANGED");
	add_heading(out, term, &heading);
	room = heading.len + 8 < term->width ? term->width - heading.len - 8 : 0;
	room = room > BAR_MOST ? BAR_MOST : room;
	buf_release(&heading);
	for (int i = 0; i < CLASS_COUNT; i++) {
		enum path_class class = (enum path_class)i;

		buf_addf(out, "    %-6s", path_class_name[class]);
		add_number(out, ratio->files[class], files);
		buf_addstr(out, "  ");
		add_number(out, ratio->lines[class].added, widths.added);
		add_share_added(out, term, ratio, class, 6);
		buf_addstr(out, "   ");
		add_number(out, lines_changed(ratio, class), widths.changed);
		add_share_changed(out, term, ratio, class, 6);
		add_bar(out, term, ratio->lines[class].added, ratio_added(ratio), room);
		buf_addch(out, '\n');
	}
}

/* ---- one topic: its commits ---- */

static void add_commit(
    struct buf *out, const struct term *term, const struct commit_facts *commit, const struct widths *widths)
{
	const struct ratio *ratio = &commit->ratio;
	size_t used = 4 + ID_DIGITS + 2 + widths->added + 11 + 2 + widths->changed + 11 + 2;
	char *subject = safe_text(*commit->subject ? commit->subject : "(no subject)");

	buf_addf(out, "    %s", term_paint(term, PAINT_NAME));
	buf_add_oid(out, &commit->oid, ID_DIGITS);
	buf_addf(out, "%s  ", term_end(term));
	add_lines(out, ratio, ratio_added(ratio), widths->added);
	add_share_added(out, term, ratio, CLASS_TESTS, 6);
	add_share_added(out, term, ratio, CLASS_DOCS, 5);
	buf_addstr(out, "  ");
	add_lines(out, ratio, ratio_changed(ratio), widths->changed);
	add_share_changed(out, term, ratio, CLASS_TESTS, 6);
	add_share_changed(out, term, ratio, CLASS_DOCS, 5);
	buf_addstr(out, "  ");
	safe_add_cut(out, subject, term->width > used + SUBJECT_LEAST ? term->width - used : SUBJECT_LEAST);
	buf_addch(out, '\n');
	free(subject);
}

static void add_commits(
    struct buf *out, const struct term *term, const struct survey *survey, const struct topic *topic)
{
	struct widths widths = {LINES_LEAST, LINES_LEAST + 2};
	struct buf heading = BUF_INIT;

	for (size_t i = 0; i < topic->commits.n; i++)
		widen(&widths, &survey->commits.v[topic->commits.v[i]].ratio);
	buf_addf(&heading, "    %-*s  %*s TESTS DOCS  %*s TESTS DOCS  SUBJECT", ID_DIGITS, "COMMIT",
	    (int)widths.added, "ADDED", (int)widths.changed, "CHANGED");
	add_heading(out, term, &heading);
	buf_release(&heading);
	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (!commit->merge)
			add_commit(out, term, commit, &widths);
	}
}

static void add_headline(struct buf *out, const struct ratio *ratio)
{
	long tested = ratio->lines[CLASS_TESTS].added + ratio->lines[CLASS_DOCS].added;

	if (!ratio->known) {
		buf_addstr(out, ", lines unknown: an object is missing");
		return;
	}
	buf_addstr(out, ", ");
	add_number(out, ratio_added(ratio), 0);
	buf_addf(out, " line%s added", ratio_added(ratio) == 1 ? "" : "s");
	if (!ratio_added(ratio))
		return;
	if (tested && !ratio_share_added(ratio))
		buf_addstr(out, ", less than 1% of them in tests and docs");
	else
		buf_addf(out, ", %d%% of them in tests and docs", ratio_share_added(ratio));
}

/* ---- tests elsewhere ---- */

/* "61% + 2 tests in kvm-unit-tests" */
static void add_plus(struct buf *out, const struct term *term, size_t column, const struct ratio *ratio,
    const struct elsewhere *elsewhere)
{
	static const struct term plain = {.width = 80};
	long tested = ratio->lines[CLASS_TESTS].added + ratio->lines[CLASS_DOCS].added;
	struct buf text = BUF_INIT;
	char *safe;

	add_share(&text, &plain, ratio, tested, ratio_added(ratio), 0);
	elsewhere_add_plus(&text, elsewhere);
	safe = safe_text(text.s);
	wrap_add(out, safe, column, term->width);
	buf_addch(out, '\n');
	free(safe);
	buf_release(&text);
}

static void add_elsewhere(struct buf *out, const struct term *term, const struct topic *topic)
{
	static const char head[] = "tests and docs: ";

	if (!topic->elsewhere.n)
		return;
	buf_addf(out, "\n    %s", head);
	add_plus(out, term, strlen(head) + 4, &topic->ratio, &topic->elsewhere);
	for (size_t i = 0; i < topic->elsewhere.n; i++) {
		const struct elsewhere_place *place = &topic->elsewhere.v[i];

		for (size_t k = 0; k < place->tests.n; k++) {
			char *test = safe_text(place->tests.v[k]), *name = safe_text(place->name);

			buf_addf(out, "      %s  ", name);
			wrap_add(out, test, 8 + safe_width(name), term->width);
			buf_addch(out, '\n');
			free(test);
			free(name);
		}
	}
}

/* Below the rows: what would not fit beside the shares. */
static void add_rows_elsewhere(
    struct buf *out, const struct term *term, const struct ratio_row *rows, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		struct buf cut = BUF_INIT;
		char *name;

		if (!rows[i].elsewhere || !rows[i].elsewhere->n)
			continue;
		if (!any)
			buf_addch(out, '\n');
		any = true;
		name = safe_text(rows[i].name);
		safe_add_cut(&cut, name, term->width / 2);
		buf_addf(out, "%s%s%s: ", term_paint(term, PAINT_NAME), cut.s, term_end(term));
		add_plus(out, term, safe_width(cut.s) + 2, rows[i].ratio, rows[i].elsewhere);
		buf_release(&cut);
		free(name);
	}
}

void ratio_text_topic(
    struct buf *out, const struct term *term, const struct survey *survey, const struct topic *topic)
{
	char *name = safe_text(topic->name);

	buf_addf(out, "%s%s%s: %zu commit%s", term_paint(term, PAINT_BOLD), name, term_end(term),
	    topic->patches, topic->patches == 1 ? "" : "s");
	if (topic->patches)
		add_headline(out, &topic->ratio);
	buf_addch(out, '\n');
	if (topic->patches && topic->ratio.known) {
		buf_addch(out, '\n');
		add_classes(out, term, &topic->ratio);
	}
	add_elsewhere(out, term, topic);
	if (topic->patches) {
		buf_addch(out, '\n');
		add_commits(out, term, survey, topic);
	}
	free(name);
}

/* ---- many topics ---- */

struct columns {
	struct widths lines;
	size_t name;
	bool all; /* there is room for tools and code, too */
};

static struct columns choose_columns(const struct term *term, const struct ratio_row *rows, size_t n)
{
	struct columns columns = {{LINES_LEAST, LINES_LEAST + 2}, 5, true};
	size_t fixed, others = 11;

	for (size_t i = 0; i < n; i++) {
		char *name = safe_text(rows[i].name);

		if (safe_width(name) > columns.name)
			columns.name = safe_width(name);
		widen(&columns.lines, rows[i].ratio);
		free(name);
	}
	fixed = 9 + 2 + columns.lines.added + 11 + 2 + columns.lines.changed + 11;
	columns.all = columns.name + fixed + others <= term->width;
	if (columns.name + fixed > term->width)
		columns.name = term->width > fixed + 10 ? term->width - fixed : 10;
	return columns;
}

static void add_row(
    struct buf *out, const struct term *term, const struct columns *columns, const struct ratio_row *row)
{
	const struct ratio *ratio = row->ratio;
	char *name = safe_text(row->name);
	struct buf cut = BUF_INIT;

	safe_add_cut(&cut, name, columns->name);
	buf_addf(out, "%s%s%s", term_paint(term, row->sum ? PAINT_BOLD : PAINT_NAME), cut.s, term_end(term));
	buf_addchars(out, ' ', columns->name - safe_width(cut.s));
	add_number(out, (long)row->commits, 9);
	buf_addstr(out, "  ");
	add_lines(out, ratio, ratio_added(ratio), columns->lines.added);
	add_share_added(out, term, ratio, CLASS_TESTS, 6);
	add_share_added(out, term, ratio, CLASS_DOCS, 5);
	if (columns->all) {
		add_share_added(out, term, ratio, CLASS_TOOLS, 6);
		add_share_added(out, term, ratio, CLASS_CODE, 5);
	}
	buf_addstr(out, "  ");
	add_lines(out, ratio, ratio_changed(ratio), columns->lines.changed);
	add_share_changed(out, term, ratio, CLASS_TESTS, 6);
	add_share_changed(out, term, ratio, CLASS_DOCS, 5);
	buf_addch(out, '\n');
	buf_release(&cut);
	free(name);
}

void ratio_text_rows(struct buf *out, const struct term *term, const struct ratio_row *rows, size_t n)
{
	struct columns columns = choose_columns(term, rows, n);
	struct buf heading = BUF_INIT;

	buf_addf(&heading, "%-*s  COMMITS  %*s TESTS DOCS%s  %*s TESTS DOCS", (int)columns.name, "TOPIC",
	    (int)columns.lines.added, "ADDED", columns.all ? " TOOLS CODE" : "", (int)columns.lines.changed,
	    "CHANGED");
	add_heading(out, term, &heading);
	buf_release(&heading);
	for (size_t i = 0; i < n; i++)
		add_row(out, term, &columns, &rows[i]);
	add_rows_elsewhere(out, term, rows, n);
}

/* ---- for programs ---- */

/* Classes by the alphabet. */
static const enum path_class by_name[CLASS_COUNT] = {CLASS_CODE, CLASS_DOCS, CLASS_TESTS, CLASS_TOOLS};

void ratio_text_record(
    struct buf *out, const git_oid *commit, const struct ratio *ratio, const struct elsewhere *elsewhere)
{
	buf_add_oid(out, commit, GIT_OID_HEXSZ);
	if (!ratio->known)
		buf_addstr(out, "\tunknown");
	for (int i = 0; ratio->known && i < CLASS_COUNT; i++) {
		const struct lines *lines = &ratio->lines[by_name[i]];

		if (lines->added || lines->removed)
			buf_addf(
			    out, "\t%s=%ld/%ld", path_class_name[by_name[i]], lines->added, lines->removed);
	}
	if (elsewhere && elsewhere->n) {
		buf_addstr(out, "\telsewhere=");
		elsewhere_add_brief(out, elsewhere);
	}
	buf_addch(out, '\n');
}

void ratio_text_tsv(struct buf *out, const struct survey *survey)
{
	const struct topic *topic;

	array_each (topic, &survey->topics)
		for (size_t i = 0; i < topic->commits.n; i++) {
			const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

			if (!commit->merge)
				ratio_text_record(out, &commit->oid, &commit->ratio, &commit->elsewhere);
		}
}

static const char *const json_columns[] = {"topic", "commit", "subject", "code_added", "code_removed",
    "code_files", "docs_added", "docs_removed", "docs_files", "tests_added", "tests_removed", "tests_files",
    "tools_added", "tools_removed", "tools_files", "elsewhere", NULL};

static void record_if(struct records *records, bool known, long number)
{
	if (known)
		record_number(records, number);
	else
		record_none(records);
}

static void record_commit(
    struct records *records, const struct topic *topic, const struct commit_facts *commit, bool elsewhere)
{
	const struct ratio *ratio = &commit->ratio;

	record_text(records, topic->name);
	record_oid(records, &commit->oid);
	record_text(records, commit->subject);
	for (int i = 0; i < CLASS_COUNT; i++) {
		record_if(records, ratio->known, ratio->lines[by_name[i]].added);
		record_if(records, ratio->known, ratio->lines[by_name[i]].removed);
		record_if(records, ratio->known, ratio->files[by_name[i]]);
	}
	if (elsewhere)
		record_elsewhere(records, &commit->elsewhere);
	record_end(records);
}

struct error *ratio_text_json(FILE *out, const struct survey *survey)
{
	const struct topic *topic;
	struct records records;

	records_start(&records, out, RECORD_JSON, json_columns);
	array_each (topic, &survey->topics)
		for (size_t i = 0; i < topic->commits.n; i++) {
			const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

			if (!commit->merge)
				record_commit(&records, topic, commit, survey->elsewhere);
		}
	return records_finish(&records);
}
