/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmlrelease.h"

#include "facts/pastcount.h"
#include "text/html.h"
#include "text/postmortemparts.h"
#include "text/share.h"
#include "text/svg.h"
#include "util/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- 1: what it rests on ---- */

static void add_item(struct buf *out, const char *name, const char *text)
{
	buf_addstr(out, "<dt>");
	html_add(out, name);
	buf_addstr(out, "</dt><dd>");
	html_add(out, text);
	buf_addstr(out, "</dd>\n");
}

static void add_tag(struct buf *out, const char *name, const struct past_tag *tag)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s, ", tag->name);
	day_add_long(&text, tag->day);
	add_item(out, name, text.s);
	buf_release(&text);
}

static void add_counted(struct buf *out, const char *name, const struct past_counts *counts, bool practice)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%zu commit%s", counts->commits, counts->commits == 1 ? "" : "s");
	if (practice)
		buf_addf(&text, ", %zu with Fixes:", counts->fixes);
	buf_addf(&text, ", %zu revert%s", counts->reverts, counts->reverts == 1 ? "" : "s");
	if (counts->reverts_net != counts->reverts)
		buf_addf(&text, " (%zu not applied again)", counts->reverts_net);
	add_item(out, name, text.s);
	buf_release(&text);
}

static void add_follow_up(struct buf *out, const struct postmortem *pm)
{
	struct buf text = BUF_INIT;

	postmortem_add_follow_up(&text, pm);
	add_item(out, "Follow-up", text.s);
	buf_release(&text);
}

static void add_next(struct buf *out, const struct postmortem *pm)
{
	char *text = pm->has_next ? mem_format("%zu daily trees from 60 days before the window to its end",
					pm->next_trees)
				  : mem_dup("no data: there are no daily trees");

	add_item(out, "linux-next", text);
	free(text);
}

static void add_ids(struct buf *out, const struct past_counts *counts)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%zu in -rc, %zu unresolved (", counts->tags, counts->by_tag[AT_UNRESOLVED]);
	share_add_percent(&text, counts->by_tag[AT_UNRESOLVED], counts->tags);
	buf_addch(&text, ')');
	if (counts->recovered)
		buf_addf(&text, ", %zu recovered by subject", counts->recovered);
	add_item(out, "Ids behind Fixes:", text.s);
	buf_release(&text);
}

static void add_numbered(struct buf *out, const char *name, const char *format, size_t a, size_t b)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%zu%s", a, format);
	if (b)
		buf_addf(&text, " %zu commits", b);
	add_item(out, name, text.s);
	buf_release(&text);
}

void html_add_header(struct buf *out, const struct html_release *release)
{
	const struct postmortem *pm = release->postmortem;
	struct past_counts window, rc;

	past_count(&window, pm, AT_WINDOW, PAST_ALL_RCS);
	past_count(&rc, pm, AT_RC, PAST_ALL_RCS);
	buf_addstr(out, "<dl>\n");
	add_tag(out, "The release before", &pm->cycle.prev);
	add_tag(out, "The window's end", &pm->cycle.rcs.v[0]);
	add_tag(out, "The release", &pm->cycle.release);
	if (pm->cycle.partial)
		add_item(out, "Partial", "still under way: all figures are partial");
	if (pm->filtered)
		add_numbered(
		    out, "Filtered", " of", window.commits + rc.commits, pm->window_all + pm->rc_all);
	add_counted(out, "Window", &window, pm->practice);
	add_counted(out, "-rc", &rc, pm->practice);
	if (pm->practice) {
		add_follow_up(out, pm);
		add_ids(out, &rc);
	}
	add_next(out, pm);
	if (pm->corrections)
		add_numbered(out, "Corrections", " by hand", pm->corrections, 0);
	buf_addstr(out, "</dl>\n");
}

/* ---- 2: the maintainer's table ---- */

static void add_row(
    struct buf *out, const char *label, size_t hits, const struct past_counts *counts, bool of_fixes)
{
	html_row_begin(out, label);
	html_cell_number(out, hits);
	html_cell_share(out, hits, counts->commits);
	if (of_fixes)
		html_cell_share(out, hits, counts->fixes);
	else
		html_cell(out, "");
	html_row_end(out);
}

enum { LABEL = 110, WIDTH = 600, BAR = 24, PITCH = 34, TOTAL = 136, FOOT = 40, DIGIT = 8 };

/* A part of a bar; its number stands in it where there is room. */
static void add_segment(
    struct buf *out, const struct svg_scale *scale, const char *kind, size_t before, size_t n, double y)
{
	double x = svg_at(scale, (double)before), end = svg_at(scale, (double)(before + n));
	char *class = mem_format("segment fill-%s", kind), *number = mem_format("%zu", n);

	if (n)
		svg_rect(out, class, x, y, end - x, BAR);
	if (n && end - x > DIGIT * (double)strlen(number) + 4)
		svg_text(out, "count", SVG_MIDDLE, (x + end) / 2, y + 16, number);
	free(class);
	free(number);
}

/* All that an -rc commit can be, with the class of its looks. */
struct part {
	const char *kind, *label;
	size_t n;
};
enum { PARTS = AT_COUNT + WORK_COUNT - 1 };

static void find_parts(struct part parts[PARTS], const struct past_counts *counts)
{
	static const char *const kinds[WORK_COUNT] = {[WORK_REVERT] = "revert",
	    [WORK_TESTS] = "tests",
	    [WORK_DOCS] = "docs",
	    [WORK_CLEANUP] = "cleanup",
	    [WORK_OTHER] = "none"};

	for (size_t i = 0; i < AT_COUNT; i++)
		parts[i] = (struct part){blame_place_name[postmortem_places[i]],
		    postmortem_place_label[postmortem_places[i]], counts->culprits[postmortem_places[i]]};
	for (size_t work = WORK_REVERT; work < WORK_COUNT; work++)
		parts[AT_COUNT + work - 1] =
		    (struct part){kinds[work], postmortem_work_label[work], counts->work[work]};
	/* What is unknown is other than what is known. */
	parts[PARTS - 1].n += counts->work[WORK_UNKNOWN];
}

static void add_whole(struct buf *out, const struct html_release *release, const struct past_counts *counts)
{
	struct svg_scale scale = {0, (double)counts->commits, 0, WIDTH, false};
	char *id = mem_format("%s-whole", release->id);
	struct part parts[PARTS];
	size_t before = 0;

	find_parts(parts, counts);
	html_legend_begin(out);
	for (size_t i = 0; i < PARTS; i++)
		if (parts[i].n)
			html_legend_key(out, parts[i].kind, parts[i].label);
	html_legend_end(out);
	svg_begin(out, id, "What the -rc commits are",
	    "One bar for all commits of the -rcs, parted into what they mend, and what they are where they "
	    "mend nothing. The table below has the figures.",
	    WIDTH, BAR + 4);
	for (size_t i = 0; i < PARTS; i++) {
		add_segment(out, &scale, parts[i].kind, before, parts[i].n, 2);
		before += parts[i].n;
	}
	svg_end(out);
	free(id);
}

void html_add_maintainers(struct buf *out, const struct html_release *release)
{
	static const char *const heads[] = {"", "Commits", "Of all", "Of fixes", NULL};
	struct past_counts counts;
	struct buf note = BUF_INIT;
	char *caption;

	past_count(&counts, release->postmortem, AT_RC, PAST_ALL_RCS);
	caption = mem_format(
	    "%zu commits came in the -rcs, %zu of them with Fixes:. Shares have their interval of 95 %%.",
	    counts.commits, counts.fixes);
	if (counts.commits)
		add_whole(out, release, &counts);
	html_table_begin(out, "figures", caption, heads);
	for (size_t i = 0; i < AT_COUNT; i++) {
		enum blame_place place = postmortem_places[i];

		if (counts.culprits[place] || place != AT_UNREACHABLE)
			add_row(out, postmortem_place_label[place], counts.culprits[place], &counts, true);
	}
	for (size_t work = WORK_REVERT; work < WORK_COUNT; work++)
		add_row(out, postmortem_work_label[work], counts.work[work], &counts, false);
	if (counts.work[WORK_UNKNOWN])
		add_row(out, postmortem_work_label[WORK_UNKNOWN], counts.work[WORK_UNKNOWN], &counts, false);
	html_table_end(out);
	free(caption);
	if (postmortem_add_by_id(&note, &counts))
		html_note(out, note.s);
	buf_release(&note);
	if (counts.internal) {
		caption =
		    mem_format("%zu of the fixes came in one pull with what they mend.", counts.internal);
		html_note(out, caption);
		free(caption);
	}
}

/* ---- 3: each -rc ---- */

/* What a bar is made of: where fixes point, in the order in which it is told. */
struct bar {
	const char *name;
	size_t commits, fixes, parts[AT_COUNT];
};

static struct bar *find_bars(const struct postmortem *pm, size_t *n)
{
	struct bar *bars;

	*n = past_rcs(pm);
	bars = mem_new(*n + 1, sizeof(*bars));
	for (size_t i = 0; i < *n; i++) {
		struct past_counts counts;

		past_count(&counts, pm, AT_RC, i + 1);
		bars[i] = (struct bar){past_rc_name(pm, i + 1), counts.commits, counts.fixes, {0}};
		for (size_t part = 0; part < AT_COUNT; part++)
			bars[i].parts[part] = counts.culprits[postmortem_places[part]];
	}
	return bars;
}

static bool has_part(const struct bar *bars, size_t n, size_t part)
{
	for (size_t i = 0; i < n; i++)
		if (bars[i].parts[part])
			return true;
	return false;
}

static void add_bars_legend(struct buf *out, const struct bar *bars, size_t n)
{
	html_legend_begin(out);
	for (size_t part = 0; part < AT_COUNT; part++)
		if (has_part(bars, n, part))
			html_legend_key(out, blame_place_name[postmortem_places[part]],
			    postmortem_place_label[postmortem_places[part]]);
	html_legend_end(out);
}

static void add_bar(struct buf *out, const struct svg_scale *scale, const struct bar *bar, double y)
{
	size_t before = 0;
	char *text = mem_format("%zu of %zu commits", bar->fixes, bar->commits);

	svg_text_cut(out, "name", SVG_END, LABEL - 10, y + 15, bar->name, LABEL - 10);
	for (size_t part = 0; part < AT_COUNT; part++) {
		add_segment(
		    out, scale, blame_place_name[postmortem_places[part]], before, bar->parts[part], y);
		before += bar->parts[part];
	}
	svg_text(out, "soft", SVG_START, svg_at(scale, (double)before) + 8, y + 15, text);
	free(text);
}

static void add_bars(struct buf *out, const struct html_release *release, const struct bar *bars, size_t n)
{
	struct svg_scale scale = {0, 1, LABEL, WIDTH - TOTAL, false};
	char *id = mem_format("%s-bars", release->id);
	double bottom = (double)(n * PITCH + 6);

	for (size_t i = 0; i < n; i++)
		scale.to = fmax(scale.to, (double)bars[i].fixes);
	add_bars_legend(out, bars, n);
	svg_begin(out, id, "The fixes of each -rc, by what they mend",
	    "Stacked bars, one for each -rc: how many of its fixes mend this window, this -rc, what is older "
	    "or elsewhere, and how many name what cannot be found. The table below has the figures.",
	    WIDTH, bottom + FOOT);
	svg_grid_across(out, &scale, fmax(1, svg_step(scale.to, 6)), "", 0, bottom);
	for (size_t i = 0; i < n; i++)
		add_bar(out, &scale, &bars[i], (double)(i * PITCH + 6));
	svg_line(out, "axis", LABEL, 0, LABEL, bottom);
	svg_text(out, "soft", SVG_MIDDLE, (scale.start + scale.end) / 2, bottom + 33, "fixes");
	svg_end(out);
	free(id);
}

void html_add_rcs(struct buf *out, const struct html_release *release)
{
	static const char *const heads[] = {
	    "", "Commits", "Fixes", "Window", "This -rc", "Older", "Elsewhere", "Unresolved", "None", NULL};
	size_t n;
	struct bar *bars = find_bars(release->postmortem, &n);

	if (n) {
		add_bars(out, release, bars, n);
		html_table_begin(out, "figures", "Commits of each -rc, and where their fixes point", heads);
		for (size_t i = 0; i < n; i++) {
			html_row_begin(out, bars[i].name);
			html_cell_number(out, bars[i].commits);
			html_cell_number(out, bars[i].fixes);
			for (size_t part = 0; part < AT_COUNT; part++)
				html_cell_number(out, bars[i].parts[part]);
			html_cell_number(out, bars[i].commits - bars[i].fixes);
			html_row_end(out);
		}
		html_table_end(out);
	}
	free(bars);
}
