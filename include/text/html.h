/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "util/buf.h"
#include "util/date.h"

#include <git2/oid.h>
#include <stddef.h>

/*
 * Pieces of a page: well-formed as XML too, every tag closed, so that any reader can take it apart.
 */

/* Text from anywhere, also within attributes: markup loses its meaning, controls are shown as on a terminal
 * (util/safe.h), and what is no character of XML becomes U+FFFD. */
void html_add(struct buf *out, const char *text);

/* <p class="note">TEXT</p>, escaped. */
void html_note(struct buf *out, const char *text);

/*
 * A table in a box of its own, which scrolls where the screen is narrow. The first column heads its row.
 * kind: a class, "figures" (numbers, to the right) or "list" (words). heads end with NULL.
 *
 *	html_table_begin(out, "figures", "What each -rc brought", heads);
 *	html_row_begin(out, "v6.9-rc2"); html_cell_number(out, 12); html_row_end(out);
 *	html_table_end(out);
 */
void html_table_begin(struct buf *out, const char *kind, const char *caption, const char *const *heads);
void html_table_end(struct buf *out);
void html_row_begin(struct buf *out, const char *label);
void html_row_begin_oid(struct buf *out, const git_oid *oid); /* 12 digits of it */
void html_row_end(struct buf *out);

void html_cell(struct buf *out, const char *text);
void html_cell_number(struct buf *out, size_t number);
void html_cell_percent(struct buf *out, size_t hits, size_t of); /* "5.3 %"; of nothing "-" */
void html_cell_share(struct buf *out, size_t hits, size_t of);   /* with its interval (text/share.h) */
void html_cell_stacked(struct buf *out, const char *text, const char *below);
void html_cell_oid(struct buf *out, const git_oid *oid);
void html_cell_day(struct buf *out, day_t day); /* ISO 8601; "-" for DAY_NONE */

/* What the fills of a drawing stand for. kind: of the class "fill-KIND". */
void html_legend_begin(struct buf *out);
void html_legend_key(struct buf *out, const char *kind, const char *label);
void html_legend_mark(struct buf *out, const char *shape, const char *label); /* shape: of 16 by 12 units */
void html_legend_end(struct buf *out);

#endif
