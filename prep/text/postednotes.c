/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postednotes.h"

#include "text/wrap.h"
#include "util/error.h"
#include "util/safe.h"

#include <stdlib.h>

static char *note_of(const struct posted_facts *posted)
{
	if (posted && posted->unknown)
		return mem_format("What was posted is unknown for %zu of %zu commit%s, and not judged: %s",
		    posted->unknown, posted->wanted, posted->wanted == 1 ? "" : "s", posted->why);
	if (posted && posted->unasked)
		return mem_format("Whether there are other versions of %zu series is unknown: %s",
		    posted->unasked, posted->unasked_why);
	return NULL;
}

void posted_add_note(struct buf *out, const struct term *term, const struct posted_facts *posted)
{
	char *note = note_of(posted), *safe = note ? safe_text(note) : NULL;

	if (safe) {
		buf_addstr(out, term_paint(term, PAINT_WARN));
		wrap_add(out, safe, 0, term->width);
		buf_addf(out, "%s\n\n", term_end(term));
	}
	free(note);
	free(safe);
}

void posted_warn(const struct posted_facts *posted)
{
	char *note = note_of(posted);

	if (note)
		warning("%s", note);
	free(note);
}
