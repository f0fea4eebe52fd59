/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_FILL_H
#define UTIL_FILL_H

#include "util/buf.h"

enum { FILL_WIDTH = 80 };

/*
 * Adds the words of a text, broken at 80 columns, and a LF. The first word goes where `out` ends, which the
 * caller has brought to column `indent`; each further line begins with as many blanks. For help: plain text,
 * a byte is a column.
 */
void fill_words(struct buf *out, const char *text, size_t length, size_t indent);

#endif
