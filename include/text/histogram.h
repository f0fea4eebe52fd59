/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HISTOGRAM_H
#define TEXT_HISTOGRAM_H

#include "util/buf.h"
#include "util/term.h"

/*
 * Counts as rows of plus signs:
 *
 *	releases  commits
 *	   never  ++ 2
 *	       3  +++++++ 7
 *
 * One '+' per commit until the longest row no longer fits; then all rows are scaled, and every row that is
 * not zero keeps at least one '+' and its number. The header says the scale.
 */
struct histogram_row {
	const char *label;
	size_t count;
	enum paint paint;
	const char *note; /* behind the number, NULL: none */
};

/* indent: columns in front of each line. */
void histogram_add(struct buf *out, const struct term *term, const char *title,
    const struct histogram_row *rows, size_t n, size_t indent);

#endif
