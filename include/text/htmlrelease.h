/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLRELEASE_H
#define TEXT_HTMLRELEASE_H

#include "text/htmlsections.h"

/* Of one release: what it rests on; what its -rc commits are; each -rc, drawn as stacked bars. Pure. */
void html_add_header(struct buf *out, const struct html_release *release);
void html_add_maintainers(struct buf *out, const struct html_release *release);
void html_add_rcs(struct buf *out, const struct html_release *release);

#endif
