/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEM_H
#define TEXT_POSTMORTEM_H

#include "facts/postmortem.h"
#include "util/term.h"

/*
 * Post-mortems for people: the answer first, in one sentence with its interval, then what it rests on. Pure:
 * facts in, text out. Where a release has no Fixes: at all, nothing is said of fixes but that there is no data.
 */
void postmortem_add(struct buf *out, const struct term *term, const struct postmortems *postmortems);

/* The sentence alone, of one release or of several together; not broken, no LF. */
void postmortem_add_answer(struct buf *out, const struct postmortem *postmortems, size_t n);

#endif
