/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_MENDS_H
#define FACTS_MENDS_H

#include "util/array.h"

#include <stdbool.h>

/*
 * What a commit message says that it mends, as post-mortems count it: more than facts/trailers.h, which wants
 * the form that upstream asks for.
 *
 *	Fixes: [commit] HEX	6 to 40 hex digits, in any paragraph, blanks before it allowed, whatever follows
 *	This reverts commit HEX	at the start of a line, 7 to 40 digits, which may be on the next line
 *
 * Upper and lower case are alike; CR ends a line as LF does. An id is told once, in small letters. "Fixes: the
 * below warning" and a URL have no id and mend nothing; a word of six letters from a to f is one all the same.
 */
struct mend {
	char *id;
	char *quoted; /* the subject behind it in (" "), also where the line was folded; or NULL */
};
struct mend_list {
	struct mend *v;
	size_t n, cap;
};
struct mends {
	struct mend_list fixes, reverts;
	bool stable;  /* Cc: stable@... */
	bool tracked; /* it mends or reverts, and has a line of #regzbot or "regression" in its text */
};

void mends_parse(struct mends *out, const char *message);
void mends_release(struct mends *mends);

#endif
