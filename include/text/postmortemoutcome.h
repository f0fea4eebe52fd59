/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMOUTCOME_H
#define TEXT_POSTMORTEMOUTCOME_H

#include "facts/fate.h"
#include "util/term.h"

/*
 * What became of a window's commits: in tiers by fixed horizons, where too short a follow-up is marked; and by
 * how they came, with a word on how many it takes to compare. Pure.
 */
void postmortem_add_outcome(
    struct buf *out, const struct term *term, const struct postmortem *postmortem, const struct fate *fates);
void postmortem_add_came(struct buf *out, const struct term *term, const struct postmortem *postmortem,
    const struct fate *fates, day_t by);

#endif
