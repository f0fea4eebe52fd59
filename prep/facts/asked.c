/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/asked.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ID_LEAST = 7, ID_DIGITS = 40, RULE_DASHES = 40, SUBJECT_INDENT = 2, JOINED_MOST = 1000 };

static const char since[] = "The following changes since commit ",
		  where[] = "are available in the Git repository at",
		  up_to[] = "for you to fetch changes up to ";

static bool begins(const char *text, const char *with)
{
	return !strncasecmp(text, with, strlen(with));
}

/* ---- lines ---- */

/* Blank ones among them; white space at their ends is cut off. */
static void split_lines(struct strings *out, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n"), length = n;

		while (length && isspace((unsigned char)text[length - 1]))
			length--;
		strings_take(out, mem_dupn(text, length));
		text += n + (text[n] == '\n');
	}
}

/* The first line from there on that begins so, n if there is none. */
static size_t find_line(const struct strings *lines, size_t from, const char *start)
{
	while (from < lines->n && !begins(lines->v[from], start))
		from++;
	return from;
}

static const char *unquoted(const char *line)
{
	return line + strspn(line, "> \t|");
}

static bool is_quoted(const struct strings *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		if (*lines->v[i] == '>' && begins(unquoted(lines->v[i]), where))
			return true;
	return false;
}

static char *read_id(const char *text)
{
	size_t n = strspn(text, "0123456789abcdefABCDEF");

	if (n < ID_LEAST || n > ID_DIGITS || isalnum((unsigned char)text[n]))
		return NULL;
	return mem_dupn(text, n);
}

/* ---- URL and ref ---- */

/* The line's words, without <> around them and without a backslash that continues it. */
static void split_words(struct strings *out, const char *line)
{
	while (*line) {
		size_t skip = strspn(line, " \t<"), n = strcspn(line + skip, " \t>");

		if (n && !(n == 1 && line[skip] == '\\'))
			strings_take(out, mem_dupn(line + skip, n));
		line += skip + n;
		line += *line == '>';
	}
}

/* Up to two words: behind the colon, or on the next line that is not blank; the ref may be on the one below. */
static void read_where(struct asked *asked, const struct strings *lines, size_t at)
{
	const char *colon = lines->v[at] + strlen(where);
	struct strings words = STRINGS_INIT;

	split_words(&words, *colon == ':' ? colon + 1 : colon);
	for (at++; !words.n && at < lines->n; at++)
		split_words(&words, lines->v[at]);
	if (words.n == 1 && at < lines->n && !begins(lines->v[at], up_to)) {
		split_words(&words, lines->v[at]);
		if (words.n == 2) /* more are a sentence */
			asked->ref = mem_dup(words.v[1]);
	} else if (words.n > 1) {
		asked->ref = mem_dup(words.v[1]);
	}
	asked->url = words.n ? mem_dup(words.v[0]) : NULL;
	strings_release(&words);
}

static bool is_public_url(const char *word)
{
	static const char *const kinds[] = {"git://", "https://", "http://", "ssh://", "git+ssh://"};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (begins(word, kinds[i]))
			return true;
	return false;
}

/* "please pull from:", and then only a line of URL and ref; a second such line makes it unclear. */
static bool read_free_form(struct asked *asked, const struct strings *lines)
{
	size_t found = 0;

	for (size_t i = 0; i < lines->n; i++) {
		struct strings words = STRINGS_INIT;

		if (*lines->v[i] != '>')
			split_words(&words, lines->v[i]);
		if (words.n == 2 && is_public_url(words.v[0]) && !found++) {
			asked->url = mem_dup(words.v[0]);
			asked->ref = mem_dup(words.v[1]);
		}
		strings_release(&words);
	}
	asked->free_form = true;
	return found == 1;
}

/* ---- the diffstat ---- */

/* "3 insertions(+)": the number, 0 if there is none of that word. */
static long count_before(const char *line, const char *word)
{
	const char *at = strstr(line, word);

	if (!at)
		return 0;
	while (at > line && (at[-1] == ' ' || isdigit((unsigned char)at[-1])))
		at--;
	return strtol(at, NULL, 10);
}

/* " 3 files changed, 4 insertions(+), 1 deletion(-)". */
static bool is_sum(const char *line)
{
	size_t indent = strspn(line, " "), digits = strspn(line + indent, "0123456789");

	return indent < SUBJECT_INDENT && digits && digits < 10 &&
	       (begins(line + indent + digits, " files changed") ||
		   begins(line + indent + digits, " file changed"));
}

/* " path | 3 ++-", " path | Bin 0 -> 12 bytes"; a subject is indented deeper. */
static bool is_path(const char *line, size_t *length)
{
	const char *bar = strstr(line, " | ");
	const char *number = bar ? bar + 2 + strspn(bar + 2, " ") : NULL;

	if (*line != ' ' || line[1] == ' ' || !bar ||
	    (!isdigit((unsigned char)*number) && !begins(number, "Bin")))
		return false;
	while (bar > line && *bar == ' ')
		bar--;
	*length = (size_t)(bar + 1 - line);
	return *length > 1;
}

/* The first sum counts: what comes behind it may be of something else, such as a conflict's resolution. */
static void read_line_of_stat(struct asked *asked, const char *line)
{
	size_t length;

	if (asked->stat)
		return;
	if (is_path(line, &length)) {
		strings_take(&asked->paths, mem_dupn(line + 1, length - 1));
	} else if (is_sum(line)) {
		asked->stat = true;
		asked->files = strtol(line, NULL, 10);
		asked->insertions = count_before(line, "insertion");
		asked->deletions = count_before(line, "deletion");
	}
}

/* ---- the shortlog ---- */

/* "Morgan Maintainer (2):" at the line's start: the length of the name, 0 if it is none. */
static size_t author_line(const char *line, size_t *says)
{
	const char *open = strrchr(line, '(');
	size_t digits;

	if (isspace((unsigned char)*line) || !open || open < line + 2 || open[-1] != ' ')
		return 0;
	digits = strspn(open + 1, "0123456789");
	if (!digits || digits > 6 || strcmp(open + 1 + digits, "):") != 0)
		return 0;
	*says = strtoul(open + 1, NULL, 10);
	return (size_t)(open - 1 - line);
}

static bool is_subject(const char *line)
{
	size_t indent = strspn(line, " \t");

	return line[indent] && (indent >= SUBJECT_INDENT || *line == '\t');
}

static bool is_author(const struct strings *lines, size_t at)
{
	size_t says;

	return author_line(lines->v[at], &says) && at + 1 < lines->n && is_subject(lines->v[at + 1]);
}

static bool is_rule(const char *line)
{
	return strspn(line, "-") >= RULE_DASHES && !line[strspn(line, "-")];
}

/* What is between the last line of dashes before the last author and the end: the text before it may look
 * alike. */
static size_t find_lists(const struct strings *lines, size_t from)
{
	size_t last = lines->n;

	while (last > from && !is_author(lines, last - 1))
		last--;
	if (last == from) /* no shortlog: the diffstat alone */
		last = lines->n;
	while (last > from && !is_rule(lines->v[last - 1]))
		last--;
	return last;
}

/* What a mailer broke goes on on a line that is not indented as a subject is; whole pages are no subject. */
static void join(struct strings *subjects, const char *line)
{
	char *last = subjects->v[subjects->n - 1];

	if (strlen(last) > JOINED_MOST)
		return;
	subjects->v[subjects->n - 1] = mem_format("%s %s", last, line + strspn(line, " \t"));
	free(last);
}

/* A blank line ends it, or what is left of the lists where somebody has cut them. */
static bool ends_author(const struct strings *lines, size_t at)
{
	const char *line = lines->v[at];
	size_t length;

	return !*line || is_author(lines, at) ||
	       (!is_subject(line) && (is_path(line, &length) || is_sum(line)));
}

static size_t read_author(struct asked *asked, const struct strings *lines, size_t at)
{
	struct asked_author author = {.subjects = STRINGS_INIT};
	size_t name = author_line(lines->v[at], &author.says);

	author.name = mem_dupn(lines->v[at], name);
	for (at++; at < lines->n && !ends_author(lines, at); at++) {
		const char *line = lines->v[at];

		if (is_subject(line))
			strings_add(&author.subjects, line + strspn(line, " \t"));
		else
			join(&author.subjects, line);
	}
	array_push(&asked->authors, author);
	return at;
}

/* ---- all of it ---- */

static void read_lists(struct asked *asked, const struct strings *lines, size_t from)
{
	for (size_t i = find_lists(lines, from); i < lines->n; i++) {
		if (is_author(lines, i))
			i = read_author(asked, lines, i) - 1;
		else
			read_line_of_stat(asked, lines->v[i]);
	}
}

static enum asked_found read_form(struct asked *asked, const struct strings *lines, size_t *end)
{
	size_t at = find_line(lines, 0, where), base = find_line(lines, 0, since), tip;

	if (at == lines->n)
		return is_quoted(lines)               ? ASKED_QUOTED
		       : read_free_form(asked, lines) ? ASKED_FOUND
						      : ASKED_NOTHING;
	if (find_line(lines, at + 1, where) < lines->n)
		return ASKED_SEVERAL;
	read_where(asked, lines, at);
	if (base < at)
		asked->base = read_id(lines->v[base] + strlen(since));
	tip = find_line(lines, at + 1, up_to);
	if (tip < lines->n)
		asked->tip = read_id(lines->v[tip] + strlen(up_to));
	*end = tip < lines->n ? tip : at + 1;
	return asked->url ? ASKED_FOUND : ASKED_NOTHING;
}

enum asked_found asked_read(struct asked *out, const char *text)
{
	struct strings lines = STRINGS_INIT;
	enum asked_found found;
	size_t end = 0;

	*out = (struct asked){.url = NULL};
	split_lines(&lines, text);
	found = read_form(out, &lines, &end);
	if (found == ASKED_FOUND)
		read_lists(out, &lines, end);
	else
		asked_release(out);
	strings_release(&lines);
	return found;
}

void asked_release(struct asked *asked)
{
	for (size_t i = 0; i < asked->authors.n; i++) {
		free(asked->authors.v[i].name);
		strings_release(&asked->authors.v[i].subjects);
	}
	array_release(&asked->authors);
	strings_release(&asked->paths);
	free(asked->base);
	free(asked->url);
	free(asked->ref);
	free(asked->tip);
	*asked = (struct asked){.url = NULL};
}
