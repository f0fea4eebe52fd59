/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLTOOLS_H
#define TEXT_HTMLTOOLS_H

#include "text/htmlsections.h"

/* Which tool's development came with which change of code, and which tools found what was mended
 * (facts/pasttools.h). Wants ->touches. Pure. */
void html_add_tools(struct buf *out, const struct html_release *release);

#endif
