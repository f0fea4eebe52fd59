/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLRISKS_H
#define TEXT_HTMLRISKS_H

#include "facts/postmortem.h"
#include "util/buf.h"

/*
 * Comparisons of the window's commits, of one release or of several together: late ones against early ones, and
 * by what was known of each when it came. Each with its table and a forest plot. Where Fixes: is not written,
 * late and early are compared by reverts alone. id: what those of the drawings begin with. Pure.
 */
void html_compare(struct buf *out, const struct postmortem *postmortems, size_t n);
void html_risks(struct buf *out, const char *id, const struct postmortem *postmortems, size_t n);

#endif
