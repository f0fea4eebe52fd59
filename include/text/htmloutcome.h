/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLOUTCOME_H
#define TEXT_HTMLOUTCOME_H

#include "text/htmlsections.h"

/* What became of a window's commits, by fixed horizons; and by how they came. Pure. */
void html_add_outcome(struct buf *out, const struct html_release *release);
void html_add_came(struct buf *out, const struct html_release *release);

#endif
