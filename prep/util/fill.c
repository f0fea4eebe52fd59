/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/fill.h"

#include <string.h>

void fill_words(struct buf *out, const char *text, size_t length, size_t indent)
{
	const char *end = text + length;
	size_t column = 0;

	while (text < end) {
		const char *word = text;

		while (text < end && *text != ' ' && *text != '\n')
			text++;
		length = (size_t)(text++ - word);
		if (!length)
			continue;
		if (column && indent + column + 1 + length > FILL_WIDTH) {
			buf_addch(out, '\n');
			buf_addchars(out, ' ', indent);
			column = 0;
		} else if (column) {
			buf_addch(out, ' ');
			column++;
		}
		buf_add(out, word, length);
		column += length;
	}
	buf_addch(out, '\n');
}
