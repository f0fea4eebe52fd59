/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_ITEMS_H
#define TEXT_ITEMS_H

#include "util/array.h"

#include <stdbool.h>

/*
 * What somebody wrote of a topic (a branch description, the text of a merge), taken apart into the bullets of
 * a tag message:
 *
 *	x86:				a line that is one of `headings`: what follows belongs under it
 *
 *	Rework of the locking.		a paragraph is one bullet
 *
 *	* Events in the kernel		and so is an item ("*", "-" or a round bullet and a blank),
 *	  - and timers			with what is indented below it
 *
 *	This also fixes:		a paragraph that ends in a colon, or is a title (one line without a
 *	- one thing			full stop), keeps the items behind it
 *	- and another
 *
 * A title that begins the text and says for what it is ("KVM/arm64 updates for 6.2", "Pull request x-6.2")
 * repeats the headline of the message, and is left out if more follows. So are titles that are underlined:
 * what is below them tells enough.
 */
struct item {
	char *heading; /* as in `headings`, whatever case it was written in; NULL: none */
	char *text;    /* without its mark; lines broken by hand stay, but if one does not fit all are broken
			  anew; code (indented lines) is never touched */
	bool list;     /* an item, or a paragraph that keeps items; else prose */
};
struct items {
	struct item *v;
	size_t n, cap;
};

/* headings may be NULL. */
void items_read(struct items *out, const char *text, const struct strings *headings);

/*
 * Keeps the gist of what was not written for a tag, such as the cover letter of a series that was merged: of
 * several paragraphs of prose the first that is more than who says it ("NAME <ADDRESS> says:"), a mere link
 * ("CI: https://...") or a name ("Pull request x-6.2"). Nothing may be left.
 */
void items_gist(struct items *items);
void items_release(struct items *items);

#endif
