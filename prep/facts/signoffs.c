/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/signoffs.h"

#include "facts/person.h"
#include "util/buf.h"
#include "util/nearest.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { FOLDED_MOST = 3 };

bool signoffs_by(const struct signoffs *signoffs, const char *name, const char *email)
{
	for (size_t i = 0; i < signoffs->n; i++)
		if (person_same((struct person){signoffs->v[i].name, signoffs->v[i].email},
			(struct person){name, email}))
			return true;
	return false;
}

/* ---- lines ---- */

static void skip_blanks(const char **s)
{
	*s += strspn(*s, " \t");
}

/* "Signed-off by:", "Sigend-off-by:": what stands before the colon has the right letters, but for one slip. */
static bool is_misspelt(const char *line)
{
	char letters[16];
	size_t n = 0;

	for (; *line && *line != ':' && *line != '\n'; line++) {
		if (isalpha((unsigned char)*line) && n + 1 < sizeof(letters))
			letters[n++] = (char)tolower((unsigned char)*line);
		else if (!strchr("-_ \t", *line))
			return false;
	}
	letters[n] = '\0';
	return *line == ':' && nearest_is_slip(letters, "signedoffby");
}

/* What a sign-off's line has behind its key; NULL if it is none. */
static const char *value_of(const char *line)
{
	static const char key[] = "signed-off-by";

	skip_blanks(&line);
	if (!strncasecmp(line, key, strlen(key)) && strspn(line + strlen(key), ": \t")) {
		line += strlen(key);
		line += *line == ':';
	} else if (is_misspelt(line)) {
		line = strchr(line, ':') + 1;
	} else {
		return NULL;
	}
	skip_blanks(&line);
	return line;
}

/* The address is not there yet, or not at its end. */
static bool is_open(const struct buf *value)
{
	const char *bracket = strrchr(value->s, '<');

	return bracket ? !strchr(bracket, '>') : !strchr(value->s, '@');
}

/* The value from *at on, over folded lines; *at moves to the next line. */
static void take_value(struct buf *out, const char **at)
{
	for (int lines = 0; lines < FOLDED_MOST; lines++) {
		size_t n = strcspn(*at, "\n");

		if (out->len)
			buf_addch(out, ' ');
		buf_add(out, *at, n);
		*at += n + ((*at)[n] == '\n');
		buf_trim(out);
		if (!is_open(out) || !strchr(" \t<", **at) || !**at)
			return;
		skip_blanks(at);
	}
}

/* The word that has the '@', which stands without brackets. */
static char *bare_address(const char *value)
{
	static const char ends[] = " \t,;()";
	const char *at = strchr(value, '@'), *start = at;

	if (!at)
		return mem_dup("");
	while (start > value && !strchr(ends, start[-1]))
		start--;
	return mem_dupn(start, strcspn(start, ends));
}

static void add(struct signoffs *out, const char *value)
{
	const char *open = strrchr(value, '<');
	struct signoff signoff = {.name = open ? mem_dupn(value, (size_t)(open - value)) : mem_dup(value)};

	if (open)
		open += 1 + strspn(open + 1, " ");
	signoff.email = open ? mem_dupn(open, strcspn(open, "> ")) : bare_address(value);
	array_push(out, signoff);
}

void signoffs_parse(struct signoffs *out, const char *message)
{
	struct buf value = BUF_INIT;

	*out = (struct signoffs){.v = NULL};
	while (*message) {
		const char *start = value_of(message);

		if (start) {
			buf_reset(&value);
			take_value(&value, &start);
			add(out, value.s);
			message = start;
		} else {
			message += strcspn(message, "\n");
			message += *message == '\n';
		}
	}
	buf_release(&value);
}

void signoffs_release(struct signoffs *signoffs)
{
	for (size_t i = 0; i < signoffs->n; i++) {
		free(signoffs->v[i].name);
		free(signoffs->v[i].email);
	}
	array_release(signoffs);
}
