/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/html.h"

#include "text/share.h"
#include "util/safe.h"

#include <git2/oid.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 12 };

static const char *entity(char c)
{
	static const struct {
		char c;
		const char *name;
	} entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};

	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
		if (entities[i].c == c)
			return entities[i].name;
	return NULL;
}

void html_add(struct buf *out, const char *text)
{
	char *safe = safe_text(text);
	size_t length = strlen(safe);

	for (size_t i = 0, used; i < length; i += used) {
		long point = safe_decode(safe + i, length - i, &used);
		const char *name = entity(safe[i]);

		if (name)
			buf_addstr(out, name);
		else if (point == 0xfffe || point == 0xffff)
			buf_addstr(out, "\xef\xbf\xbd");
		else
			buf_add(out, safe + i, used);
	}
	free(safe);
}

void html_note(struct buf *out, const char *text)
{
	buf_addstr(out, "<p class=\"note\">");
	html_add(out, text);
	buf_addstr(out, "</p>\n");
}

/* ---- tables ---- */

void html_table_begin(struct buf *out, const char *kind, const char *caption, const char *const *heads)
{
	buf_addstr(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
	html_add(out, caption);
	buf_addf(out, "\"><table class=\"%s\">\n<caption>", kind);
	html_add(out, caption);
	buf_addstr(out, "</caption>\n<thead><tr>");
	for (; *heads; heads++) {
		buf_addstr(out, "<th scope=\"col\">");
		html_add(out, *heads);
		buf_addstr(out, "</th>");
	}
	buf_addstr(out, "</tr></thead>\n<tbody>\n");
}

void html_table_end(struct buf *out)
{
	buf_addstr(out, "</tbody></table></div>\n");
}

void html_row_begin(struct buf *out, const char *label)
{
	buf_addstr(out, "<tr><th scope=\"row\">");
	html_add(out, label);
	buf_addstr(out, "</th>");
}

static void add_oid(struct buf *out, const git_oid *oid)
{
	char hex[GIT_OID_HEXSZ + 1];

	buf_addf(out, "<code>%.*s</code>", DIGITS, git_oid_tostr(hex, sizeof(hex), oid));
}

void html_row_begin_oid(struct buf *out, const git_oid *oid)
{
	buf_addstr(out, "<tr><th scope=\"row\">");
	add_oid(out, oid);
	buf_addstr(out, "</th>");
}

void html_row_end(struct buf *out)
{
	buf_addstr(out, "</tr>\n");
}

void html_cell(struct buf *out, const char *text)
{
	buf_addstr(out, "<td>");
	html_add(out, text);
	buf_addstr(out, "</td>");
}

void html_cell_number(struct buf *out, size_t number)
{
	buf_addf(out, "<td>%zu</td>", number);
}

static void add_cell(
    struct buf *out, void (*add)(struct buf *out, size_t hits, size_t of), size_t hits, size_t of)
{
	struct buf cell = BUF_INIT;

	add(&cell, hits, of);
	html_cell(out, cell.s);
	buf_release(&cell);
}

void html_cell_percent(struct buf *out, size_t hits, size_t of)
{
	add_cell(out, share_add_percent, hits, of);
}

void html_cell_share(struct buf *out, size_t hits, size_t of)
{
	add_cell(out, share_add, hits, of);
}

void html_cell_oid(struct buf *out, const git_oid *oid)
{
	buf_addstr(out, "<td>");
	add_oid(out, oid);
	buf_addstr(out, "</td>");
}

void html_cell_stacked(struct buf *out, const char *text, const char *below)
{
	buf_addstr(out, "<td class=\"pair\">");
	html_add(out, text);
	buf_addstr(out, "<br/><small>");
	html_add(out, below);
	buf_addstr(out, "</small></td>");
}

void html_cell_day(struct buf *out, day_t day)
{
	buf_addstr(out, "<td class=\"day\">");
	day_add_iso(out, day);
	buf_addstr(out, "</td>");
}

/* ---- legends ---- */

void html_legend_begin(struct buf *out)
{
	buf_addstr(out, "<ul class=\"legend\">\n");
}

void html_legend_key(struct buf *out, const char *kind, const char *label)
{
	buf_addf(out,
	    "<li><svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\"><rect class=\"fill-%s\" "
	    "width=\"100%%\" height=\"100%%\"/></svg>",
	    kind);
	html_add(out, label);
	buf_addstr(out, "</li>\n");
}

void html_legend_mark(struct buf *out, const char *shape, const char *label)
{
	buf_addf(out,
	    "<li><svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 "
	    "12\">%s</svg>",
	    shape);
	html_add(out, label);
	buf_addstr(out, "</li>\n");
}

void html_legend_end(struct buf *out)
{
	buf_addstr(out, "</ul>\n");
}
