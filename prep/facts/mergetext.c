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
	return word > 2 && word + 1 < length && line[word] == ':' && line[word + 1] == ' ' &&
	       isupper((unsigned char)*line) &&
	       (memchr(line, '-', word) || !strncmp(line, "Link:", 5) || !strncmp(line, "Fixes:", 6) ||
		   !strncmp(line, "Cc:", 3));
}

/* Lines of a merge's message that were made by git: merge.log's "* branch:" with its subjects, and gpg's
 * words. */
static bool is_made(const char *line, size_t length)
{
	if (*line == '#' || !strncmp(line, "gpg:", 4))
		return true;
	return length > 2 && !strncmp(line, "* ", 2) && line[length - 1] == ':';
}

char *message_of_merge(const char *message)
{
	const char *line = strchr(message, '\n');
	struct buf text = BUF_INIT;
	bool in_log = false; /* behind "* branch:", whose subjects are indented */

	for (line = line ? line + 1 : ""; *line;) {
		size_t length = strcspn(line, "\n");

		if (is_made(line, length))
			in_log = *line == '*';
		else if (!isspace((unsigned char)*line))
			in_log = false;
		if (!in_log && !is_made(line, length) && !is_trailer(line, length) && (length || text.len)) {
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
