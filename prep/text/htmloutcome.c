/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmloutcome.h"

#include "facts/pastcount.h"
#include "facts/pullfate.h"
#include "text/html.h"
#include "text/share.h"

#include <stdlib.h>

static size_t horizons_of(const struct postmortem *pm)
{
	return pm->followed ? HORIZON_COUNT : 1;
}

/* ---- by horizon ---- */

static void add_hits(struct buf *out, const struct postmortem *pm, size_t horizon, size_t hits, size_t of)
{
	struct buf cell = BUF_INIT;

	if (postmortem_follow_up(pm) < horizon_days[horizon])
		buf_addstr(&cell, "≥ ");
	buf_addf(&cell, "%zu, ", hits);
	share_add_percent(&cell, hits, of);
	html_cell(out, cell.s);
	buf_release(&cell);
}

static void add_fate(struct buf *out, const struct html_release *release, enum fate_tier tier, size_t of)
{
	const struct postmortem *pm = release->postmortem;
	struct buf interval = BUF_INIT;
	size_t hits = 0;

	html_row_begin(out, fate_name[tier]);
	for (size_t h = 0; h < horizons_of(pm); h++) {
		hits = fates_count(pm, release->fates, tier, pm->cycle.release.day + horizon_days[h]);
		add_hits(out, pm, h, hits, of);
	}
	share_add_interval(&interval, hits, of);
	html_cell(out, interval.s);
	html_row_end(out);
	buf_release(&interval);
}

void html_add_outcome(struct buf *out, const struct html_release *release)
{
	static const char *const heads[] = {
	    "", "By the release", "+90 days", "+180 days", "Interval of the last", NULL};
	static const char *const short_heads[] = {"", "By the release", "Interval", NULL};
	const struct postmortem *pm = release->postmortem;
	size_t internal = fates_internal(pm, release->fates);
	struct past_counts window;
	struct buf note = BUF_INIT;
	char *caption;

	past_count(&window, pm, AT_WINDOW, PAST_ALL_RCS);
	caption = mem_format("Of the window's %zu commits, by how strict one is", window.commits);
	if (window.commits) {
		html_table_begin(out, "figures", caption, pm->followed ? heads : short_heads);
		for (enum fate_tier tier = 0; tier < FATE_COUNT; tier++)
			add_fate(out, release, tier, window.commits);
		html_table_end(out);
	}
	free(caption);
	buf_addstr(
	    &note, window.commits ? "Nobody has named the others so far." : "The window has no commits.");
	if (internal)
		buf_addf(&note, " What their own pulls mended is left out (%zu).", internal);
	if (pm->followed && postmortem_follow_up(pm) < horizon_days[HORIZON_180])
		buf_addstr(&note, " ≥: it is too early to tell.");
	html_note(out, note.s);
	buf_release(&note);
}

/* ---- by how they came ---- */

void html_add_came(struct buf *out, const struct html_release *release)
{
	static const char *const heads[] = {"", "Commits", "Named or reverted", "Share", NULL};
	const struct postmortem *pm = release->postmortem;
	struct came_fate came[CAME_COUNT];

	came_fates_find(came, pm, release->fates, pm->cycle.release.day);
	html_table_begin(
	    out, "figures", "The window's commits that were named or reverted by the release", heads);
	for (size_t i = 0; i < CAME_COUNT; i++) {
		html_row_begin(out, came_name[i]);
		html_cell_number(out, came[i].commits);
		html_cell_number(out, came[i].named);
		html_cell_share(out, came[i].named, came[i].commits);
		html_row_end(out);
	}
	html_table_end(out);
}
