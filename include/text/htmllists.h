/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLLISTS_H
#define TEXT_HTMLLISTS_H

#include "text/htmlsections.h"

/* What a post-mortem lists by name (facts/pastlists.h), and each pull of the window with what became of it. What
 * goes beyond the first ten lines of a list is folded away, and not left out. Pure. */
void html_add_worst(struct buf *out, const struct html_release *release);
void html_add_odd(struct buf *out, const struct html_release *release);

#endif
