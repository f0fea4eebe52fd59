/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memmem */
#include "facts/trailers.h"

#include "facts/fixeslines.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { FIXES_LEAST = 12, REVERT_LEAST = 7, ID_MOST = 40 };

/* What is left of a line. */
struct line {
	const char *s, *end;
};

static void skip_blanks(struct line *line)
{
	while (line->s < line->end && (*line->s == ' ' || *line->s == '\t'))
		line->s++;
}

static bool skip_word(struct line *line, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(line->end - line->s) < n || strncasecmp(line->s, word, n))
		return false;
	line->s += n;
	return true;
}

/* The id at the cursor, in lower case, or NULL if it is too short or too long; the cursor moves past its
 * digits. */
static char *take_id(struct line *line, size_t least)
{
	const char *start = line->s;
	char *id;

	while (line->s < line->end && isxdigit((unsigned char)*line->s))
		line->s++;
	if ((size_t)(line->s - start) < least || line->s - start > ID_MOST)
		return NULL;
	id = mem_dupn(start, (size_t)(line->s - start));
	for (char *p = id; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return id;
}

/* How many bytes a quotation mark has that stands there: a straight one, or any of U+2018 to U+201F; 0: none
 * does. */
static size_t quote_length(const char *s, const char *end)
{
	if (s < end && (*s == '"' || *s == '\''))
		return 1;
	return end - s >= 3 && !memcmp(s, "\xe2\x80", 2) && ((unsigned char)s[2] & 0xf8) == 0x98 ? 3 : 0;
}

/* ("subject"), and maybe a note behind it */
static bool is_quoted_subject(struct line line)
{
	size_t quote;

	skip_blanks(&line);
	if (line.s == line.end || *line.s != '(')
		return false;
	quote = quote_length(line.s + 1, line.end);
	if (!quote)
		return false;
	for (const char *p = line.s + 1 + quote + 1; p < line.end; p++) {
		quote = quote_length(p, line.end);
		if (quote && p + quote < line.end && p[quote] == ')')
			return true;
	}
	return false;
}

static void parse_fixes(struct trailers *out, struct line line)
{
	char *id;

	if (!skip_word(&line, "fixes:"))
		return;
	skip_blanks(&line);
	id = take_id(&line, FIXES_LEAST);
	if (id && is_quoted_subject(line))
		strings_take(&out->fixes, id);
	else
		free(id);
}

/* Where the value ends that goes on, folded, in the lines behind it. */
static const char *folded_end(const char *end, const char *message_end)
{
	while (end + 1 < message_end && *end == '\n' && (end[1] == ' ' || end[1] == '\t')) {
		const char *next = end + 1 + strspn(end + 1, " \t\r");

		if (next == message_end || *next == '\n')
			break;
		end = next + strcspn(next, "\n");
	}
	return end;
}

static void parse_stable(
    struct trailers *out, struct line line, const char *line_end, const char *message_end)
{
	const char *at;

	if (!skip_word(&line, "cc:"))
		return;
	line.end = folded_end(line_end, message_end);
	at = memmem(line.s, (size_t)(line.end - line.s), "stable@", 7);
	/* Not the end of another name: "unstable@". */
	if (at && (at == line.s || !(isalnum((unsigned char)at[-1]) || strchr("-_.+", at[-1]))))
		out->stable = true;
}

/* git wraps nothing here, but people do: the id may stand on the next line. */
static void parse_revert(struct trailers *out, struct line line, const char *message_end)
{
	char *id;

	if (!skip_word(&line, "this reverts commit"))
		return;
	line.end = message_end;
	while (line.s < line.end && isspace((unsigned char)*line.s))
		line.s++;
	id = take_id(&line, REVERT_LEAST);
	if (id)
		strings_take(&out->reverts, id);
}

/* Does it begin as one of those that are looked for? */
static bool is_claim(struct line line)
{
	return skip_word(&line, "fixes:") || skip_word(&line, "cc:") || skip_word(&line, "this reverts");
}

void trailers_parse(struct trailers *out, const char *message)
{
	const char *end = message + strlen(message), *whole = message;

	*out = (struct trailers){.stable = false};
	while (message < end) {
		size_t n = strcspn(message, "\n");
		struct line line = {message, message + n};

		while (line.end > line.s && isspace((unsigned char)line.end[-1]))
			line.end--;
		skip_blanks(&line);
		if (is_claim(line) && !fixes_line_is_quoted(whole, message)) {
			parse_fixes(out, line);
			parse_stable(out, line, message + n, end);
			parse_revert(out, line, end);
		}
		message += n + (message[n] == '\n');
	}
}

void trailers_release(struct trailers *trailers)
{
	strings_release(&trailers->fixes);
	strings_release(&trailers->reverts);
}
