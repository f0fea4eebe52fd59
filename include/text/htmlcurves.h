/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLCURVES_H
#define TEXT_HTMLCURVES_H

#include "facts/postmortem.h"
#include "util/buf.h"

/*
 * How soon the commits of a window were named, of one release or of several together: cumulative incidence as
 * steps with numbers at risk below, by week, by pull and by time in linux-next, each with its table; and how long
 * culprits had been there, by who found them. id: what those of the drawings begin with. Pure.
 */
void html_curves(struct buf *out, const char *id, const struct postmortem *postmortems, size_t n);
void html_times(struct buf *out, const struct postmortem *postmortems, size_t n);

#endif
