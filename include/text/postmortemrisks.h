/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMRISKS_H
#define TEXT_POSTMORTEMRISKS_H

#include "facts/postmortem.h"
#include "util/term.h"

/*
 * Which window commits were named or reverted: by days in linux-next, size, tests and review, and late ones against early
 * ones; each against a group of reference, as they are and among commits of one size. Of all releases together. Wants what
 * facts/pastrisk.h wants. Pure.
 */
void postmortem_add_risks(struct buf *out, const struct term *term, const struct postmortems *postmortems);

#endif
