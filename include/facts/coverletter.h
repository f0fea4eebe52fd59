/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_COVERLETTER_H
#define FACTS_COVERLETTER_H

#include "util/array.h"
#include "util/date.h"

#include <stdbool.h>

/*
 * What the cover letter of a series says of it, as far as that is worth to be kept. Pure.
 *
 * Not kept is what git format-patch and b4 write below (shortlog, diffstat, range-diff, base-commit:, change-id:, the
 * signature), what a list adds at the end, what has changed since older versions, a greeting at the start, thanks and
 * regards at the end, trailers, and git's placeholders where nobody replaced them.
 */

/* Of a mail's text; NULL if nothing is left. Owned by the caller. */
char *cover_letter_words(const char *text);

/* The same for who reads the letter itself: all but what tools and lists write below. */
char *cover_letter_text(const char *text);

/* The letters of what was posted of one topic: a series each, the oldest commit's first. */
struct cover_letter {
	char *title; /* the mail's subject without brackets */
	char *words; /* NULL: it has nothing but the title */
	char *url;   /* where it can be read */
	int version;
	day_t posted;       /* DAY_NONE: unknown */
	size_t parts, here; /* patches that it is about; how many of them are in the topic */
};
struct cover_letters {
	struct cover_letter *v;
	size_t n, cap;
};
void cover_letters_release(struct cover_letters *letters);

/*
 * As the text of a topic: title and words of one letter as paragraphs; of several, or with `items`, each letter is an item
 * ("* TITLE") with its words indented below. NULL if there are none. Owned by the caller.
 */
char *cover_letters_text(const struct cover_letters *letters, bool items);

/* Does a text, such as a merge's, hold all that the letters say? However its lines are broken and marked. */
bool cover_letters_are_in(const struct cover_letters *letters, const char *text);

#endif
