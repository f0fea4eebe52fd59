/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_TERM_H
#define UTIL_TERM_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Where text for people goes: how wide, whether coloured, whether drawn bars are welcome. Decided once,
 * before the pager is started, from standard output: colour and bars only on a terminal (unless
 * --color=always; never with NO_COLOR or TERM=dumb), bars not where the locale is named and has no UTF-8;
 * width from the terminal, else COLUMNS, else 80.
 */
struct term {
	bool color;
	bool bars; /* block characters and lines; otherwise plain '+', '|' */
	size_t width;
};

enum paint { PAINT_NONE, PAINT_BOLD, PAINT_DIM, PAINT_GOOD, PAINT_WARN, PAINT_BAD, PAINT_NAME };

/* color: "auto", "always", "never" or NULL (auto). */
void term_init(struct term *term, const char *color);

/* The escape sequence for it, or "" where there is no colour. term_end() ends every paint. */
const char *term_paint(const struct term *term, enum paint paint);
const char *term_end(const struct term *term);

#endif
