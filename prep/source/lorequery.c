/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/lorequery.h"

#include <ctype.h>
#include <string.h>

enum { PATCH_ID = 40, COMMIT = 12, QUERY_MOST = 2000 };

static const char digits[] = "0123456789", hex[] = "0123456789abcdefABCDEF";

static const char *const prefixes[] = {
    [LORE_PATCH_ID] = "patchid",
    [LORE_COMMIT] = "nq",
    [LORE_SUBJECT] = "s",
    [LORE_FROM] = "f",
    [LORE_LIST] = "l",
};
static const char days_prefix[] = "d";

/* ---- putting one together ---- */

static bool has_word(const char *text)
{
	for (; *text; text++)
		if (isalnum((unsigned char)*text) || (unsigned char)*text >= 0x80)
			return true;
	return false;
}

/* Quotes would end the phrase; the search splits words at them anyway. */
static void add_phrase(struct buf *out, const char *text)
{
	buf_addch(out, '"');
	for (; *text; text++)
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
		break;
	}
	return has_word(value);
}

static void begin_term(struct buf *query, const char *prefix)
{
	buf_addf(query, "%s%s:", query->len ? " AND " : "", prefix);
}

bool lore_query_add(struct buf *query, enum lore_term term, const char *value)
{
	if (!is_value(term, value))
		return false;
	begin_term(query, prefixes[term]);
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
		add_phrase(query, value);
		break;
	}
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
	begin_term(query, days_prefix);
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

const char *lore_query_refuses(const char *query)
{
	const char *at = query;

	if (!*query)
		return "an empty query finds every mail there is";
	if (strlen(query) > QUERY_MOST)
		return "the query is too long";
	for (;;) {
		size_t prefix = strcspn(at, ":\" ");
		bool days = prefix == strlen(days_prefix) && !strncmp(at, days_prefix, prefix);

		if (at[prefix] != ':' || !is_prefix(at, prefix))
			return "a term of the query has no prefix that is known";
		at = days ? skip_days(at + prefix + 1) : skip_value(at + prefix + 1);
		if (!at)
			return "a term of the query has no value that can be searched for";
		if (!*at)
			return NULL;
		if (strncmp(at, " AND ", 5))
			return "terms of a query are joined by AND";
		at += 5;
	}
}
