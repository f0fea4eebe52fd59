/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "facts/mends.h"

#include "util/buf.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FIXES_LEAST = 6, REVERTS_LEAST = 7, DIGITS_MOST = 40 };

static size_t blanks(const char *text)
{
	return strspn(text, " \t");
}

static bool begins(const char *text, const char *words)
{
	return !strncasecmp(text, words, strlen(words));
}

/* How many digits of an id stand there, 0 if they are too few. */
static size_t digits(const char *text, size_t least)
{
	size_t n = 0;

	while (n < DIGITS_MOST && isxdigit((unsigned char)text[n]))
		n++;
	return n < least ? 0 : n;
}

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

/*
 * ("subject") behind an id, where a mailer may have broken the line: the break and the white space around it
 * are one blank. An empty line, or no end at all, and there is no subject.
 */
static char *quoted_subject(const char *at)
{
	struct buf text = BUF_INIT;

	while (isspace((unsigned char)*at) && !(is_break(at[0]) && is_break(at[1])))
		at++;
	if (at[0] != '(' || at[1] != '"')
		return NULL;
	for (at += 2; *at && !(at[0] == '"' && at[1] == ')'); at++) {
		if (!is_break(*at)) {
			buf_addch(&text, *at);
			continue;
		}
		if (is_break(at[1]))
			break;
		buf_trim(&text);
		buf_addch(&text, ' ');
		at += blanks(at + 1);
	}
	if (*at != '"' || !text.len) {
		buf_release(&text);
		return NULL;
	}
	return buf_detach(&text);
}

/* "Fixes: [commit] HEX": where the digits begin and how many there are. */
static const char *fixes_id(const char *line, size_t *n)
{
	const char *at = line + blanks(line), *word;

	if (!begins(at, "fixes:"))
		return NULL;
	at += strlen("fixes:");
	at += blanks(at);
	word = at + strlen("commit");
	if (begins(at, "commit") && blanks(word)) {
		*n = digits(word + blanks(word), FIXES_LEAST);
		if (*n)
			return word + blanks(word);
	}
	*n = digits(at, FIXES_LEAST);
	return *n ? at : NULL;
}

static const char *reverts_id(const char *line, size_t *n)
{
	static const char words[] = "This reverts commit";
	const char *at = line + strlen(words);

	if (!begins(line, words) || !isspace((unsigned char)*at))
		return NULL;
	while (isspace((unsigned char)*at))
		at++;
	*n = digits(at, REVERTS_LEAST);
	return *n ? at : NULL;
}

static void add_mend(struct mend_list *list, const char *at, size_t length)
{
	struct mend mend = {.id = mem_dupn(at, length)};

	for (char *c = mend.id; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i].id, mend.id)) {
			free(mend.id);
			return;
		}
	mend.quoted = quoted_subject(at + length);
	array_push(list, mend);
}

static bool says_stable(const char *line)
{
	const char *end = line + strcspn(line, "\r\n"), *found;

	if (!begins(line + blanks(line), "cc:"))
		return false;
	found = strcasestr(line, "stable@");
	return found && found < end;
}

void mends_parse(struct mends *out, const char *message)
{
	*out = (struct mends){.stable = false};
	for (const char *line = message; *line; line += strcspn(line, "\r\n"), line += *line != '\0') {
		const char *at;
		size_t n;

		/* Nearly all lines are text, and begin with none of these. */
		if (!strchr(" \tFfTtCc#", *line))
			continue;
		if ((at = fixes_id(line, &n)))
			add_mend(&out->fixes, at, n);
		else if ((at = reverts_id(line, &n)))
			add_mend(&out->reverts, at, n);
		else if (begins(line, "#regzbot"))
			out->tracked = true;
		out->stable = out->stable || says_stable(line);
	}
	out->tracked =
	    (out->fixes.n || out->reverts.n) && (out->tracked || strcasestr(message, "regression"));
}

static void release_list(struct mend_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->v[i].id);
		free(list->v[i].quoted);
	}
	array_release(list);
}

void mends_release(struct mends *mends)
{
	release_list(&mends->fixes);
	release_list(&mends->reverts);
}
