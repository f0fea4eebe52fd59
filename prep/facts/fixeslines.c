/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/fixeslines.h"

#include "util/array.h"
#include "util/buf.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { FOLDED_MOST = 4, ID_LEAST = 5, ID_PLAIN = 12, QUOTED_INDENT = 4, PARAGRAPH_MOST = 200 };

/* ---- paragraphs ---- */

static size_t line_length(const char *line)
{
	return strcspn(line, "\n");
}

static bool is_empty_line(const char *line)
{
	return strspn(line, " \t\r") >= line_length(line);
}

/* "Reviewed-by: ..." */
static bool is_trailer(const char *line)
{
	size_t word = 0;

	line += strspn(line, " \t");
	while (isalpha((unsigned char)line[word]) || (word && line[word] == '-'))
		word++;
	return word > 1 && line[word] == ':';
}

static bool is_quoted(const char *line)
{
	return *line == '\t' || strspn(line, " ") >= QUOTED_INDENT;
}

/* Where the line before begins; the message itself before its first one. */
static const char *line_before(const char *message, const char *line)
{
	if (line > message)
		line--;
	while (line > message && line[-1] != '\n')
		line--;
	return line;
}

/* Is more than half of the paragraph around `at` trailers, or notes in brackets between them? Folded lines
 * count for nothing, and of a paragraph that is beyond all reason what is near. */
static bool is_among_trailers(const char *message, const char *at)
{
	const char *start = at;
	size_t trailers = 0, lines = 0, near = 0;

	for (const char *before = line_before(message, at);
	     start > message && !is_empty_line(before) && near < PARAGRAPH_MOST; near++) {
		start = before;
		before = line_before(message, before);
	}
	near = 0;
	for (const char *line = start; *line && !is_empty_line(line) && near < 2 * PARAGRAPH_MOST; near++) {
		lines += !is_quoted(line);
		trailers += !is_quoted(line) && (is_trailer(line) || *line == '[');
		line += line_length(line);
		line += *line == '\n';
	}
	return start != message && 2 * trailers > lines;
}

bool fixes_line_is_quoted(const char *message, const char *line)
{
	return is_quoted(line) && !is_among_trailers(message, line);
}

/* ---- one line ---- */

static const char *value_of(const char *line)
{
	static const char key[] = "fixes:";

	line += strspn(line, " \t");
	return strncasecmp(line, key, strlen(key)) ? NULL : line + strlen(key);
}

/* A word of letters a to f is no id: "added", "defaced". */
static size_t id_length(const char *text)
{
	size_t n = strspn(text, "0123456789abcdefABCDEF"), letters = strspn(text, "abcdefABCDEF");

	if (n < ID_LEAST || (letters >= n && n < ID_PLAIN))
		return 0;
	return isalnum((unsigned char)text[n]) || (text[n] && strchr("-_/", text[n])) ? 0 : n;
}

static void take_apart(struct fixes_line *line, const char *value)
{
	static const char commit[] = "commit";
	size_t n;

	value += strspn(value, " \t");
	n = strncasecmp(value, commit, strlen(commit)) ? 0 : strlen(commit);
	n += n && value[n] == ':';
	if (n && id_length(value + n + strspn(value + n, " \t"))) {
		line->word = mem_dupn(value, n);
		value += n + strspn(value + n, " \t");
	}
	n = id_length(value);
	if (n) {
		line->id = mem_dupn(value, n);
		for (char *p = line->id; *p; p++)
			*p = (char)tolower((unsigned char)*p);
		value += n;
		line->spaced = *value == ' ' || *value == '\t';
		value += strspn(value, " \t");
	}
	line->subject = mem_dup(value);
}

/* Its parenthesis has not been closed, or there is nothing but an id yet. */
static bool is_open(const char *value)
{
	const char *rest;
	size_t n;

	value += strspn(value, " \t");
	n = id_length(value);
	rest = value + n + strspn(value + n, " \t");
	return n && (!*rest || (*rest == '(' && !strchr(rest, ')')));
}

/* How many lines the value that begins here was folded over: more than one only if that closes it. */
static int folded_lines(const char *value)
{
	struct buf all = BUF_INIT;
	int lines = 1;
	bool open;

	for (;; lines++) {
		size_t n = line_length(value);

		buf_add(&all, value, n);
		buf_trim(&all);
		open = is_open(all.s);
		if (!open || !value[n] || lines == FOLDED_MOST || is_empty_line(value + n + 1) ||
		    is_trailer(value + n + 1))
			break;
		value += n + 1;
		buf_addch(&all, ' ');
	}
	buf_release(&all);
	return open ? 1 : lines;
}

static void add_trimmed(struct buf *out, const char *line)
{
	size_t blanks = strspn(line, " \t");

	if (out->len)
		buf_addch(out, ' ');
	buf_add(out, line + blanks, line_length(line) - (blanks < line_length(line) ? blanks : 0));
	buf_trim(out);
}

static bool is_url(const char *value)
{
	value += strspn(value, " \t<[(");
	return !strncasecmp(value, "http://", 7) || !strncasecmp(value, "https://", 8);
}

/* What is quoted from elsewhere, or happens to begin so; "Fixes:" and nothing else is a heading. */
static bool is_meant(const struct fixes_line *line, const char *message, const char *at)
{
	if (!line->id && !*line->subject)
		return false;
	if (is_among_trailers(message, at))
		return true;
	if (is_quoted(at))
		return false;
	return line->id || is_url(line->subject);
}

static void line_release(struct fixes_line *line)
{
	free(line->text);
	free(line->word);
	free(line->id);
	free(line->subject);
	free(line->target_subject);
}

void fixes_lines_parse(struct fixes_lines *out, const char *message)
{
	*out = (struct fixes_lines){.v = NULL};
	for (const char *at = message; *at;) {
		const char *start = at, *value = value_of(at);
		int lines = value ? folded_lines(value) : 1;
		struct fixes_line line = {.split = lines > 1};
		struct buf text = BUF_INIT;

		for (; lines; lines--) {
			if (value)
				add_trimmed(&text, at);
			at += line_length(at);
			at += *at == '\n';
		}
		if (!value) {
			buf_release(&text);
			continue;
		}
		line.text = buf_detach(&text);
		take_apart(&line, value_of(line.text));
		if (is_meant(&line, message, start))
			array_push(out, line);
		else
			line_release(&line);
	}
}

void fixes_lines_release(struct fixes_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		line_release(&lines->v[i]);
	array_release(lines);
}
