/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/draft.h"

#include <stdbool.h>
#include <string.h>

static const char scissors[] = "# ------------------------ >8 ------------------------";

void draft_add_instructions(struct buf *draft, const char *instructions)
{
	buf_addf(draft, "%s\n", scissors);
	for (const char *line = instructions; *line;) {
		size_t length = strcspn(line, "\n");

		buf_addstr(draft, length ? "# " : "#");
		buf_add(draft, line, length);
		buf_addch(draft, '\n');
		line += length + (line[length] == '\n');
	}
}

/* The next line from *at on, without its newline; false at the end. */
static bool next_line(const char *text, size_t length, size_t *at, const char **line, size_t *line_length)
{
	const char *newline;

	if (*at >= length)
		return false;
	*line = text + *at;
	newline = memchr(*line, '\n', length - *at);
	*line_length = newline ? (size_t)(newline - *line) : length - *at;
	*at += *line_length + 1;
	return true;
}

void draft_clean(struct buf *draft)
{
	struct buf out = BUF_INIT;
	const char *line;
	size_t at = 0, length;
	bool gap = false;

	while (next_line(draft->s, draft->len, &at, &line, &length)) {
		if (length >= sizeof(scissors) - 1 && !memcmp(line, scissors, sizeof(scissors) - 1))
			break;
		while (length && strchr(" \t\r\f\v", line[length - 1]) && line[length - 1])
			length--;
		if (!length) {
			gap = out.len > 0;
			continue;
		}
		if (gap)
			buf_addch(&out, '\n');
		gap = false;
		buf_add(&out, line, length);
		buf_addch(&out, '\n');
	}
	buf_release(draft);
	*draft = out;
}

static bool starts_signature(const char *line, size_t length)
{
	static const char *const starts[] = {"-----BEGIN PGP ", "-----BEGIN SSH ", "-----BEGIN SIGNED "};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (length >= strlen(starts[i]) && !memcmp(line, starts[i], strlen(starts[i])))
			return true;
	return false;
}

struct error *draft_check(const struct buf *message, const char *name)
{
	const char *line;
	size_t at = 0, length, number = 0;

	while (next_line(message->s, message->len, &at, &line, &length)) {
		number++;
		if (memchr(line, '\0', length))
			return error_hint(error_failed("%s:%zu: the message holds a NUL byte", name, number),
			    "Take it out: editors show it as ^@, and  tr -d '\\000'  takes it out of its "
			    "input.");
		if (starts_signature(line, length))
			return error_hint(
			    error_failed(
				"%s:%zu: this line begins like a signature, so the message would end there",
				name, number),
			    "Indent it, or leave it out.");
	}
	return NULL;
}

size_t draft_signature(const char *text, size_t length)
{
	const char *line;
	size_t at = 0, line_length;

	while (next_line(text, length, &at, &line, &line_length))
		if (starts_signature(line, line_length))
			return (size_t)(line - text);
	return length;
}
