/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/lettered.h"

#include "text/plain.h"
#include "util/buf.h"

#include <stdlib.h>

static void add_letter(struct buf *out, const struct cover_letter *letter)
{
	buf_addf(out, "\n  %s\n  (v%d", letter->url, letter->version);
	if (letter->posted != DAY_NONE) {
		buf_addstr(out, ", ");
		day_add_long(out, letter->posted);
	}
	if (letter->here < letter->parts)
		buf_addf(out, "; %zu of its %zu patches %s here", letter->here, letter->parts,
		    letter->here == 1 ? "is" : "are");
	buf_addch(out, ')');
}

char *lettered_words(const struct topic *topic)
{
	const struct cover_letters *letters = &topic->letters;
	struct buf text = BUF_INIT;
	char *plain;

	buf_addf(&text, "%s is described in the words of its cover letter%s:", topic->name,
	    letters->n == 1 ? "" : "s");
	for (size_t i = 0; i < letters->n; i++)
		add_letter(&text, &letters->v[i]);
	plain = plain_text(text.s);
	buf_release(&text);
	return plain;
}
