/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/gates.h"

#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 4, DIGITS = 12 };

static const char *word(const struct gate_state *state)
{
	static const char *const words[2][2] = {{"failed", "passed"}, {"failed-before", "passed-before"}};

	return state->result ? words[state->before][state->result->passed] : "none";
}

static enum paint paint(const struct gate_state *state)
{
	if (!state->result || state->before)
		return PAINT_WARN;
	return state->result->passed ? PAINT_GOOD : PAINT_BAD;
}

/* "2022-03-22 on tree 0123456789ab of ba9876543210, Morgan Maintainer" */
static void add_result(struct buf *out, const struct gate_result *result)
{
	size_t name = strcspn(result->author, "<");

	day_add_iso(out, day_of_time(result->time));
	buf_addstr(out, " on tree ");
	buf_add_oid(out, &result->tree, DIGITS);
	buf_addstr(out, " of ");
	buf_add_oid(out, &result->commit, DIGITS);
	buf_addf(out, ", %.*s", name ? (int)name : (int)strlen(result->author), result->author);
	buf_trim(out);
}

/* An indented line of its own. */
static void add_line(struct buf *out, const char *text, size_t width)
{
	char *masked = safe_text(text);

	buf_addchars(out, ' ', INDENT);
	wrap_add(out, masked, INDENT, width);
	buf_addch(out, '\n');
	free(masked);
}

static void add_details(struct buf *out, const struct gate_state *state, size_t width)
{
	const struct gate_result *result = state->result;
	struct buf text = BUF_INIT;

	if (state->before)
		buf_addf(&text, "%s ", result->passed ? "passed" : "failed");
	add_result(&text, result);
	add_line(out, text.s, width);
	buf_reset(&text);
	if (result->why)
		add_line(out, result->why, width);
	gate_log_describe(&text, result);
	if (text.len)
		add_line(out, text.s, width);
	buf_release(&text);
}

static void add_row(struct buf *out, const struct term *term, const struct gate_row *row)
{
	const struct gate_state *state = &row->state;
	char *topic = safe_text(row->topic);

	buf_addf(out, "%s%s%s  %s: %s%s%s\n", term_paint(term, PAINT_NAME), topic, term_end(term),
	    state->gate->name, term_paint(term, paint(state)),
	    !state->result  ? "not run"
	    : state->before ? "not run on the tree as it is"
			    : word(state),
	    term_end(term));
	if (state->result)
		add_details(out, state, term->width);
	free(topic);
}

void gates_add_text(struct buf *out, const struct term *term, const struct gate_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		add_row(out, term, rows->v + i);
	if (!rows->n)
		buf_addstr(out, "No gate is for any of the topics: see pullprep help gate.\n");
}

static bool add_passed(
    struct buf *out, const struct term *term, const struct topic *topic, const struct gate_state *state)
{
	struct buf line = BUF_INIT;
	char *name;

	if (!gate_has_passed(state))
		return false;
	name = safe_text(topic->name);
	buf_addf(out, "%s%s%s  ", term_paint(term, PAINT_NAME), name, term_end(term));
	buf_addf(&line, "gate %s ", state->gate->name);
	gate_state_describe(&line, state);
	wrap_add(out, line.s, safe_width(name) + 2, term->width);
	buf_addch(out, '\n');
	buf_release(&line);
	free(name);
	return true;
}

void gates_add_passed(struct buf *out, const struct term *term, const struct survey *survey,
    const size_t *topics, size_t n, const struct topic_gates *all)
{
	bool any = false;

	for (size_t i = 0; all && i < n; i++)
		for (size_t k = 0; k < all[topics[i]].n; k++)
			any |= add_passed(out, term, &survey->topics.v[topics[i]], &all[topics[i]].v[k]);
	if (any)
		buf_addch(out, '\n');
}

const char *const gates_columns[] = {
    "topic", "gate", "result", "tip", "day", "tree", "commit", "author", "why", "log", NULL};

struct error *gates_records(FILE *out, const char *format, const struct gate_rows *rows)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, gates_columns);
	for (size_t i = 0; i < rows->n; i++) {
		const struct gate_row *row = rows->v + i;
		const struct gate_result *result = row->state.result;

		record_text(&records, row->topic);
		record_text(&records, row->state.gate->name);
		record_text(&records, word(&row->state));
		record_oid(&records, &row->state.tree);
		record_day(&records, result ? day_of_time(result->time) : DAY_NONE);
		if (result) {
			record_oid(&records, &result->tree);
			record_oid(&records, &result->commit);
		} else {
			record_none(&records);
			record_none(&records);
		}
		record_text(&records, result ? result->author : NULL);
		record_text(&records, result ? result->why : NULL);
		record_text(&records, result ? result->log : NULL);
		record_end(&records);
	}
	return records_finish(&records);
}

static void add_brief(struct buf *out, const struct gate_state *state)
{
	buf_addf(out, "%s%s:%s", out->len ? " " : "", state->gate->name, word(state));
	if (!state->result)
		return;
	buf_addch(out, ':');
	day_add_iso(out, day_of_time(state->result->time));
	buf_addch(out, ':');
	buf_add_oid(out, &state->result->tree, GIT_OID_HEXSZ);
}

void gates_record(struct records *records, const struct topic_gates *all, size_t topic)
{
	struct buf text = BUF_INIT;

	if (!all)
		return;
	for (size_t i = 0; i < all[topic].n; i++)
		add_brief(&text, &all[topic].v[i]);
	record_text(records, text.len ? text.s : NULL);
	buf_release(&text);
}

void gates_warn_odd(const struct gate_results *results)
{
	if (results->odd)
		warning("%zu lines of the notes in %s are no results, and left as they are", results->odd,
		    GATES_REF);
}
