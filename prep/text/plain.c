/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/plain.h"

#include "util/mem.h"
#include "util/safe.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

char *plain_text(const char *text)
{
	struct buf out = BUF_INIT;

	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n"), shown = length;

		while (shown && line[shown - 1] == '\r')
			shown--;
		safe_add(&out, line, shown);
		if (line[length])
			buf_addch(&out, '\n');
		line += length + (line[length] == '\n');
	}
	return buf_detach(&out);
}

char *plain_line(const char *text)
{
	struct buf out = BUF_INIT;

	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\r\n");

		if (line > text) {
			buf_trim(&out);
			while (length && (*line == ' ' || *line == '\t')) {
				line++;
				length--;
			}
			if (out.len && length)
				buf_addch(&out, ' ');
		}
		safe_add(&out, line, length);
		line += length + (line[length] != '\0');
	}
	return buf_detach(&out);
}

size_t plain_first_odd(const char *text, size_t length, char **line)
{
	size_t number = 1;

	for (size_t at = 0; at < length; number++) {
		const char *newline = memchr(text + at, '\n', length - at);
		size_t size = newline ? (size_t)(newline - text) - at : length - at;
		char *raw = mem_dupn(text + at, size), *masked;
		bool odd;

		for (char *c = raw; *c; c++)
			if (*c == '\t')
				*c = ' ';
		masked = safe_text(raw);
		odd = strcmp(raw, masked) != 0;
		free(raw);
		if (odd) {
			*line = masked;
			return number;
		}
		free(masked);
		at += size + 1;
	}
	return 0;
}
