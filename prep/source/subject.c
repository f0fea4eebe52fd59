/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memmem */
#include "source/subject.h"

#include "util/mem.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static size_t line_length(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline ? (size_t)(newline - at) : (size_t)(end - at);
}

/* What git's isspace() knows: neither form feed nor vertical tab. */
static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t trimmed(const char *line, size_t length)
{
	while (length && is_space(line[length - 1]))
		length--;
	return length;
}

void subject_of(struct buf *out, const char *message, size_t length)
{
	const char *at = message, *end = message + strnlen(message, length);
	bool begun = false;

	while (at < end) {
		size_t line = line_length(at, end), text = trimmed(at, line);

		if (!text && begun)
			break;
		if (text) {
			if (begun)
				buf_addch(out, ' ');
			buf_add(out, at, text);
			begun = true;
		}
		at += line + 1;
	}
}

bool subject_recode(struct buf *out, const char *bytes, size_t length, const char *encoding)
{
	iconv_t cd;
	char *in = (char *)bytes, *to;
	size_t left = length, room = length * 4 + 16, had = room;
	bool good;

	if (!encoding || !strcasecmp(encoding, "UTF-8") || !strcasecmp(encoding, "utf8")) {
		buf_add(out, bytes, length);
		return true;
	}
	cd = iconv_open("UTF-8", encoding);
	if (cd == (iconv_t)-1)
		return false;
	buf_room(out, room);
	to = out->s + out->len;
	good = iconv(cd, &in, &left, &to, &room) != (size_t)-1 &&
	       iconv(cd, NULL, NULL, &to, &room) != (size_t)-1;
	if (good)
		buf_setlen(out, out->len + had - room);
	iconv_close(cd);
	return good;
}

void subject_signature(struct buf *out, const char *raw, size_t length)
{
	const char *end = raw + length, *body = memmem(raw, length, "\n\n", 2), *at = raw;
	const char *name = NULL, *message = body ? body + 2 : end;
	size_t name_length = 0, start = out->len;
	char *encoding = NULL;
	struct buf plain = BUF_INIT;

	for (const char *head_end = body ? body + 1 : end; at < head_end;) {
		size_t line = line_length(at, head_end);

		if (line > 7 && !memcmp(at, "author ", 7)) {
			const char *mail = memchr(at + 7, '<', line - 7);

			name = at + 7;
			name_length = mail ? (size_t)(mail - name) : line - 7;
			name_length = trimmed(name, name_length);
		} else if (line > 9 && !memcmp(at, "encoding ", 9)) {
			free(encoding);
			encoding = mem_dupn(at + 9, line - 9);
		}
		at += line + 1;
	}
	buf_add(out, name, name_length);
	buf_addch(out, '\0');
	subject_of(out, message, (size_t)(end - message));
	if (encoding && subject_recode(&plain, out->s + start, out->len - start, encoding)) {
		buf_setlen(out, start);
		buf_add(out, plain.s, plain.len);
	}
	buf_release(&plain);
	free(encoding);
}
