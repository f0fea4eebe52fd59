/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

#include "util/buf.h"

#include <stddef.h>

/* Where tag messages and mails break their lines: what real pull requests use. */
#define WRAP_WIDTH 76

/*
 * Adds the text so that no line passes `width` columns where a blank allows a break. The first line starts at
 * column `indent` (what stands before it is written already); all further ones are indented by that many
 * blanks. Line breaks of the text itself stay: what somebody wrapped by hand is only indented. No newline is
 * added at the end.
 */
void wrap_add(struct buf *out, const char *text, size_t indent, size_t width);

#endif
