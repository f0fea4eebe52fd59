/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmlsoak.h"

#include "facts/pastrisk.h"
#include "text/html.h"
#include "text/svg.h"
#include "util/mem.h"

#include <math.h>
#include <stdlib.h>

enum {
	WIDTH = 600,
	LEFT = 62,
	NEVER = 84,
	GAP = 10,
	RIGHT = 14,
	TOP = 24,
	HEIGHT = 240,
	FOOT = 40,
	FAR = 60
};

struct scatter {
	const struct postmortem *pm;
	bool *named, *reverted; /* by the release; each that was reverted was named too */
	struct svg_scale days, lines;
	size_t unknown; /* commits whose days or lines are unknown */
};

/* Only what is known of both is drawn. */
static bool is_drawn(const struct past_commit *commit)
{
	return risk_group_of(RISK_NEXT, commit) != RISK_UNKNOWN &&
	       risk_group_of(RISK_SIZE, commit) != RISK_UNKNOWN;
}

static bool was_there(const struct past_commit *commit)
{
	return commit->soak.match != MATCH_NEVER && commit->soak.match != MATCH_MODIFIED;
}

/* What was never there stands in a column of its own, spread by its place in the list. */
static struct svg_point place(const struct scatter *scatter, size_t i)
{
	const struct past_commit *commit = &scatter->pm->commits.v[i];
	double spread = (double)(i * 37 % 101) / 100;
	struct svg_point point = {
	    .y = svg_at(&scatter->lines, fmax(1, (double)ratio_changed(&commit->size)))};

	if (was_there(commit))
		point.x = svg_at(&scatter->days, (double)commit->soak.days + (spread - 0.5) * 0.7);
	else
		point.x = LEFT + 6 + spread * (NEVER - 12);
	return point;
}

static void find_scales(struct scatter *scatter)
{
	double days = 14, lines = 1000;

	for (size_t i = 0; i < scatter->pm->own; i++) {
		const struct past_commit *commit = &scatter->pm->commits.v[i];

		if (!past_in_window(commit))
			continue;
		if (!is_drawn(commit)) {
			scatter->unknown++;
			continue;
		}
		if (was_there(commit))
			days = fmax(days, fmin(FAR, (double)commit->soak.days));
		lines = fmax(lines, (double)ratio_changed(&commit->size));
	}
	scatter->days = (struct svg_scale){-0.5, days + 0.5, LEFT + NEVER + GAP, WIDTH - RIGHT, false};
	scatter->lines = (struct svg_scale){1, pow(10, ceil(log10(lines))), TOP + HEIGHT, TOP, true};
}

/* ---- drawn ---- */

static void add_axes(struct buf *out, const struct scatter *scatter)
{
	double bottom = TOP + HEIGHT, last = scatter->days.to - 0.5;

	svg_rect(out, "cell", LEFT, TOP, NEVER, HEIGHT);
	svg_rect(out, "cell", scatter->days.start, TOP, scatter->days.end - scatter->days.start, HEIGHT);
	for (double lines = 1; lines <= scatter->lines.to; lines *= 10) {
		char *text = mem_format("%.0f", lines);
		double y = svg_at(&scatter->lines, lines);

		svg_line(out, "grid", LEFT, y, WIDTH - RIGHT, y);
		svg_text(out, "tick", SVG_END, LEFT - 6, y + 4, text);
		free(text);
	}
	for (double day = 0; day <= last; day += 7) {
		char *text = mem_format(day + 7 > last && last >= FAR ? "%.0f or more" : "%.0f", day);

		svg_text(out, "tick", SVG_MIDDLE, svg_at(&scatter->days, day), bottom + 15, text);
		free(text);
	}
	svg_text(out, "tick", SVG_MIDDLE, LEFT + NEVER / 2.0, bottom + 15, "never");
	svg_text(out, "soft", SVG_MIDDLE, (scatter->days.start + scatter->days.end) / 2, bottom + 33,
	    "days in linux-next before mainline took it");
	svg_text(out, "soft", SVG_START, LEFT, 14, "lines changed");
}

/* The many dots are one path: each a line of no length with round ends. */
static void add_dots(struct buf *out, const struct scatter *scatter)
{
	buf_addstr(out, "<path class=\"dots\" d=\"");
	for (size_t i = 0; i < scatter->pm->own; i++) {
		struct svg_point point;

		if (!past_in_window(&scatter->pm->commits.v[i]) || !is_drawn(&scatter->pm->commits.v[i]) ||
		    scatter->named[i])
			continue;
		point = place(scatter, i);
		buf_addf(out, "M%.1f %.1fh0", point.x, point.y);
	}
	buf_addstr(out, "\"/>\n");
}

static void add_marks(struct buf *out, const struct scatter *scatter)
{
	for (size_t i = 0; i < scatter->pm->own; i++) {
		struct svg_point point;

		if (!past_in_window(&scatter->pm->commits.v[i]) || !is_drawn(&scatter->pm->commits.v[i]) ||
		    !scatter->named[i])
			continue;
		point = place(scatter, i);
		svg_mark(out, scatter->reverted[i] ? "mark second" : "mark",
		    scatter->reverted[i] ? SVG_DIAMOND : SVG_DISC, point.x, point.y, 9);
	}
}

static void add_legend(struct buf *out)
{
	html_legend_begin(out);
	html_legend_mark(out, "<circle class=\"mark\" cx=\"8\" cy=\"6\" r=\"5\"/>", "named by Fixes:");
	html_legend_mark(out, "<path class=\"mark second\" d=\"M8 0l6 6l-6 6l-6 -6z\"/>", "reverted");
	html_legend_mark(out, "<path class=\"dots\" d=\"M3 6h0M9 4h0M14 8h0\"/>", "all others");
	html_legend_end(out);
}

static void draw(struct buf *out, const struct html_release *release, const struct scatter *scatter)
{
	char *id = mem_format("%s-scatter", release->id);

	add_legend(out);
	svg_begin(out, id, "The window's commits by time in linux-next and by size",
	    "A dot for each commit of the window: to the right the days it was in linux-next before mainline "
	    "took it, those that never were in a column of their own at the left; upward the lines it "
	    "changes, on a logarithmic scale. Discs were named by a fix until the release, diamonds were "
	    "reverted. The tables below have the figures.",
	    WIDTH, TOP + HEIGHT + FOOT);
	add_axes(out, scatter);
	add_dots(out, scatter);
	add_marks(out, scatter);
	svg_end(out);
	free(id);
}

/* ---- in figures ---- */

struct cell {
	size_t commits, named;
};

static void add_cells(struct buf *out, const struct cell *cells, size_t n)
{
	for (size_t next = 0; next < n; next++) {
		char *text = mem_format("%zu of %zu", cells[next].named, cells[next].commits);

		html_cell(out, cells[next].commits ? text : "-");
		free(text);
	}
}

static void add_counts(struct buf *out, const struct scatter *scatter)
{
	struct cell cells[RISK_GROUPS][RISK_GROUPS] = {{{0, 0}}};
	const char *heads[RISK_GROUPS + 2] = {"Lines changed"};
	size_t sizes = risk_groups(RISK_SIZE), nexts = risk_groups(RISK_NEXT);

	for (size_t i = 0; i < scatter->pm->own; i++) {
		const struct past_commit *commit = &scatter->pm->commits.v[i];
		struct cell *cell;

		if (!past_in_window(commit) || !is_drawn(commit))
			continue;
		cell = &cells[risk_group_of(RISK_SIZE, commit)][risk_group_of(RISK_NEXT, commit)];
		cell->commits++;
		cell->named += scatter->named[i];
	}
	for (size_t next = 0; next < nexts; next++)
		heads[next + 1] = risk_group_words(RISK_NEXT, next);
	html_table_begin(out, "figures", "Named or reverted, of so many, by days in linux-next", heads);
	for (size_t size = 0; size < sizes; size++) {
		html_row_begin(out, risk_group_words(RISK_SIZE, size));
		add_cells(out, cells[size], nexts);
		html_row_end(out);
	}
	html_table_end(out);
}

static void add_list(struct buf *out, const struct scatter *scatter)
{
	static const char *const heads[] = {
	    "Commit", "Days in linux-next", "Lines", "Reverted", "Subject", NULL};

	buf_addstr(out, "<details><summary>The marks by name</summary>\n");
	html_table_begin(
	    out, "list", "Commits of the window that were named or reverted by the release", heads);
	for (size_t i = 0; i < scatter->pm->own; i++) {
		const struct past_commit *commit = &scatter->pm->commits.v[i];
		char *days;

		if (!past_in_window(commit) || !is_drawn(commit) || !scatter->named[i])
			continue;
		days = was_there(commit)                      ? mem_format("%d", commit->soak.days)
		       : commit->soak.match == MATCH_MODIFIED ? mem_dup("changed since")
							      : mem_dup("never");
		html_row_begin_oid(out, &commit->oid);
		html_cell(out, days);
		html_cell_number(out, (size_t)ratio_changed(&commit->size));
		html_cell(out, scatter->reverted[i] ? "yes" : "no");
		html_cell(out, commit->subject);
		html_row_end(out);
		free(days);
	}
	html_table_end(out);
	buf_addstr(out, "</details>\n");
}

void html_add_soak(struct buf *out, const struct html_release *release)
{
	const struct postmortem *pm = release->postmortem;
	struct scatter scatter = {.pm = pm};

	if (!pm->next_trees) {
		html_no_data(out, "there are no daily trees of that time.");
		return;
	}
	scatter.named = past_outcomes_find(pm, OUTCOME_NAMED);
	scatter.reverted = past_outcomes_find(pm, OUTCOME_NET);
	find_scales(&scatter);
	draw(out, release, &scatter);
	if (scatter.unknown) {
		char *note = mem_format(
		    "%zu commits are not drawn: their days or their lines are unknown.", scatter.unknown);

		html_note(out, note);
		free(note);
	}
	add_counts(out, &scatter);
	add_list(out, &scatter);
	free(scatter.named);
	free(scatter.reverted);
}
