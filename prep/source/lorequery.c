/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/lorequery.h"

#include <ctype.h>
#include <string.h>

/* Xapian, which searches, knows no longer words. */
enum { PATCH_ID = 40, COMMIT = 12, QUERY_MOST = 2000, WORD_MOST = 64 };

static const char digits[] = "0123456789", hex[] = "0123456789abcdefABCDEF";

static const char *const prefixes[] = {
    [LORE_PATCH_ID] = "patchid",
    [LORE_COMMIT] = "nq",
    [LORE_SUBJECT] = "s",
    [LORE_FROM] = "f",
    [LORE_BODY] = "nq",
    [LORE_LIST] = "l",
};
static const char days_prefix[] = "d";

/* ---- putting one together ---- */

static bool is_of_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* How much of the text there is before a word that is too long. */
static size_t searchable(const char *text)
{
	size_t word = 0, at = 0;

	for (; text[at] && word <= WORD_MOST; at++)
		word = is_of_word(text[at]) ? word + 1 : 0;
	return word > WORD_MOST ? at - word : at;
}

static bool has_word(const char *text)
{
	for (size_t n = searchable(text); n; n--, text++)
		if (is_of_word(*text) && *text != '_')
			return true;
	return false;
}

/* Quotes would end the phrase; the search splits words at them anyway. */
static void add_phrase(struct buf *out, const char *text)
{
	buf_addch(out, '"');
	for (size_t n = searchable(text); n; n--, text++)
		buf_addch(out, *text == '"' || (unsigned char)*text < ' ' || *text == 0x7f ? ' ' : *text);
	buf_addch(out, '"');
}

static void add_lower(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		buf_addch(out, (char)tolower((unsigned char)text[i]));
}

static bool is_list(const char *text)
{
	for (const char *c = text; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("-_.", *c))
			return false;
	return has_word(text);
}

static bool is_value(enum lore_term term, const char *value)
{
	size_t length = strlen(value);

	switch (term) {
	case LORE_PATCH_ID:
		return length == PATCH_ID && strspn(value, hex) == length;
	case LORE_COMMIT:
		return length >= COMMIT && strspn(value, hex) == length;
	case LORE_LIST:
		return is_list(value);
	case LORE_SUBJECT:
	case LORE_FROM:
	case LORE_BODY:
		break;
	}
	return has_word(value);
}

static void join(struct buf *query)
{
	buf_addstr(query, query->len ? " AND " : "");
}

static void add_term(struct buf *query, enum lore_term term, const char *value)
{
	buf_addf(query, "%s:", prefixes[term]);
	switch (term) {
	case LORE_PATCH_ID:
		add_lower(query, value, PATCH_ID);
		break;
	case LORE_COMMIT:
		add_lower(query, value, COMMIT);
		buf_addch(query, '*');
		break;
	case LORE_LIST:
		buf_addstr(query, value);
		break;
	case LORE_SUBJECT:
	case LORE_FROM:
	case LORE_BODY:
		add_phrase(query, value);
		break;
	}
}

bool lore_query_add(struct buf *query, enum lore_term term, const char *value)
{
	const struct lore_value one = {term, value};

	return lore_query_add_any(query, &one, 1);
}

bool lore_query_add_any(struct buf *query, const struct lore_value *values, size_t n)
{
	size_t good = 0, added = 0;

	for (size_t i = 0; i < n; i++)
		good += values[i].value && is_value(values[i].term, values[i].value);
	if (!good)
		return false;
	join(query);
	buf_addstr(query, good > 1 ? "(" : "");
	for (size_t i = 0; i < n; i++)
		if (values[i].value && is_value(values[i].term, values[i].value)) {
			buf_addstr(query, added++ ? " OR " : "");
			add_term(query, values[i].term, values[i].value);
		}
	buf_addstr(query, good > 1 ? ")" : "");
	return true;
}

static void add_day(struct buf *query, day_t day)
{
	int year, month, date;

	if (day == DAY_NONE)
		return;
	day_split(day, &year, &month, &date);
	buf_addf(query, "%04d%02d%02d", year, month, date);
}

bool lore_query_add_days(struct buf *query, day_t from, day_t to)
{
	if (from == DAY_NONE && to == DAY_NONE)
		return false;
	join(query);
	buf_addf(query, "%s:", days_prefix);
	add_day(query, from);
	buf_addstr(query, "..");
	add_day(query, to);
	return true;
}

/* ---- looking at one ---- */

static bool is_prefix(const char *word, size_t length)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (strlen(prefixes[i]) == length && !strncmp(prefixes[i], word, length))
			return true;
	return length == strlen(days_prefix) && !strncmp(days_prefix, word, length);
}

/* "20260701..", "..20260701", "20260701..20260702"; to its end, or NULL. */
static const char *skip_days(const char *at)
{
	size_t from = strspn(at, digits), to;

	if ((from && from != 8) || strncmp(at + from, "..", 2))
		return NULL;
	to = strspn(at + from + 2, digits);
	return (to && to != 8) || !(from + to) ? NULL : at + from + 2 + to;
}

/* A word or a phrase in quotes; to its end, or NULL. */
static const char *skip_value(const char *at)
{
	const char *end;

	if (*at == '"') {
		end = strchr(at + 1, '"');
		return end && end > at + 1 ? end + 1 : NULL;
	}
	end = at;
	while (isalnum((unsigned char)*end) || (*end && strchr("-_.", *end)))
		end++;
	if (*end == '*')
		end++;
	return end > at ? end : NULL;
}

/* Behind the term; NULL: *why not. */
static const char *skip_term(const char *at, const char **why)
{
	size_t prefix = strcspn(at, ":\" ");
	bool days = prefix == strlen(days_prefix) && !strncmp(at, days_prefix, prefix);

	*why = "a term of the query has no prefix that is known";
	if (at[prefix] != ':' || !is_prefix(at, prefix))
		return NULL;
	*why = "a term of the query has no value that can be searched for";
	return days ? skip_days(at + prefix + 1) : skip_value(at + prefix + 1);
}

/* Behind a term, or several in parentheses. */
static const char *skip_terms(const char *at, const char **why)
{
	if (*at != '(')
		return skip_term(at, why);
	do {
		at += *at == '(' ? 1 : strlen(" OR ");
		at = skip_term(at, why);
	} while (at && !strncmp(at, " OR ", strlen(" OR ")));
	*why = at ? "terms in parentheses are joined by OR" : *why;
	return at && *at == ')' ? at + 1 : NULL;
}

const char *lore_query_refuses(const char *query)
{
	const char *at = query, *why;

	if (!*query)
		return "an empty query finds every mail there is";
	if (strlen(query) > QUERY_MOST)
		return "the query is too long";
	for (;;) {
		at = skip_terms(at, &why);
		if (!at)
			return why;
		if (!*at)
			return NULL;
		if (strncmp(at, " AND ", 5))
			return "terms of a query are joined by AND";
		at += 5;
	}
}
