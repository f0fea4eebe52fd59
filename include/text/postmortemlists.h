/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMLISTS_H
#define TEXT_POSTMORTEMLISTS_H

#include "facts/postmortem.h"
#include "facts/pullfate.h"
#include "util/term.h"

/*
 * What a post-mortem lists by name: the pulls and commits that were mended most, what was reverted (a series
 * that was reverted together is one line), chains of fixes, and ids that need a look. Nothing where there is
 * nothing to list; long lists end in how many more there are. Pure.
 */
void postmortem_add_worst(struct buf *out, const struct term *term, const struct postmortem *postmortem,
    const struct fate *fates, day_t by);
void postmortem_add_odd(struct buf *out, const struct term *term, const struct postmortem *postmortem);

#endif
