/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/elsewhere.h"

#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 2, DEEPER = 6, DIGITS = 12, STATE_WIDTH = 8, NAME_MOST = 32 };

/* ---- pieces ---- */

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static const struct next_head *head_of(const struct elsewhere_view *view, const struct in_next_of *of)
{
	return of->head == HEAD_NONE ? NULL : &view->next->heads.v[of->head];
}

/* "next-20261119" */
static char *release_name(day_t day)
{
	int year, month, date;

	day_split(day, &year, &month, &date);
	return mem_format("next-%04d%02d%02d", year, month, date);
}

/* Masked, and wrapped at the indent. */
static void add_line(struct buf *out, const struct term *term, size_t indent, const char *text)
{
	char *safe = safe_text(text);

	buf_addchars(out, ' ', indent);
	wrap_add(out, safe, indent, term->width);
	buf_addch(out, '\n');
	free(safe);
}

/* Why no topic can be told of; the caller's, NULL if they can. */
static char *no_release(const struct elsewhere_view *view)
{
	const struct next_day *next = view->next;
	struct buf day = BUF_INIT;
	char *name, *why = NULL;

	if (next->state == NEXT_DAY_UNKNOWN)
		return mem_dup(next->why);
	if (next->state == NEXT_DAY_FOUND)
		return NULL;
	day_add_iso(&day, next->day);
	name = release_name(next->day);
	why = view->one_day ? mem_format("%s has no %s", view->next_host, name)
			    : mem_format("%s has no release of the %d weekdays from %s on", view->next_host,
				  NEXT_WEEKDAYS_MOST, day.s);
	free(name);
	buf_release(&day);
	return why;
}

/* ---- linux-next ---- */

static const char *const states[] = {
    [IN_NEXT_UNKNOWN] = "unknown",
    [IN_NEXT_NOT] = "not",
    [IN_NEXT_IN] = "in",
    [IN_NEXT_MAINLINE] = "mainline",
};

/* What the state rests on, in words. */
static char *tell(const struct elsewhere_view *view, const struct topic *topic, const struct in_next_of *of)
{
	const struct next_head *head = head_of(view, of);
	char *id = head ? oid_text(&head->commit) : NULL, *words = NULL;

	switch (of->state) {
	case IN_NEXT_UNKNOWN:
		words = mem_dup(of->why);
		break;
	case IN_NEXT_MAINLINE:
		words = mem_dup("mainline has it");
		break;
	case IN_NEXT_IN:
		words = oid_equal(&head->commit, &topic->tip)
			    ? mem_format("tree %s was taken at its tip", head->name)
			    : mem_format("tree %s was taken at %.*s, which has it", head->name, DIGITS, id);
		break;
	case IN_NEXT_NOT:
		words =
		    head
			? mem_format("tree %s was taken at %.*s; %zu of its %zu patch%s %s in linux-next",
			      head->name, DIGITS, id, of->have, topic->patches,
			      topic->patches == 1 ? "" : "es", of->have == 1 ? "is" : "are")
			: mem_format("no tree has its tip; %zu of its %zu patch%s %s in linux-next", of->have,
			      topic->patches, topic->patches == 1 ? "" : "es", of->have == 1 ? "is" : "are");
		break;
	}
	free(id);
	return words;
}

static enum paint paint_of(enum in_next_state state)
{
	static const enum paint paints[] = {
	    [IN_NEXT_UNKNOWN] = PAINT_DIM,
	    [IN_NEXT_NOT] = PAINT_WARN,
	    [IN_NEXT_IN] = PAINT_GOOD,
	    [IN_NEXT_MAINLINE] = PAINT_GOOD,
	};

	return paints[state];
}

static size_t name_width(const struct elsewhere_view *view)
{
	size_t width = 0;

	for (size_t i = 0; i < view->survey->topics.n; i++) {
		char *name = safe_text(view->survey->topics.v[i].name);
		size_t own = safe_width(name);

		width = own > width ? own : width;
		free(name);
	}
	return width < NAME_MOST ? width : NAME_MOST;
}

static void add_topic(
    struct buf *out, const struct term *term, const struct elsewhere_view *view, size_t index)
{
	const struct topic *topic = &view->survey->topics.v[index];
	const struct in_next_of *of = &view->in_next->v[index];
	char *name = safe_text(topic->name), *words = tell(view, topic, of), *safe = safe_text(words);
	size_t width = name_width(view), indent = INDENT + width + 2 + STATE_WIDTH + 2;
	struct buf cut = BUF_INIT;

	safe_add_cut(&cut, name, width);
	buf_addf(out, "%*s%s%s%s", INDENT, "", term_paint(term, PAINT_NAME), cut.s, term_end(term));
	buf_addchars(out, ' ', width - safe_width(cut.s) + 2);
	buf_addf(out, "%s%-*s%s  ", term_paint(term, paint_of(of->state)), STATE_WIDTH, states[of->state],
	    term_end(term));
	wrap_add(out, safe, indent, term->width);
	buf_addch(out, '\n');
	buf_release(&cut);
	free(name);
	free(words);
	free(safe);
}

static void add_next(struct buf *out, const struct term *term, const struct elsewhere_view *view)
{
	char *why = no_release(view), *line, *name;

	if (why) {
		line = mem_format("linux-next: unknown: %s", why);
		add_line(out, term, 0, line);
	} else {
		name = release_name(view->next->day);
		line = mem_format("%s, as %s has it: of %zu of its %zu trees the commit is here", name,
		    view->next_host, view->in_next->here, view->next->heads.n);
		add_line(out, term, 0, line);
		free(name);
		buf_addch(out, '\n');
		for (size_t i = 0; i < view->survey->topics.n; i++)
			add_topic(out, term, view, i);
	}
	buf_addch(out, '\n');
	free(line);
	free(why);
}

/* ---- regressions ---- */

static void add_report(struct buf *out, const struct term *term, const struct regression *regression)
{
	struct buf line = BUF_INIT;

	add_line(out, term, DEEPER, regression->subject ? regression->subject : "(without a subject)");
	if (regression->filed != REGRESSION_NO_TIME) {
		buf_addstr(&line, "filed ");
		day_add_long(&line, day_of_time(regression->filed));
	}
	if (regression->tree)
		buf_addf(&line, "%sseen in %s", line.len ? ", " : "", regression->tree);
	if (regression->reason)
		buf_addf(&line, "%sa fix is on its way%s%.*s", line.len ? "; " : "",
		    regression->fix ? ": " : "", DIGITS, regression->fix ? regression->fix : "");
	if (line.len)
		add_line(out, term, DEEPER, line.s);
	if (regression->url)
		add_line(out, term, DEEPER, regression->url);
	buf_release(&line);
}

static void add_regression(struct buf *out, const struct term *term, const struct regressed_of *of)
{
	char *line, *id = oid_text(&of->commit);

	if (of->maybe)
		line = mem_format(
		    "maybe: %s, which holds %zu of these commits", of->regression->introduced, of->held);
	else
		line = mem_format("%.*s (\"%s\"), %s%s", DIGITS, id, of->subject ? of->subject : "",
		    of->topic ? "of " : "in mainline, ",
		    of->topic ? of->topic->name : own_by_name[of->own->by]);
	buf_addstr(out, term_paint(term, of->maybe ? PAINT_WARN : PAINT_BAD));
	add_line(out, term, INDENT, line);
	buf_addstr(out, term_end(term));
	add_report(out, term, of->regression);
	free(line);
	free(id);
}

static size_t count_named(const struct regressed *regressed)
{
	size_t count = 0;

	for (size_t i = 0; i < regressed->n; i++)
		count += !regressed->v[i].maybe;
	return count;
}

/* Of which commits it was asked. */
static void add_asked_of(struct buf *out, const struct elsewhere_view *view)
{
	size_t topics = view->regressed->own - view->own->n;

	buf_addf(out, "%zu patch%s of these topics", topics, topics == 1 ? "" : "es");
	if (view->own->since)
		buf_addf(out, " and %zu of yours in mainline since %s", view->own->n, view->own->since->name);
	else
		buf_addstr(out,
		    " (yours in mainline are not known without user.email or pullprep.url, and a release)");
}

/* What of them concerns the maintainer. */
static void add_share(struct buf *out, const struct elsewhere_view *view)
{
	const struct regressed *regressed = view->regressed;
	size_t named = count_named(regressed);

	buf_addf(out, ": %zu name%s one of ", named, named == 1 ? "s" : "");
	add_asked_of(out, view);
	buf_addf(out, ", %zu a range that holds some", regressed->n - named);
	if (regressed->unresolved)
		buf_addf(out, "; %zu name%s what is not here, and cannot be told of", regressed->unresolved,
		    regressed->unresolved == 1 ? "s" : "");
}

static void add_known(struct buf *out, const struct term *term, const struct elsewhere_view *view)
{
	const struct regressed *regressed = view->regressed;
	day_t told = day_of_time(view->regressions->asked);
	struct buf line = BUF_INIT;

	buf_addf(&line, "%zu open regression%s, as %s told on ", regressed->open, plural(regressed->open),
	    view->regressions_host);
	day_add_long(&line, told);
	if (view->survey->project->as_of < told)
		buf_addstr(&line, ", which may know more of them than was known then");
	if (regressed->open)
		add_share(&line, view);
	add_line(out, term, 0, line.s);
	for (size_t i = 0; i < regressed->n; i++) {
		buf_addch(out, '\n');
		add_regression(out, term, &regressed->v[i]);
	}
	buf_release(&line);
}

void elsewhere_add_text(struct buf *out, const struct term *term, const struct elsewhere_view *view)
{
	char *line;

	add_next(out, term, view);
	if (view->regressions->state == REGRESSIONS_FOUND) {
		add_known(out, term, view);
		return;
	}
	line = mem_format("Regressions: unknown: %s", view->regressions->why);
	add_line(out, term, 0, line);
	free(line);
}

/* ---- records ---- */

const char *const elsewhere_columns[] = {"about", "topic", "commit", "state", "day", "tree", "at", "have",
    "of", "subject", "url", "fix", "why", NULL};

static void record_nones(struct records *records, int count)
{
	while (count-- > 0)
		record_none(records);
}

static void record_topic(
    struct records *records, const struct elsewhere_view *view, size_t index, const char *why)
{
	const struct topic *topic = &view->survey->topics.v[index];
	const struct in_next_of *of = why ? NULL : &view->in_next->v[index];
	const struct next_head *head = of ? head_of(view, of) : NULL;
	enum in_next_state state = of ? of->state : IN_NEXT_UNKNOWN;

	record_text(records, "next");
	record_text(records, topic->name);
	record_oid(records, &topic->tip);
	record_text(records, states[state]);
	record_day(records, of ? view->next->day : DAY_NONE);
	record_text(records, head ? head->name : NULL);
	if (head)
		record_oid(records, &head->commit);
	else
		record_none(records);
	/* of what is unknown some may be in it that nobody sees */
	if (state == IN_NEXT_NOT || state == IN_NEXT_IN)
		record_number(records, (long)of->have);
	else
		record_none(records);
	record_number(records, (long)topic->patches);
	record_nones(records, 3);
	record_text(records, of ? of->why : why);
	record_end(records);
}

static void record_regression(
    struct records *records, const struct regressed *regressed, const struct regressed_of *of)
{
	const struct regression *regression = of->regression;

	record_text(records, "regression");
	record_text(records, of->topic ? of->topic->name : NULL);
	if (of->maybe)
		record_none(records);
	else
		record_oid(records, &of->commit);
	record_text(records, of->maybe ? "maybe" : "named");
	record_day(
	    records, regression->filed == REGRESSION_NO_TIME ? DAY_NONE : day_of_time(regression->filed));
	record_text(records, regression->tree);
	record_text(records, regression->introduced);
	record_number(records, of->maybe ? (long)of->held : 1);
	record_number(records, (long)regressed->own);
	record_text(records, regression->subject);
	record_text(records, regression->url);
	record_text(records, regression->fix);
	record_none(records);
	record_end(records);
}

struct error *elsewhere_records(FILE *out, const char *format, const struct elsewhere_view *view)
{
	enum { AFTER_STATE = 8 };
	char *why = no_release(view);
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, elsewhere_columns);
	for (size_t i = 0; i < view->survey->topics.n; i++)
		record_topic(&records, view, i, why);
	if (view->regressions->state == REGRESSIONS_FOUND) {
		for (size_t i = 0; i < view->regressed->n; i++)
			record_regression(&records, view->regressed, &view->regressed->v[i]);
	} else {
		record_text(&records, "regression");
		record_nones(&records, 2);
		record_text(&records, states[IN_NEXT_UNKNOWN]);
		record_nones(&records, AFTER_STATE);
		record_text(&records, view->regressions->why);
		record_end(&records);
	}
	free(why);
	return records_finish(&records);
}
