/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_BAR_H
#define TEXT_BAR_H

#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A bar of exactly `cells` columns, blanks included, for value of most: blocks in eighths of a column where
 * they are welcome (drawn), '+' per column otherwise. What is not zero shows at least the smallest step; zero
 * is a dot.
 */
void bar_add(struct buf *out, long value, long most, size_t cells, bool drawn);

#endif
