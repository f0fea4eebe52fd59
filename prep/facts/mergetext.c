/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mergetext.h"

#include "util/buf.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* "Signed-off-by: ..." and its kin: a word of letters and dashes, a colon, a blank. */
static bool is_trailer(const char *line, size_t length)
{
	size_t word = 0;

	while (word < length && (isalpha((unsigned char)line[word]) || line[word] == '-'))
		word++;
	return word > 1 && word + 1 < length && line[word] == ':' && line[word + 1] == ' ' &&
	       isupper((unsigned char)*line) &&
	       (memchr(line, '-', word) || !strncmp(line, "Link:", 5) || !strncmp(line, "Fixes:", 6) ||
		   !strncmp(line, "Cc:", 3) || !strncmp(line, "To:", 3));
}

static const char conflicts[] = "Conflicts:";

/* What git's list of them begins with, where the maintainer has kept it. */
static bool is_conflicts(const char *line, size_t length)
{
	return length == strlen(conflicts) && !strncmp(line, conflicts, length);
}

/* Lines of a merge's message that were made by git: merge.log's "* branch:" with its subjects, "Conflicts:"
 * with its files, and gpg's words. */
static bool is_made(const char *line, size_t length)
{
	if (*line == '#' || !strncmp(line, "gpg:", 4) || is_conflicts(line, length))
		return true;
	return length > 2 && !strncmp(line, "* ", 2) && line[length - 1] == ':';
}

char *message_of_merge(const char *message)
{
	const char *line = strchr(message, '\n');
	struct buf text = BUF_INIT;
	bool in_list = false; /* behind "* branch:" or "Conflicts:", whose subjects or files are indented */

	for (line = line ? line + 1 : ""; *line;) {
		size_t length = strcspn(line, "\n");

		if (is_made(line, length))
			in_list = *line == '*' || is_conflicts(line, length);
		else if (!isspace((unsigned char)*line))
			in_list = false;
		if (!in_list && !is_made(line, length) && !is_trailer(line, length) && (length || text.len)) {
			buf_add(&text, line, length);
			buf_addch(&text, '\n');
		}
		line += length + (line[length] == '\n');
	}
	buf_trim(&text);
	if (text.len)
		return buf_detach(&text);
	buf_release(&text);
	return NULL;
}

/* Of the text, up to and without the last line; 0 if there is but one. */
static size_t before_last_line(const char *text, size_t length)
{
	while (length && text[length - 1] != '\n')
		length--;
	return length;
}

char *message_of_branch(const char *description)
{
	struct buf text = BUF_INIT;
	size_t kept, start = 0;

	buf_addstr(&text, description);
	buf_trim(&text);
	for (kept = text.len; kept; kept = start ? start - 1 : 0) {
		start = before_last_line(text.s, kept);
		if (!is_trailer(text.s + start, kept - start))
			break;
	}
	/* what runs into a paragraph is part of it */
	if (!kept || strspn(text.s + start, " \t\r") == kept - start)
		buf_setlen(&text, kept);
	buf_trim(&text);
	if (text.len)
		return buf_detach(&text);
	buf_release(&text);
	return NULL;
}
