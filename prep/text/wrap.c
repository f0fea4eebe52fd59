/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/wrap.h"

#include "util/mem.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

static size_t columns_of(const char *text, size_t length)
{
	char *copy = mem_dupn(text, length);
	size_t columns = safe_width(copy);

	free(copy);
	return columns;
}

static void break_line(struct buf *out, size_t indent)
{
	buf_addch(out, '\n');
	buf_addchars(out, ' ', indent);
}

/* One line of the text: as it is if it fits, else word by word. */
static void add_line(struct buf *out, const char *line, size_t length, size_t indent, size_t width)
{
	size_t column = indent, lead = strspn(line, " \t");
	const char *end = line + length, *word = line + lead;

	if (indent + columns_of(line, length) <= width || lead >= length) {
		buf_add(out, line, length);
		return;
	}
	buf_add(out, line, lead);
	column += lead;
	for (const char *start = word; word < end;) {
		size_t word_length = 0, columns;

		while (word + word_length < end && word[word_length] != ' ')
			word_length++;
		columns = columns_of(word, word_length);
		if (word > start && column + 1 + columns > width) {
			break_line(out, indent + lead);
			column = indent + lead;
		} else if (word > start) {
			buf_addch(out, ' ');
			column++;
		}
		buf_add(out, word, word_length);
		column += columns;
		for (word += word_length; word < end && *word == ' ';)
			word++;
	}
}

void wrap_add(struct buf *out, const char *text, size_t indent, size_t width)
{
	for (const char *line = text;;) {
		size_t length = strcspn(line, "\n");

		add_line(out, line, length, indent, width);
		line += length;
		if (!*line++)
			return;
		if (*line && *line != '\n')
			break_line(out, indent);
		else
			buf_addch(out, '\n');
	}
}
