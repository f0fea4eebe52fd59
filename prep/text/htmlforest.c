/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmlforest.h"

#include "text/html.h"
#include "text/postmortemlate.h"
#include "text/share.h"
#include "text/svg.h"
#include "util/safe.h"

#include <math.h>
#include <stdlib.h>

enum { WIDTH = 600, LABEL = 170, GAP = 14, PITCH = 24, TOP = 10, FOOT = 40, MOST = 16, ARROW = 7 };
#define LETTER 6.0 /* of the words at the right */

static void push(struct forest *forest, enum forest_kind kind, const char *label, char *words)
{
	array_push(&forest->rows, (struct forest_row){.kind = kind, .label = mem_dup(label), .words = words});
}

void forest_head(struct forest *forest, const char *label)
{
	push(forest, FOREST_HEAD, label, mem_dup(""));
}

void forest_words(struct forest *forest, const char *label, const char *words)
{
	push(forest, FOREST_ROW, label, mem_dup(words));
}

static void set(struct forest *forest, double value, struct interval interval)
{
	struct forest_row *row = &forest->rows.v[forest->rows.n - 1];

	row->known = true;
	row->value = value;
	row->interval = interval;
}

void forest_share(struct forest *forest, enum forest_kind kind, const char *label, size_t hits, size_t of)
{
	struct interval interval = wilson_interval((long)hits, (long)of);
	struct buf words = BUF_INIT;

	buf_addf(&words, "%zu of %zu: ", hits, of);
	share_add(&words, hits, of);
	push(forest, kind, label, buf_detach(&words));
	if (of)
		set(forest, (double)hits * 100 / (double)of,
		    (struct interval){interval.low * 100, interval.high * 100});
}

void forest_add_ratio(struct buf *out, const struct relative_risk *risk, const char *unknown)
{
	if (!postmortem_add_risk(out, risk))
		buf_addstr(out, unknown);
}

void forest_ratio(struct forest *forest, enum forest_kind kind, const char *label,
    const struct relative_risk *risk, const char *unknown)
{
	struct buf words = BUF_INIT;

	forest_add_ratio(&words, risk, unknown);
	push(forest, kind, label, buf_detach(&words));
	if (risk->known)
		set(forest, risk->ratio, risk->interval);
}

/* ---- drawn ---- */

/* Where the scale ends: the longest words have room beside it. */
static double right_end(const struct forest *forest)
{
	size_t longest = 0;
	const struct forest_row *row;

	array_each (row, &forest->rows)
		if (row->kind != FOREST_HEAD && safe_width(row->words) > longest)
			longest = safe_width(row->words);
	return WIDTH - GAP - (double)longest * LETTER;
}

static struct svg_scale find_scale(const struct forest *forest)
{
	double low = forest->ratios ? 0.5 : 0, high = forest->ratios ? 2 : 10;
	const struct forest_row *row;

	array_each (row, &forest->rows)
		if (row->known) {
			low = fmin(low, row->interval.low);
			high = fmax(high, row->interval.high);
		}
	if (forest->ratios) {
		low = fmax(exp2(floor(log2(fmax(low, 1.0 / MOST)))), 1.0 / MOST);
		high = fmin(exp2(ceil(log2(high))), MOST);
	} else {
		high = ceil(high / 10) * 10;
	}
	return (struct svg_scale){low, high, LABEL, right_end(forest), forest->ratios};
}

static void add_octaves(struct buf *out, const struct svg_scale *scale, double bottom)
{
	for (double value = scale->from; value <= scale->to * 1.001; value *= 2) {
		double x = svg_at(scale, value);
		char *text = value < 1 ? mem_format("1/%.0f", 1 / value) : mem_format("%.0f", value);

		svg_line(out, "grid", x, 0, x, bottom);
		svg_text(out, "tick", SVG_MIDDLE, x, bottom + 15, text);
		free(text);
	}
}

static void add_row(struct buf *out, const struct svg_scale *scale, const struct forest_row *row, double y)
{
	bool pooled = row->kind == FOREST_POOLED;

	if (row->kind == FOREST_HEAD) {
		svg_text(out, "head", SVG_START, 0, y + 4, row->label);
		return;
	}
	svg_text_cut(out, "name", SVG_END, LABEL - 12, y + 4, row->label, LABEL - 12);
	svg_text(out, "soft", SVG_START, scale->end + GAP, y + 4, row->words);
	if (!row->known)
		return;
	if (row->interval.low < scale->from)
		svg_mark(out, "cut", SVG_LEFTWARD, scale->start, y, ARROW);
	if (row->interval.high > scale->to)
		svg_mark(out, "cut", SVG_RIGHTWARD, scale->end, y, ARROW);
	svg_line(out, "whisker", svg_at(scale, row->interval.low), y, svg_at(scale, row->interval.high), y);
	svg_mark(out, pooled ? "mark pooled" : "mark", pooled ? SVG_DIAMOND : SVG_SQUARE,
	    svg_at(scale, row->value), y, pooled ? 13 : 9);
}

static bool has_known(const struct forest *forest)
{
	const struct forest_row *row;

	array_each (row, &forest->rows)
		if (row->known)
			return true;
	return false;
}

static bool goes_beyond(const struct forest *forest, const struct svg_scale *scale)
{
	const struct forest_row *row;

	array_each (row, &forest->rows)
		if (row->known && (row->interval.low < scale->from || row->interval.high > scale->to))
			return true;
	return false;
}

static void draw(struct buf *out, const struct forest *forest)
{
	struct svg_scale scale = find_scale(forest);
	double bottom = TOP + (double)forest->rows.n * PITCH;

	svg_begin(out, forest->id, forest->title, forest->description, WIDTH, bottom + FOOT);
	if (forest->ratios)
		add_octaves(out, &scale, bottom);
	else
		svg_grid_across(out, &scale, svg_step(scale.to, 6), " %", 0, bottom);
	if (forest->line > 0)
		svg_line(out, "one", svg_at(&scale, forest->line), 0, svg_at(&scale, forest->line), bottom);
	for (size_t i = 0; i < forest->rows.n; i++)
		add_row(out, &scale, &forest->rows.v[i], TOP + (double)i * PITCH + 8);
	svg_text(out, "soft", SVG_MIDDLE, (scale.start + scale.end) / 2, bottom + 33, forest->axis);
	svg_end(out);
	if (goes_beyond(forest, &scale))
		html_note(out, "An arrow: the interval goes on beyond the scale; the figures have it whole.");
}

void forest_draw(struct buf *out, struct forest *forest)
{
	struct forest_row *row;

	if (has_known(forest))
		draw(out, forest);
	array_each (row, &forest->rows) {
		free(row->label);
		free(row->words);
	}
	array_release(&forest->rows);
}
