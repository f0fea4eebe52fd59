/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/share.h"

#include "util/interval.h"
#include "util/mem.h"
#include "util/safe.h"

#include <stdbool.h>
#include <stdlib.h>

static void add_value(struct buf *out, double percent, bool decimal)
{
	buf_addf(out, decimal ? "%.1f" : "%.0f", percent);
}

static bool is_small(size_t hits, size_t of)
{
	return (double)hits * 100 / (double)of < 10;
}

void share_add_percent(struct buf *out, size_t hits, size_t of)
{
	if (!of) {
		buf_addch(out, '-');
		return;
	}
	add_value(out, (double)hits * 100 / (double)of, is_small(hits, of));
	buf_addstr(out, " %");
}

void share_add_interval(struct buf *out, size_t hits, size_t of)
{
	struct interval interval = wilson_interval((long)hits, (long)of);

	if (!of)
		return;
	buf_addch(out, '[');
	add_value(out, interval.low * 100, is_small(hits, of));
	buf_addstr(out, ", ");
	add_value(out, interval.high * 100, is_small(hits, of));
	buf_addch(out, ']');
}

void share_add(struct buf *out, size_t hits, size_t of)
{
	share_add_percent(out, hits, of);
	if (of)
		buf_addch(out, ' ');
	share_add_interval(out, hits, of);
}

void share_add_left(struct buf *out, size_t columns, const char *text)
{
	size_t width = safe_width(text);

	buf_addstr(out, text);
	buf_addchars(out, ' ', width < columns ? columns - width : 0);
}

void share_add_right(struct buf *out, size_t columns, const char *text)
{
	size_t width = safe_width(text);

	buf_addchars(out, ' ', width < columns ? columns - width : 0);
	buf_addstr(out, text);
}

void share_add_number(struct buf *out, size_t columns, size_t number)
{
	char *text = mem_format("%zu", number);

	share_add_right(out, columns, text);
	free(text);
}
