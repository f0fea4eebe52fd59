/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/svg.h"

#include "text/html.h"
#include "util/safe.h"

#include <math.h>
#include <stdlib.h>

#define LETTER 7.2 /* how wide a letter is, on average */

void svg_begin(
    struct buf *out, const char *id, const char *title, const char *description, double width, double height)
{
	buf_addf(out,
	    "<div class=\"scroll plot\" role=\"group\" tabindex=\"0\" aria-labelledby=\"%s-title\">"
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%s\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" "
	    "width=\"%.0f\" height=\"%.0f\" aria-labelledby=\"%s-title %s-text\">\n<title id=\"%s-title\">",
	    id, id, width, height, width, height, id, id, id);
	html_add(out, title);
	buf_addf(out, "</title>\n<desc id=\"%s-text\">", id);
	html_add(out, description);
	buf_addstr(out, "</desc>\n");
}

void svg_end(struct buf *out)
{
	buf_addstr(out, "</svg></div>\n");
}

double svg_at(const struct svg_scale *scale, double value)
{
	double from = scale->from, to = scale->to, share;

	if (scale->log) {
		value = value > 0 ? log10(value) : log10(from);
		from = log10(from);
		to = log10(to);
	}
	share = to > from ? (value - from) / (to - from) : 0;
	share = share < 0 ? 0 : share > 1 ? 1 : share;
	return scale->start + share * (scale->end - scale->start);
}

double svg_step(double span, int steps)
{
	static const double round[] = {1, 2, 5, 10};
	double wanted = span / steps, power;

	if (wanted <= 0)
		return 1;
	power = pow(10, floor(log10(wanted)));
	for (size_t i = 0; i < sizeof(round) / sizeof(*round); i++)
		if (round[i] * power >= wanted * 0.999)
			return round[i] * power;
	return 10 * power;
}

void svg_rect(struct buf *out, const char *class, double x, double y, double width, double height)
{
	buf_addf(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", class, x,
	    y, width, height);
}

void svg_line(struct buf *out, const char *class, double x1, double y1, double x2, double y2)
{
	buf_addf(out, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", class, x1, y1,
	    x2, y2);
}

void svg_text(
    struct buf *out, const char *class, enum svg_anchor anchor, double x, double y, const char *text)
{
	static const char *const anchors[] = {"start", "middle", "end"};

	buf_addf(out, "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">", class, anchors[anchor],
	    x, y);
	html_add(out, text);
	buf_addstr(out, "</text>\n");
}

void svg_text_cut(struct buf *out, const char *class, enum svg_anchor anchor, double x, double y,
    const char *text, double room)
{
	char *safe = safe_text(text);
	struct buf cut = BUF_INIT;

	safe_add_cut(&cut, safe, (size_t)(room / LETTER));
	svg_text(out, class, anchor, x, y, cut.s);
	buf_release(&cut);
	free(safe);
}

/* ---- marks ---- */

void svg_mark(struct buf *out, const char *class, enum svg_shape shape, double x, double y, double size)
{
	double r = size / 2;

	if (shape == SVG_DISC)
		buf_addf(out, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n", class, x, y, r);
	else if (shape == SVG_SQUARE)
		svg_rect(out, class, x - r, y - r, size, size);
	else if (shape == SVG_DIAMOND)
		buf_addf(out, "<path class=\"%s\" d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\"/>\n", class,
		    x, y - r * 1.2, r * 1.2, r * 1.2, -r * 1.2, r * 1.2, -r * 1.2, -r * 1.2);
	else
		buf_addf(out, "<path class=\"%s\" d=\"M%.1f %.1fv%.1fl%.1f %.1fz\"/>\n", class, x, y - r,
		    size, shape == SVG_LEFTWARD ? -size : size, -r);
}

/* ---- steps ---- */

static void add_steps(struct buf *out, const struct svg_point *points, size_t n)
{
	buf_addf(out, "M%.1f %.1f", points[0].x, points[0].y);
	for (size_t i = 1; i < n; i++)
		buf_addf(out, "H%.1fV%.1f", points[i].x, points[i].y);
}

void svg_steps(struct buf *out, const char *class, const struct svg_point *points, size_t n)
{
	if (!n)
		return;
	buf_addf(out, "<path class=\"%s\" d=\"", class);
	add_steps(out, points, n);
	buf_addstr(out, "\"/>\n");
}

void svg_band(
    struct buf *out, const char *class, const struct svg_point *low, const struct svg_point *high, size_t n)
{
	if (!n)
		return;
	buf_addf(out, "<path class=\"%s\" d=\"", class);
	add_steps(out, high, n);
	buf_addf(out, "L%.1f %.1f", low[n - 1].x, low[n - 1].y);
	for (size_t i = n - 1; i-- > 0;)
		buf_addf(out, "V%.1fH%.1f", low[i].y, low[i].x);
	buf_addstr(out, "z\"/>\n");
}

/* ---- grids ---- */

/* A value that stands at a line: "120", "0.5". */
static void add_tick(
    struct buf *out, enum svg_anchor anchor, double x, double y, double value, const char *suffix)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%g%s", value, suffix);
	svg_text(out, "tick", anchor, x, y, text.s);
	buf_release(&text);
}

void svg_grid_across(struct buf *out, const struct svg_scale *scale, double step, const char *suffix,
    double top, double bottom)
{
	for (double value = ceil(scale->from / step) * step; value <= scale->to + step / 1000;
	     value += step) {
		double x = svg_at(scale, value);

		svg_line(out, "grid", x, top, x, bottom);
		add_tick(out, SVG_MIDDLE, x, bottom + 15, value, suffix);
	}
}

void svg_grid_up(struct buf *out, const struct svg_scale *scale, double step, const char *suffix, double left,
    double right)
{
	for (double value = ceil(scale->from / step) * step; value <= scale->to + step / 1000;
	     value += step) {
		double y = svg_at(scale, value);

		svg_line(out, "grid", left, y, right, y);
		add_tick(out, SVG_END, left - 6, y + 4, value, suffix);
	}
}
