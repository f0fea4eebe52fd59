/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMTIME_H
#define TEXT_POSTMORTEMTIME_H

#include "facts/postmortem.h"
#include "util/term.h"

/*
 * How long things took, of one release or of several together: how soon the window's commits were named
 * (facts/pastcurve.h), and how long culprits of -rc fixes had been there (facts/pasttimes.h). Nothing where there
 * is nothing to tell. Pure.
 */
void postmortem_add_curves(
    struct buf *out, const struct term *term, const struct postmortem *postmortems, size_t n);
void postmortem_add_times(
    struct buf *out, const struct term *term, const struct postmortem *postmortems, size_t n);

#endif
