/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/coverletter.h"

#include "facts/etiquette.h"
#include "facts/mergetext.h"
#include "util/buf.h"
#include "util/squeeze.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- lines ---- */

/* Behind the head of an inline signature (RFC 4880, 7), which ends with a blank line. */
static const char *skip_signed(const char *text)
{
	const char *end;

	text += strspn(text, " \t\r\n");
	if (strncmp(text, "-----BEGIN PGP SIGNED MESSAGE", 29) != 0)
		return text;
	end = strstr(text, "\n\n");
	return end ? end : text;
}

/* Blank ones are kept, and blanks at their ends are not. */
static void split_lines(struct strings *out, const char *text)
{
	text = skip_signed(text);
	while (*text) {
		size_t length = strcspn(text, "\n"), end = length;

		while (end && isspace((unsigned char)text[end - 1]))
			end--;
		strings_take(out, mem_dupn(text, end));
		text += length + (text[length] == '\n');
	}
}

static bool begins(const char *line, const char *words)
{
	return !strncasecmp(line, words, strlen(words));
}

static bool begins_with_one(const char *line, const char *const *words)
{
	for (; *words; words++)
		if (begins(line, *words))
			return true;
	return false;
}

static size_t count_words(const char *line)
{
	size_t words = 0;

	for (line += strspn(line, " \t"); *line; line += strspn(line, " \t")) {
		line += strcspn(line, " \t");
		words++;
	}
	return words;
}

static bool is_item(const char *line)
{
	return isspace((unsigned char)*line) || (strchr("-*+o", *line) && line[1] == ' ') ||
	       !strncmp(line, "\xe2\x80\xa2", 3);
}

/* ---- where it ends ---- */

/* "Ann Example (7):" above an indented subject, as git shortlog has it. */
static bool is_shortlog(const struct strings *lines, size_t at)
{
	const char *line = lines->v[at], *open = strrchr(line, '(');
	size_t digits = open ? strspn(open + 1, "0123456789") : 0;

	return open && open > line && digits && !strcmp(open + 1 + digits, "):") && at + 1 < lines->n &&
	       isspace((unsigned char)*lines->v[at + 1]);
}

/* " file.c | 3 ++-", " 2 files changed, 3 insertions(+)" */
static bool is_statistics(const char *line)
{
	const char *bar = strstr(line, " | ");

	if (*line != ' ')
		return false;
	if (bar) {
		bar += strspn(bar + 2, " ") + 2;
		return isdigit((unsigned char)*bar) || begins(bar, "Bin ");
	}
	return strstr(line, " file changed,") || strstr(line, " files changed,");
}

/* What tools and lists write below: there is nothing of the author's behind it. (b4 has the changes behind "---".) */
static bool ends_text(const struct strings *lines, size_t at)
{
	static const char *const starts[] = {"base-commit: ", "change-id: ", "prerequisite-patch-id: ",
	    "prerequisite-change-id: ", "prerequisite-message-id: ", "range-diff", "interdiff", "diff --git ",
	    "-----BEGIN PGP SIGNATURE", "____________________", NULL};
	const char *line = lines->v[at];

	return !strcmp(line, "--") || begins_with_one(line, starts) || is_shortlog(lines, at) ||
	       is_statistics(line);
}

static bool ends_words(const struct strings *lines, size_t at)
{
	return !strcmp(lines->v[at], "---") || ends_text(lines, at);
}

/* ---- what changed since ---- */

static bool names_version(const char *line)
{
	for (; *line; line++)
		if ((*line == 'v' || *line == 'V') && isdigit((unsigned char)line[1]))
			return true;
	return false;
}

/* The head of a list of changes: "Changes since v1:", "v1 -> v2", "Changelog". "Changes in the way in which ..." is prose. */
static bool heads_changes(const char *line)
{
	size_t length = strlen(line);

	return length && line_tells_changes(line) &&
	       (line[length - 1] == ':' || names_version(line) || count_words(line) <= 3);
}

/* Behind the list of changes that begins there: its items, and further such lists. */
static size_t skip_changes(const struct strings *lines, size_t at)
{
	for (;;) {
		while (at < lines->n && *lines->v[at])
			at++;
		while (at < lines->n && !*lines->v[at])
			at++;
		if (at == lines->n || (!is_item(lines->v[at]) && !heads_changes(lines->v[at])))
			return at;
	}
}

/* ---- what is said to people ---- */

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

static bool is_greeting(const char *line)
{
	static const char *const words[] = {"hi", "hello", "hey", "dear", "greetings"};
	size_t length = strlen(line), word = strspn(line, alphabet);
	bool greets = false;

	for (size_t i = 0; !greets && i < sizeof(words) / sizeof(*words); i++)
		greets = strlen(words[i]) == word && begins(line, words[i]);
	return greets && count_words(line) <= 5 && (strchr(",!.:;", line[length - 1]) || !line[word]);
}

static bool is_farewell(const char *line)
{
	static const char *const starts[] = {"thanks", "thank you", "regards", "best regards", "kind regards",
	    "with best regards", "best,", "cheers", "br,", "many thanks", "thx", NULL};

	return begins_with_one(line, starts) && count_words(line) <= 5;
}

/* The first line of the text's last paragraph. */
static size_t last_paragraph(const struct strings *lines)
{
	size_t at = lines->n;

	while (at && *lines->v[at - 1])
		at--;
	return at;
}

static void drop_last(struct strings *lines)
{
	free(lines->v[--lines->n]);
}

static void drop_blank(struct strings *lines)
{
	while (lines->n && !*lines->v[lines->n - 1])
		drop_last(lines);
}

/* "Thanks," and who says it, in one paragraph or two. */
static void drop_farewells(struct strings *lines)
{
	enum { NAMES = 3, WORDS = 4 };

	drop_blank(lines);
	for (size_t start; lines->n; drop_blank(lines)) {
		bool name = false;

		start = last_paragraph(lines);
		if (start && lines->n - start == 1 && count_words(lines->v[start]) <= WORDS) {
			size_t above = start - 1;

			while (above && !*lines->v[above])
				above--;
			name = is_farewell(lines->v[above]) && (!above || !*lines->v[above - 1]);
		}
		if (!name && (!is_farewell(lines->v[start]) || lines->n - start > NAMES))
			return;
		while (lines->n > start)
			drop_last(lines);
	}
}

/* ---- the words ---- */

static void keep_words(struct strings *out, const struct strings *lines)
{
	bool fresh = true; /* a paragraph may begin here */

	for (size_t i = 0; i < lines->n && !ends_words(lines, i); i++) {
		const char *line = lines->v[i];

		if (fresh && heads_changes(line)) {
			i = skip_changes(lines, i) - 1;
			continue;
		}
		if (!strcmp(line, "*** BLURB HERE ***") || (!out->n && (!*line || is_greeting(line))))
			continue;
		strings_add(out, line);
		fresh = !*line;
	}
}

char *cover_letter_words(const char *text)
{
	struct strings lines = STRINGS_INIT, kept = STRINGS_INIT;
	struct buf words = BUF_INIT;
	char *untrailed;

	split_lines(&lines, text);
	keep_words(&kept, &lines);
	drop_farewells(&kept);
	for (size_t i = 0; i < kept.n; i++)
		buf_addf(&words, "%s\n", kept.v[i]);
	untrailed = message_of_branch(words.s);
	strings_release(&lines);
	strings_release(&kept);
	buf_release(&words);
	return untrailed;
}

char *cover_letter_text(const char *text)
{
	struct strings lines = STRINGS_INIT;
	struct buf kept = BUF_INIT;

	split_lines(&lines, text);
	for (size_t i = 0; i < lines.n && !ends_text(&lines, i); i++)
		if (kept.len || *lines.v[i])
			buf_addf(&kept, "%s\n", lines.v[i]);
	buf_trim(&kept);
	while (kept.len >= 4 && !strcmp(kept.s + kept.len - 4, "\n---")) {
		buf_setlen(&kept, kept.len - 4);
		buf_trim(&kept);
	}
	strings_release(&lines);
	if (kept.len)
		return buf_detach(&kept);
	buf_release(&kept);
	return NULL;
}

/* ---- letters ---- */

void cover_letters_release(struct cover_letters *letters)
{
	for (size_t i = 0; i < letters->n; i++) {
		free(letters->v[i].title);
		free(letters->v[i].words);
		free(letters->v[i].url);
	}
	array_release(letters);
}

static void add_indented(struct buf *out, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		buf_addstr(out, length ? "  " : "");
		buf_add(out, text, length);
		buf_addch(out, '\n');
		text += length + (text[length] == '\n');
	}
}

char *cover_letters_text(const struct cover_letters *letters, bool items)
{
	struct buf text = BUF_INIT;

	items = items || letters->n > 1;
	for (size_t i = 0; i < letters->n; i++) {
		const struct cover_letter *letter = &letters->v[i];

		buf_addf(&text, "%s%s%s\n", i ? "\n" : "", items ? "* " : "", letter->title);
		if (letter->words)
			buf_addch(&text, '\n');
		if (letter->words && items)
			add_indented(&text, letter->words);
		else if (letter->words)
			buf_addf(&text, "%s\n", letter->words);
	}
	return letters->n ? buf_detach(&text) : NULL;
}

static bool holds(const char *squeezed, const char *text)
{
	char *wanted = squeeze(text);
	bool there = wanted && strstr(squeezed, wanted);

	free(wanted);
	return there;
}

bool cover_letters_are_in(const struct cover_letters *letters, const char *text)
{
	char *squeezed = squeeze(text);
	bool all = letters->n && squeezed;

	for (size_t i = 0; all && i < letters->n; i++)
		all = holds(squeezed, letters->v[i].title) &&
		      (!letters->v[i].words || holds(squeezed, letters->v[i].words));
	free(squeezed);
	return all;
}
