/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLSOAK_H
#define TEXT_HTMLSOAK_H

#include "text/htmlsections.h"

/*
 * The window's commits by days in linux-next and by size: each is a dot, those that were named or reverted by the
 * release are marks. Beside it how many there are of each kind, and the marks by name. Without daily trees of
 * that time there is no data. Pure.
 */
void html_add_soak(struct buf *out, const struct html_release *release);

#endif
