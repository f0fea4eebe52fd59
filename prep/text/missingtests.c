/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/missingtests.h"

#include "plan/words.h"
#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <string.h>

enum { DIGITS = 12, INDENT = 4, STORY_INDENT = 8 };

static void add_line(struct buf *out, const struct term *term, size_t indent, const char *text)
{
	char *safe = safe_text(text);

	buf_addchars(out, ' ', indent);
	wrap_add(out, safe, indent, term->width);
	buf_addch(out, '\n');
	free(safe);
}

static void add_name(struct buf *out, const struct term *term, const char *name)
{
	char *safe = safe_text(name);

	buf_addf(out, "\n%s%s%s\n", term_paint(term, PAINT_NAME), safe, term_end(term));
	free(safe);
}

/* ---- series without tests ---- */

static const struct commit_facts *oldest(const struct missing_view *view, const struct missing_test *series)
{
	return &view->survey->commits.v[series->commits.v[0]];
}

static void add_story(struct buf *out, const struct term *term, const struct missing_test *series)
{
	struct buf text = BUF_INIT;

	if (series->unknown) {
		buf_addstr(&text, "unknown: an object is missing");
	} else {
		if (series->names.n) {
			buf_addstr(&text, "adds ");
			words_list(&text, &series->names);
			buf_addstr(&text, " to the interface to programs; ");
		}
		words_count(&text, series->lines, "line");
		buf_addstr(&text, series->lines == 1 ? " of code changes" : " of code change");
	}
	add_line(out, term, STORY_INDENT, text.s);
	buf_release(&text);
}

static void add_series(struct buf *out, const struct term *term, const struct missing_view *view,
    const struct missing_test *series)
{
	const struct commit_facts *commit = oldest(view, series);
	struct buf text = BUF_INIT;

	buf_add_oid(&text, &commit->oid, DIGITS);
	buf_addf(&text, " (\"%s\")", commit->subject);
	if (series->commits.n > 1) {
		buf_addstr(&text, " and ");
		words_count(&text, (long)series->commits.n - 1, "more commit");
	}
	add_line(out, term, INDENT, text.s);
	add_story(out, term, series);
	buf_release(&text);
}

static void add_missing(struct buf *out, const struct term *term, const struct missing_view *view)
{
	const struct missing_tests *missing = view->missing;
	size_t unknown = 0;

	for (size_t i = 0; i < missing->n; i++)
		unknown += missing->v[i].unknown;
	buf_addf(out, "%zu of %zu series ask%s for tests and ha%s none", missing->n - unknown,
	    missing->series, missing->n - unknown == 1 ? "s" : "", missing->n - unknown == 1 ? "s" : "ve");
	if (unknown)
		buf_addf(out, "; of %zu it is unknown", unknown);
	buf_addch(out, '\n');
	for (size_t i = 0; i < missing->n; i++) {
		const struct missing_test *series = &missing->v[i];

		if (!i || missing->v[i - 1].topic != series->topic)
			add_name(out, term, view->survey->topics.v[series->topic].name);
		add_series(out, term, view, series);
	}
}

/* ---- tests without their other side ---- */

static const struct test_commit *test_of(const struct missing_view *view, size_t stray)
{
	return &view->log->v[view->strays->v[stray].test];
}

static void add_strays(struct buf *out, const struct term *term, const struct missing_view *view)
{
	const struct stray_tests *strays = view->strays;
	struct buf head = BUF_INIT;

	if (!strays->n)
		return;
	words_count(&head, (long)strays->n, "test");
	buf_addf(&head,
	    " elsewhere name%s a series that is not here (a guess: it may be about something else)",
	    strays->n == 1 ? "s" : "");
	buf_addch(out, '\n');
	add_line(out, term, 0, head.s);
	for (size_t i = 0; i < strays->n; i++) {
		const struct test_commit *test = test_of(view, i);
		char *line = mem_format("%.*s (\"%s\")", DIGITS, test->id, test->subject);

		if (!i || test_of(view, i - 1)->place != test->place)
			add_name(out, term, view->log->places.v[test->place].name);
		add_line(out, term, INDENT, line);
		for (size_t k = 0; k < strays->v[i].ids.n; k++)
			add_line(out, term, STORY_INDENT, strays->v[i].ids.v[k]);
		free(line);
	}
	buf_release(&head);
}

void missing_tests_text(struct buf *out, const struct term *term, const struct missing_view *view)
{
	add_missing(out, term, view);
	if (!view->log->places.n) {
		buf_addch(out, '\n');
		add_line(out, term, 0, "Which tests live elsewhere is not known. Name their clones with:");
		buf_addstr(out, "  git config --add pullprep.testRepo DIR\n");
	}
	add_strays(out, term, view);
}

/* ---- records ---- */

const char *const missing_columns[] = {
    "what", "topic", "commit", "commits", "lines", "adds", "repository", "test", "mails", "subject", NULL};

static void record_names(struct records *records, const struct strings *list)
{
	struct buf text = BUF_INIT;

	words_join(&text, list, " ");
	record_text(records, text.s);
	buf_release(&text);
}

static void record_series(
    struct records *records, const struct missing_view *view, const struct missing_test *series)
{
	const struct commit_facts *commit = oldest(view, series);

	record_text(records, series->unknown ? "unknown" : "untested");
	record_text(records, view->survey->topics.v[series->topic].name);
	record_oid(records, &commit->oid);
	record_number(records, (long)series->commits.n);
	if (series->unknown)
		record_none(records);
	else
		record_number(records, series->lines);
	record_names(records, &series->names);
	for (size_t i = 0; i < 3; i++)
		record_none(records);
	record_text(records, commit->subject);
	record_end(records);
}

static void record_stray(struct records *records, const struct missing_view *view, size_t stray)
{
	const struct test_commit *test = test_of(view, stray);

	record_text(records, "stray");
	for (size_t i = 0; i < 5; i++)
		record_none(records);
	record_text(records, view->log->places.v[test->place].name);
	record_text(records, test->id);
	record_names(records, &view->strays->v[stray].ids);
	record_text(records, test->subject);
	record_end(records);
}

struct error *missing_tests_records(FILE *out, const char *format, const struct missing_view *view)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, missing_columns);
	for (size_t i = 0; i < view->missing->n; i++)
		record_series(&records, view, &view->missing->v[i]);
	for (size_t i = 0; i < view->strays->n; i++)
		record_stray(&records, view, i);
	return records_finish(&records);
}
