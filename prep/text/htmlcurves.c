/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmlcurves.h"

#include "facts/pastcurve.h"
#include "facts/pasttimes.h"
#include "text/html.h"
#include "text/htmlsections.h"
#include "text/postmortemparts.h"
#include "text/svg.h"
#include "util/mem.h"

#include <math.h>
#include <stdlib.h>

enum { WIDTH = 600, LEFT = 184, RIGHT = 12, TOP = 12, HEIGHT = 200, AXIS = 46, PITCH = 17, MOST = 5 };

/* What is drawn together: up to MOST groups, each in a form of its own. */
struct drawing {
	const struct past_curves *curves;
	enum curve_kind kind;
	const char *name, *title;
	enum curve_group groups[MOST];
	size_t n;
	struct svg_scale days, share;
};

static const char *const forms[MOST] = {"all", "a", "b", "c", "d"};

/* All commits stand in each drawing, to compare with; groups without commits in none. */
static void find_groups(struct drawing *drawing)
{
	drawing->groups[drawing->n++] = CURVE_ALL;
	for (enum curve_group group = 0; group < CURVE_COUNT && drawing->n < MOST; group++)
		if (curve_kind(group) == drawing->kind && drawing->curves->v[group].commits)
			drawing->groups[drawing->n++] = group;
}

static const struct past_curve *curve_of(const struct drawing *drawing, size_t i)
{
	return &drawing->curves->v[drawing->groups[i]];
}

static long last_day(const struct past_curve *curve)
{
	return curve->survival.count ? curve->survival.watched[curve->survival.count - 1] : 0;
}

/* Of those that have a band, its upper end. */
static double highest(const struct past_curve *curve, bool band)
{
	const struct survival *survival = &curve->survival;
	const struct survival_step *last = survival->n ? &survival->v[survival->n - 1] : NULL;

	if (!last)
		return 0;
	return 1 - (band && last->share > 0 ? last->interval.low : last->share);
}

static void find_scales(struct drawing *drawing)
{
	double high = 0, days = 30;

	for (size_t i = 0; i < drawing->n; i++) {
		high = fmax(high, highest(curve_of(drawing, i), i == 0) * 100);
		days = fmax(days, (double)last_day(curve_of(drawing, i)));
	}
	high = high > 0 ? high * 1.05 : 1;
	drawing->days = (struct svg_scale){0, days, LEFT, WIDTH - RIGHT, false};
	drawing->share = (struct svg_scale){0, fmin(high, 100), TOP + HEIGHT, TOP, false};
}

/* ---- drawn ---- */

/* On how many of the days somebody of the drawing is watched. */
static size_t count_days(const struct drawing *drawing)
{
	size_t n = 0;

	while (n < CURVE_DAYS && curve_days[n] <= drawing->days.to)
		n++;
	return n;
}

static struct svg_point place(const struct drawing *drawing, double day, double share)
{
	return (struct svg_point){svg_at(&drawing->days, day), svg_at(&drawing->share, share * 100)};
}

static void add_band(struct buf *out, const struct drawing *drawing, const struct past_curve *curve)
{
	const struct survival *survival = &curve->survival;
	struct svg_point *low = mem_new(survival->n + 1, sizeof(*low)),
			 *high = mem_new(survival->n + 1, sizeof(*high));
	size_t n = 0;

	for (size_t i = 0; i < survival->n && survival->v[i].share > 0; i++, n++) {
		low[n] = place(drawing, (double)survival->v[i].time, 1 - survival->v[i].interval.high);
		high[n] = place(drawing, (double)survival->v[i].time, 1 - survival->v[i].interval.low);
	}
	if (n) {
		low[n] = (struct svg_point){svg_at(&drawing->days, (double)last_day(curve)), low[n - 1].y};
		high[n] = (struct svg_point){low[n].x, high[n - 1].y};
		svg_band(out, "band", low, high, n + 1);
	}
	free(low);
	free(high);
}

static void add_curve(struct buf *out, const struct drawing *drawing, size_t which)
{
	const struct past_curve *curve = curve_of(drawing, which);
	const struct survival *survival = &curve->survival;
	struct svg_point *points = mem_new(survival->n + 2, sizeof(*points));
	char *class = mem_format("curve %s", forms[which]);

	points[0] = place(drawing, 0, 0);
	for (size_t i = 0; i < survival->n; i++)
		points[i + 1] = place(drawing, (double)survival->v[i].time, 1 - survival->v[i].share);
	points[survival->n + 1] =
	    (struct svg_point){svg_at(&drawing->days, (double)last_day(curve)), points[survival->n].y};
	svg_steps(out, class, points, survival->n + 2);
	free(class);
	free(points);
}

/* Below the axis: who is who, and how many are at risk on some days. */
static void add_at_risk(struct buf *out, const struct drawing *drawing, size_t which, double y)
{
	char *class = mem_format("curve %s", forms[which]);

	svg_line(out, class, 2, y - 4, 24, y - 4);
	svg_text(out, "name", SVG_START, 30, y, curve_name(drawing->groups[which]));
	for (size_t i = 0; i < count_days(drawing); i++) {
		struct curve_point point = past_curve_at(curve_of(drawing, which), curve_days[i]);
		char *number = mem_format("%zu", point.at_risk);

		svg_text(out, "soft", SVG_MIDDLE, svg_at(&drawing->days, curve_days[i]), y, number);
		free(number);
	}
	free(class);
}

static void add_days(struct buf *out, const struct drawing *drawing)
{
	double bottom = TOP + HEIGHT;

	for (size_t i = 0; i < count_days(drawing); i++) {
		double x = svg_at(&drawing->days, curve_days[i]);
		char *number = mem_format("%d", curve_days[i]);

		svg_line(out, "grid", x, TOP, x, bottom);
		svg_text(out, "tick", SVG_MIDDLE, x, bottom + 15, number);
		free(number);
	}
	svg_line(out, "axis", LEFT, bottom, WIDTH - RIGHT, bottom);
	svg_text(out, "soft", SVG_START, 2, bottom + 15, "days in mainline");
	svg_text(out, "soft", SVG_START, 2, bottom + 33, "at risk:");
}

static void add_drawing(struct buf *out, const char *id, const struct drawing *drawing)
{
	char *own = mem_format("%s-%s", id, drawing->name);

	svg_begin(out, own, drawing->title,
	    "Steps that rise with each day on which commits were named by a fix or reverted: the share of "
	    "the window's commits, by the days since mainline took them, less those that are not watched any "
	    "more. Below, how many are at risk. The table below has the figures.",
	    WIDTH, TOP + HEIGHT + AXIS + (double)drawing->n * PITCH);
	svg_grid_up(out, &drawing->share, svg_step(drawing->share.to, 5), " %", LEFT, WIDTH - RIGHT);
	add_days(out, drawing);
	add_band(out, drawing, curve_of(drawing, 0));
	for (size_t i = drawing->n; i-- > 0;)
		add_curve(out, drawing, i);
	for (size_t i = 0; i < drawing->n; i++)
		add_at_risk(out, drawing, i, TOP + HEIGHT + AXIS + (double)i * PITCH + 4);
	svg_end(out);
	free(own);
}

/* ---- in figures ---- */

static void add_point(struct buf *out, const struct curve_point *point)
{
	if (!point->known) {
		html_cell(out, "-");
		return;
	}
	buf_addf(out, "<td>%.1f %%<br/><small>", point->share * 100);
	if (point->has_interval)
		buf_addf(out, "[%.1f, %.1f]<br/>", point->interval.low * 100, point->interval.high * 100);
	buf_addf(out, "%zu at risk</small></td>", point->at_risk);
}

static void add_table(struct buf *out, const struct drawing *drawing)
{
	const char *heads[CURVE_DAYS + 4] = {
	    "", "Commits", "Named", "Day 0", "Day 30", "Day 60", "Day 90", "Day 120", "Day 180", "Day 240"};
	size_t days = count_days(drawing);

	heads[days + 3] = NULL;
	html_table_begin(out, "figures", "Named or reverted by so many days after mainline took them", heads);
	for (size_t i = 0; i < drawing->n; i++) {
		html_row_begin(out, curve_name(drawing->groups[i]));
		html_cell_number(out, curve_of(drawing, i)->commits);
		html_cell_number(out, curve_of(drawing, i)->named);
		for (size_t day = 0; day < days; day++) {
			struct curve_point point = past_curve_at(curve_of(drawing, i), curve_days[day]);

			add_point(out, &point);
		}
		html_row_end(out);
	}
	html_table_end(out);
}

void html_curves(struct buf *out, const char *id, const struct postmortem *postmortems, size_t n)
{
	static const struct {
		enum curve_kind kind;
		const char *name, *title;
	} kinds[] = {
	    {CURVE_BY_WEEK, "weeks", "By the week of the window"},
	    {CURVE_BY_PULL, "pulls", "By pull"},
	    {CURVE_BY_SOAK, "days", "By time in linux-next"},
	};
	struct past_curves curves;

	past_curves_find(&curves, postmortems, n);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && curves.v[CURVE_ALL].commits; i++) {
		struct drawing drawing = {
		    .curves = &curves, .kind = kinds[i].kind, .name = kinds[i].name, .title = kinds[i].title};

		buf_addf(out, "<h4>%s</h4>\n", kinds[i].title);
		if (kinds[i].kind == CURVE_BY_SOAK && !curves.by_soak) {
			html_no_data(out, "there are no daily trees of all these commits' time.");
			continue;
		}
		find_groups(&drawing);
		find_scales(&drawing);
		add_drawing(out, id, &drawing);
		add_table(out, &drawing);
	}
	if (curves.internal) {
		char *note =
		    mem_format("What their own pulls mended is not taken for named (%zu).", curves.internal);

		html_note(out, note);
		free(note);
	}
	past_curves_release(&curves);
}

/* ---- who found it ---- */

static void add_time(struct buf *out, const struct past_time *time)
{
	html_cell_number(out, time->fixes);
	if (!time->fixes)
		html_cell(out, "-");
	else
		buf_addf(out, "<td>%g <small>[%g, %g]</small></td>", time->median, time->lower, time->upper);
}

static void add_times(struct buf *out, const char *label, const struct past_time times[TIME_COUNT])
{
	html_row_begin(out, label);
	for (size_t i = 0; i < TIME_COUNT; i++)
		add_time(out, &times[i]);
	html_row_end(out);
}

void html_times(struct buf *out, const struct postmortem *postmortems, size_t n)
{
	static const char *const heads[] = {"Found by", "Fixes of this release's commits", "Days in mainline",
	    "Fixes of older ones", "Days since the commit", NULL};
	struct past_times times;

	past_times_find(&times, postmortems, n);
	html_table_begin(out, "figures",
	    "Days from culprit to fix: the median, and between which the middle half lies", heads);
	for (size_t i = 0; i < FINDER_COUNT; i++)
		add_times(out, postmortem_finders[i].label, times.by[postmortem_finders[i].finder]);
	add_times(out, "all", times.all);
	html_table_end(out);
	if (times.internal + times.root + times.unresolved) {
		char *note =
		    mem_format("Left out: %zu that came with their own pull, %zu that name only the first "
			       "commit of all, %zu that name nothing the release has.",
			times.internal, times.root, times.unresolved);

		html_note(out, note);
		free(note);
	}
}
