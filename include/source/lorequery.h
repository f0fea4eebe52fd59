/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_LOREQUERY_H
#define SOURCE_LOREQUERY_H

#include "util/buf.h"
#include "util/date.h"

#include <stdbool.h>

/*
 * What public-inbox is asked to search for. Its parser answers a question that it does not understand like one
 * that nothing answers, with 404, and an empty one with every mail it has: so a query is put together here, of
 * terms that it is known to understand (1.9.0), and looked at again before it is sent. All terms have to hold, and
 * one of each group.
 * Pure.
 */
enum lore_term {
	LORE_PATCH_ID, /* the mail's diff has this stable patch id, 40 hexadecimal digits */
	LORE_COMMIT,   /* the text names this commit: at least 12 digits of its id. An id is one word to
			     the search, so that it is the first 12 with whatever follows that are looked for */
	LORE_SUBJECT,  /* these words in the subject, in this order */
	LORE_FROM,     /* in From: */
	LORE_BODY,     /* these words in what its sender wrote, in this order, quoted lines aside */
	LORE_LIST,     /* List-Id begins so: "linux-next" */
};

/* Adds a term. False, with nothing added, for a value that cannot be searched for: without a letter or digit,
 * or no id. */
bool lore_query_add(struct buf *query, enum lore_term term, const char *value);

/* Adds a group of terms, of which one has to hold; those that cannot be searched for are left out, and so is NULL. False if none
 * is left. */
struct lore_value {
	enum lore_term term;
	const char *value;
};
bool lore_query_add_any(struct buf *query, const struct lore_value *values, size_t n);

/* Adds the days on which the mail was sent, both included; DAY_NONE: open. False if both are. */
bool lore_query_add_days(struct buf *query, day_t from, day_t to);

/* Why this query must not be sent, in words; NULL if it may be. */
const char *lore_query_refuses(const char *query);

#endif
