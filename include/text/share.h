/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_SHARE_H
#define TEXT_SHARE_H

#include "util/buf.h"

#include <stddef.h>

/*
 * Shares for people: "28 %", "5.3 %" (with a decimal below 10), and with Wilson's interval of 95 % behind it
 * "28 % [19, 39]" (util/interval.h). Of nothing there is no share: "-".
 */
void share_add_percent(struct buf *out, size_t hits, size_t of);
void share_add(struct buf *out, size_t hits, size_t of);
void share_add_interval(struct buf *out, size_t hits, size_t of); /* that alone; of nothing, nothing */

/* A text in so many columns, the blanks behind it (left) or before it (right). */
void share_add_left(struct buf *out, size_t columns, const char *text);
void share_add_right(struct buf *out, size_t columns, const char *text);

/* A number, behind blanks. */
void share_add_number(struct buf *out, size_t columns, size_t number);

#endif
