/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HTMLFOREST_H
#define TEXT_HTMLFOREST_H

#include "util/array.h"
#include "util/buf.h"
#include "util/interval.h"
#include "util/relativerisk.h"

#include <stdbool.h>

/*
 * A forest plot: estimates with their intervals, one above the other, each in words at its right. Shares stand on
 * a linear scale in per cent, ratios on a logarithmic one, on which twice and half are as far from 1. What goes
 * beyond the scale ends in an arrow at its edge; the words have it whole. Pure.
 */
enum forest_kind { FOREST_HEAD, FOREST_ROW, FOREST_POOLED };

struct forest_row {
	enum forest_kind kind;
	char *label; /* owned, and so is ->words */
	char *words;
	bool known; /* otherwise there are words alone */
	double value;
	struct interval interval;
};
struct forest {
	const char *id, *title, *description, *axis;
	bool ratios;
	double line; /* a broken line there: where both are alike, or all together; 0: none */
	struct {
		struct forest_row *v;
		size_t n, cap;
	} rows;
};

void forest_head(struct forest *forest, const char *label);
void forest_share(struct forest *forest, enum forest_kind kind, const char *label, size_t hits, size_t of);
void forest_ratio(struct forest *forest, enum forest_kind kind, const char *label,
    const struct relative_risk *risk, const char *unknown);
/* Words alone, where there is nothing to draw. */
void forest_words(struct forest *forest, const char *label, const char *words);

/* Draws and releases the rows. Nothing is drawn if nothing is known. */
void forest_draw(struct buf *out, struct forest *forest);

/* "1.62 [0.90, 2.93]", or the words for what is unknown. */
void forest_add_ratio(struct buf *out, const struct relative_risk *risk, const char *unknown);

#endif
