/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/histogram.h"

#include "util/safe.h"

#include <stdio.h>
#include <string.h>

/* Columns that a row needs beside its pluses: the number, the note, blanks. */
static size_t beside(const struct histogram_row *row)
{
	return (size_t)snprintf(NULL, 0, " %zu", row->count) + (row->note ? 3 + safe_width(row->note) : 0);
}

static void right(struct buf *out, const char *text, size_t columns)
{
	size_t width = safe_width(text);

	if (width < columns)
		buf_addchars(out, ' ', columns - width);
	buf_addstr(out, text);
}

void histogram_add(struct buf *out, const struct term *term, const char *title,
    const struct histogram_row *rows, size_t n, size_t indent)
{
	size_t label = safe_width(title), scale = 1;

	for (size_t i = 0; i < n; i++)
		if (safe_width(rows[i].label) > label)
			label = safe_width(rows[i].label);
	for (size_t i = 0; i < n; i++) {
		size_t used = indent + label + 2 + beside(&rows[i]);
		size_t room = term->width > used + 10 ? term->width - used : 10;

		while ((rows[i].count + scale - 1) / scale > room)
			scale++;
	}
	buf_addchars(out, ' ', indent);
	right(out, title, label);
	buf_addstr(out, "  commits");
	if (scale > 1)
		buf_addf(out, " (a + is %zu)", scale);
	buf_addch(out, '\n');
	for (size_t i = 0; i < n; i++) {
		buf_addchars(out, ' ', indent);
		right(out, rows[i].label, label);
		if (rows[i].count) {
			buf_addf(out, "  %s", term_paint(term, rows[i].paint));
			buf_addchars(out, '+', (rows[i].count + scale - 1) / scale);
			buf_addf(out, "%s %zu", term_end(term), rows[i].count);
			if (rows[i].note)
				buf_addf(out, "   %s", rows[i].note);
		}
		buf_addch(out, '\n');
	}
}
