/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemtools.h"

#include "facts/pasttools.h"
#include "text/jsonvalue.h"
#include "text/postmortemparts.h"
#include "text/record.h"
#include "text/share.h"
#include "util/safe.h"

#include <stdlib.h>

enum { LABEL = 34, COUNT = 11, MOST = 10, DIGITS = 12 };

/* ---- for people ---- */

static void add_count(struct buf *out, bool known, size_t n)
{
	if (known)
		share_add_number(out, COUNT, n);
	else
		share_add_right(out, COUNT, "no data");
}

/* Names get what a wide terminal has for them. */
static size_t name_columns(const struct term *term, const struct past_tools *tools)
{
	size_t room = term->width > LABEL + 4 * COUNT + 2 ? term->width - 4 * COUNT - 2 : LABEL, most = LABEL;

	for (size_t i = 0; i < tools->n; i++)
		if (safe_width(tools->v[i].name) > most)
			most = safe_width(tools->v[i].name);
	return most < room ? most : room;
}

static void add_tool(
    struct buf *out, size_t columns, const struct past_tool *tool, bool linked, bool practice)
{
	char *name = safe_text(tool->name);
	struct buf cut = BUF_INIT;

	buf_addstr(out, "  ");
	safe_add_cut(&cut, name, columns);
	share_add_left(out, columns, cut.s);
	buf_release(&cut);
	if (tool->in_tree) {
		share_add_number(out, COUNT, tool->changes);
		share_add_number(out, COUNT, tool->both.n);
		add_count(out, linked, tool->series.n);
	} else {
		buf_addchars(out, ' ', 3 * COUNT);
	}
	add_count(out, practice, tool->fixes.n);
	buf_addch(out, '\n');
	free(name);
}

/* What changes a tool and code, each commit once, with the tools behind it. */
static void add_commits(struct buf *out, const struct term *term, const struct postmortem *pm)
{
	size_t n = 0;

	for (size_t i = 0; i < pm->own; i++) {
		const struct past_commit *commit = &pm->commits.v[i];
		char *safe;

		if (!pm->touches[i].code || !pm->touches[i].tools.n || n++ >= MOST)
			continue;
		if (n == 1)
			postmortem_add_head(out, term, "Changes of code that came with a tool's");
		safe = safe_text(commit->subject);
		buf_addstr(out, "  ");
		buf_add_oid(out, &commit->oid, DIGITS);
		buf_addstr(out, "  ");
		safe_add_cut(out, safe, term->width > DIGITS + 24 ? term->width - DIGITS - 4 : 20);
		buf_addch(out, '\n');
		free(safe);
	}
	if (n > MOST)
		buf_addf(out, "  and %zu more: --tools --format=tsv has all\n", n - MOST);
}

static void add_notes(struct buf *out, const struct term *term, const struct past_tools *tools)
{
	struct buf note = BUF_INIT;

	buf_addstr(&note, "With code: commits, and series, that change code outside tools/ too.");
	buf_addf(&note,
	    " %zu of %zu commits say which mail they were; without that nothing is known of series.",
	    tools->linked, tools->commits);
	if (tools->unknown)
		buf_addf(&note, " %zu commit%s unknown: an object is missing.", tools->unknown,
		    tools->unknown == 1 ? " is" : "s are");
	postmortem_add_note(out, term, 2, note.s);
	buf_release(&note);
}

void postmortem_add_tools(struct buf *out, const struct term *term, const struct postmortem *pm)
{
	static const char *const heads[] = {"COMMITS", "WITH CODE", "SERIES", "FIXES"};
	struct past_tools tools;

	past_tools_find(&tools, pm);
	postmortem_add_head(
	    out, term, "Tools: what came with them, and the fixes that they are credited with");
	if (tools.n) {
		size_t columns = name_columns(term, &tools);

		buf_addchars(out, ' ', 2 + columns);
		for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
			share_add_right(out, COUNT, heads[i]);
		buf_addch(out, '\n');
		for (size_t i = 0; i < tools.n; i++)
			add_tool(out, columns, &tools.v[i], tools.linked, pm->practice);
		add_notes(out, term, &tools);
		add_commits(out, term, pm);
	} else {
		postmortem_add_note(out, term, 2, "No commit changes any in tools/, and no fix names one.");
	}
	past_tools_release(&tools);
}

/* ---- for programs ---- */

static json_t *ids(const struct postmortem *pm, const struct past_list *list)
{
	json_t *json = json_array();

	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(json, json_of_oid(&pm->commits.v[list->v[i]].oid));
	return json;
}

json_t *postmortem_tools_json(const struct postmortem *pm)
{
	struct past_tools tools;
	json_t *list = json_array();

	past_tools_find(&tools, pm);
	for (size_t i = 0; i < tools.n; i++) {
		const struct past_tool *tool = &tools.v[i];
		json_t *json = json_object();

		json_object_set_new(json, "tool", json_of_text(tool->name));
		json_object_set_new(json, "in_tree", json_boolean(tool->in_tree));
		json_object_set_new(json, "commits", json_of_number(tool->changes));
		json_object_set_new(json, "with_code", ids(pm, &tool->both));
		json_object_set_new(json, "series", tools.linked ? ids(pm, &tool->series) : json_null());
		json_object_set_new(json, "fixes", pm->practice ? ids(pm, &tool->fixes) : json_null());
		json_array_append_new(list, json);
	}
	past_tools_release(&tools);
	return list;
}

const char *const postmortem_tools_columns[] = {
    "release", "tool", "why", "commit", "day", "author", "subject", NULL};

static void record_tool(struct records *records, const struct postmortem *pm, const struct past_tool *tool,
    const char *why, const struct past_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct past_commit *commit = &pm->commits.v[list->v[i]];

		record_text(records, pm->cycle.release.name);
		record_text(records, tool->name);
		record_text(records, why);
		record_oid(records, &commit->oid);
		record_day(records, commit->taken);
		record_text(records, commit->author);
		record_text(records, commit->subject);
		record_end(records);
	}
}

struct error *postmortem_tools_tsv(FILE *out, const struct postmortems *postmortems)
{
	struct records records;

	records_start(&records, out, RECORD_TSV, postmortem_tools_columns);
	for (size_t c = 0; c < postmortems->n; c++) {
		const struct postmortem *pm = &postmortems->v[c];
		struct past_tools tools;

		past_tools_find(&tools, pm);
		for (size_t i = 0; i < tools.n; i++) {
			record_tool(&records, pm, &tools.v[i], "commit", &tools.v[i].both);
			record_tool(&records, pm, &tools.v[i], "series", &tools.v[i].series);
			record_tool(&records, pm, &tools.v[i], "fix", &tools.v[i].fixes);
		}
		past_tools_release(&tools);
	}
	return records_finish(&records);
}
