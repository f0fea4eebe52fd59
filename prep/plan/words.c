/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/words.h"

#include <stdio.h>
#include <string.h>

enum { LIST_SHOWN = 4 };

void words_number(struct buf *out, long number)
{
	char digits[32];
	size_t length;

	if (number < 0)
		buf_addch(out, '-');
	length = (size_t)snprintf(
	    digits, sizeof(digits), "%lu", number < 0 ? 0UL - (unsigned long)number : (unsigned long)number);
	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			buf_addch(out, ',');
		buf_addch(out, digits[i]);
	}
}

void words_count(struct buf *out, long number, const char *thing)
{
	words_number(out, number);
	buf_addf(out, " %s%s", thing, number == 1 ? "" : "s");
}

void words_part(struct buf *out, long part, long all, const char *thing)
{
	if (part != all) {
		words_number(out, part);
		buf_addstr(out, " of ");
	}
	words_count(out, all, thing);
}

void words_list(struct buf *out, const struct strings *list)
{
	size_t shown = list->n > LIST_SHOWN ? LIST_SHOWN - 1 : list->n;

	for (size_t i = 0; i < shown; i++) {
		if (i)
			buf_addstr(out, i + 1 == list->n ? " and " : ", ");
		buf_addstr(out, list->v[i]);
	}
	if (shown < list->n)
		buf_addf(out, " and %zu more", list->n - shown);
}

void words_join(struct buf *out, const struct strings *list, const char *separator)
{
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_addstr(out, separator);
		buf_addstr(out, list->v[i]);
	}
}

void words_day(struct buf *out, day_t day)
{
	if (day == DAY_NONE)
		buf_addstr(out, "an unknown day");
	else
		day_add_short(out, day);
}
