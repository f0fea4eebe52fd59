/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/signoffs.h"

#include "util/buf.h"
#include "util/safe.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <wctype.h>

enum { FOLDED_MOST = 3 };

/* ---- names ---- */

static bool is_quote(long c)
{
	return c == '"' || c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x201c || c == 0x201d;
}

static bool is_blank(long c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xa0;
}

/* The characters of a name: small letters, single blanks, no quotes around it, no parentheses. */
static char *folded_name(const char *name)
{
	struct buf out = BUF_INIT;
	size_t length = strlen(name), used;
	int depth = 0;

	for (size_t at = 0; at < length; at += used) {
		long c = safe_decode(name + at, length - at, &used);

		depth += c == '(';
		if (depth || is_quote(c)) {
			depth -= c == ')' && depth;
		} else if (is_blank(c)) {
			if (out.len && out.s[out.len - 1] != ' ')
				buf_addch(&out, ' ');
		} else if (c >= 0x80) {
			buf_addf(&out, "%lc", towlower((wint_t)c));
		} else {
			buf_addch(&out, c < 0 ? name[at] : (char)tolower((int)c));
		}
	}
	buf_trim(&out);
	return buf_detach(&out);
}

/* Cuts off what a list has added. */
static void cut_list(char *name)
{
	char *via = strstr(name, " via ");

	if (via && via > name)
		*via = '\0';
}

/* "example, ann" as "ann example"; NULL if there is no comma in it. */
static char *turned(const char *name)
{
	const char *comma = strchr(name, ',');

	if (!comma || !comma[1])
		return NULL;
	return mem_format("%s %.*s", comma + 1 + strspn(comma + 1, " "), (int)(comma - name), name);
}

/* Is `words` among the words of `text`? */
static bool has_words(const char *text, const char *words)
{
	size_t n = strlen(words);

	for (const char *at = text; n && (at = strstr(at, words)) != NULL; at++)
		if ((at == text || at[-1] == ' ') && (!at[n] || at[n] == ' '))
			return true;
	return false;
}

/* Takes out initials: "serge e. hallyn" is "serge hallyn". */
static void cut_initials(char *name)
{
	char *to = name;

	for (char *at = name; *at;) {
		size_t n = strcspn(at, " "), blanks = strspn(at + n, " ");
		bool initial = n == 1 || (n == 2 && at[1] == '.');

		if (at == name || !initial || !at[n]) {
			memmove(to, at, n + blanks);
			to += n + blanks;
		}
		at += n + blanks;
	}
	*to = '\0';
}

/* All of the person's name stands in the sign-off, or all of the sign-off's, two words at least, in the
 * person's ("Ann Example - Example Ltd."). */
static bool match_names(const char *signoff, const char *person)
{
	return has_words(signoff, person) || (strchr(signoff, ' ') && has_words(person, signoff));
}

static bool same_name(const char *signoff, const char *person)
{
	char *a = folded_name(signoff), *b = folded_name(person), *a_turned, *b_turned;
	bool same;

	cut_list(a);
	cut_list(b);
	cut_initials(a);
	cut_initials(b);
	a_turned = turned(a);
	b_turned = turned(b);
	same = match_names(a, b) || (a_turned && match_names(a_turned, b)) ||
	       (b_turned && match_names(a, b_turned));
	free(a);
	free(b);
	free(a_turned);
	free(b_turned);
	return same;
}

bool signoffs_by(const struct signoffs *signoffs, const char *name, const char *email)
{
	for (size_t i = 0; i < signoffs->n; i++)
		if ((*email && !strcasecmp(signoffs->v[i].email, email)) ||
		    same_name(signoffs->v[i].name, name))
			return true;
	return false;
}

/* ---- lines ---- */

static void skip_blanks(const char **s)
{
	*s += strspn(*s, " \t");
}

/* What a sign-off's line has behind its key; NULL if it is none. */
static const char *value_of(const char *line)
{
	static const char key[] = "signed-off-by";

	skip_blanks(&line);
	if (strncasecmp(line, key, strlen(key)))
		return NULL;
	line += strlen(key);
	if (*line != ':' && *line != ' ' && *line != '\t')
		return NULL;
	line += *line == ':';
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
