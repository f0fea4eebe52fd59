/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmltools.h"

#include "facts/pasttools.h"
#include "text/html.h"

#include <stdlib.h>

static void add_count(struct buf *out, bool known, size_t n)
{
	if (known)
		html_cell_number(out, n);
	else
		html_cell(out, "no data");
}

static void add_tool(struct buf *out, const struct past_tool *tool, bool linked, bool practice)
{
	html_row_begin(out, tool->name);
	if (tool->in_tree) {
		html_cell_number(out, tool->changes);
		html_cell_number(out, tool->both.n);
		add_count(out, linked, tool->series.n);
	} else {
		for (int i = 0; i < 3; i++)
			html_cell(out, "");
	}
	add_count(out, practice, tool->fixes.n);
	html_row_end(out);
}

static void add_notes(struct buf *out, const struct past_tools *tools)
{
	struct buf note = BUF_INIT;

	buf_addf(&note,
	    "%zu of %zu commits say which mail they were; without that nothing is known of series.",
	    tools->linked, tools->commits);
	if (tools->unknown)
		buf_addf(&note, " Of %zu an object is missing.", tools->unknown);
	html_note(out, note.s);
	buf_release(&note);
}

/* What changes a tool and code, each commit once, with its tools. */
static void add_commits(struct buf *out, const struct postmortem *pm)
{
	static const char *const heads[] = {"Commit", "Tools", "Subject", NULL};
	size_t n = 0;

	for (size_t i = 0; i < pm->own; i++) {
		const struct past_touch *touch = &pm->touches[i];

		if (!touch->code || !touch->tools.n)
			continue;
		if (!n++) {
			buf_addstr(
			    out, "<details><summary>Changes of code that came with a tool's</summary>\n");
			html_table_begin(
			    out, "list", "Commits that change a tool, and code outside tools/ too", heads);
		}
		html_row_begin_oid(out, &pm->commits.v[i].oid);
		buf_addstr(out, "<td>");
		for (size_t tool = 0; tool < touch->tools.n; tool++) {
			buf_addstr(out, tool ? ", " : "");
			html_add(out, touch->tools.v[tool]);
		}
		buf_addstr(out, "</td>");
		html_cell(out, pm->commits.v[i].subject);
		html_row_end(out);
	}
	if (n) {
		html_table_end(out);
		buf_addstr(out, "</details>\n");
	}
}

void html_add_tools(struct buf *out, const struct html_release *release)
{
	static const char *const heads[] = {
	    "Tool", "Commits", "With code", "Series with code", "Fixes credited", NULL};
	const struct postmortem *pm = release->postmortem;
	struct past_tools tools;

	past_tools_find(&tools, pm);
	if (tools.n) {
		html_table_begin(out, "figures",
		    "Tools, with the commits and series that change code outside tools/ too, and the fixes "
		    "that name them",
		    heads);
		for (size_t i = 0; i < tools.n; i++)
			add_tool(out, &tools.v[i], tools.linked, pm->practice);
		html_table_end(out);
		add_notes(out, &tools);
		add_commits(out, pm);
	} else {
		html_note(out, "No commit changes any in tools/, and no fix names one.");
	}
	past_tools_release(&tools);
}
