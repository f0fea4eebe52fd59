/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_SVG_H
#define TEXT_SVG_H

#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Drawings for a page, in SVG: a few shapes, scales and axes. Looks are the page's: shapes have classes, its
 * style sheet says what they are. Lengths are in units of the drawing, of which a letter is about 12 high.
 * Figures are written with '.' whatever the locale is, since only LC_CTYPE is ever set.
 */

/*
 * Begins and ends a drawing. It is an image with a title and a description for those who do not see it. id:
 * of letters and digits, unique in the page.
 */
void svg_begin(
    struct buf *out, const char *id, const char *title, const char *description, double width, double height);
void svg_end(struct buf *out);

/* How data become places: linear, or by their decimal logarithm. */
struct svg_scale {
	double from, to;   /* data */
	double start, end; /* units */
	bool log;          /* from and to are above 0 then */
};
double svg_at(const struct svg_scale *scale, double value); /* outside it: at its nearer end */

/* The round step (1, 2 or 5 times a power of ten) of which at most `steps` fill the span. */
double svg_step(double span, int steps);

void svg_rect(struct buf *out, const char *class, double x, double y, double width, double height);
void svg_line(struct buf *out, const char *class, double x1, double y1, double x2, double y2);

/* A text whose baseline begins, has its middle or ends at the place; escaped. */
enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };
void svg_text(
    struct buf *out, const char *class, enum svg_anchor anchor, double x, double y, const char *text);

/* The same for a name of any length: where there is room for less, it ends in "…". room: in units. */
void svg_text_cut(struct buf *out, const char *class, enum svg_anchor anchor, double x, double y,
    const char *text, double room);

/* Marks that differ in shape, for those who do not tell colours apart. An arrow begins at the place. */
enum svg_shape { SVG_DISC, SVG_SQUARE, SVG_DIAMOND, SVG_LEFTWARD, SVG_RIGHTWARD, SVG_SHAPES };
void svg_mark(struct buf *out, const char *class, enum svg_shape shape, double x, double y, double size);

/* Steps: from each point level to the next one's x, then to its y. band: between two such lines. */
struct svg_point {
	double x, y;
};
void svg_steps(struct buf *out, const char *class, const struct svg_point *points, size_t n);
void svg_band(
    struct buf *out, const char *class, const struct svg_point *low, const struct svg_point *high, size_t n);

/* Lines of a grid with the values below them (across), or left of them (up), from the scale's first multiple
 * of the step on. suffix: behind each value ("%"). span: where the lines begin and end on the other axis. */
void svg_grid_across(struct buf *out, const struct svg_scale *scale, double step, const char *suffix,
    double top, double bottom);
void svg_grid_up(struct buf *out, const struct svg_scale *scale, double step, const char *suffix, double left,
    double right);

#endif
