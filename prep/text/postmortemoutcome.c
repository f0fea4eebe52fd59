/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemoutcome.h"

#include "facts/pastcount.h"
#include "facts/pullfate.h"
#include "text/postmortemparts.h"
#include "text/share.h"

#include <stdlib.h>

enum { CELL = 13 };

/* ---- by horizon ---- */

static size_t horizons_of(const struct postmortem *pm)
{
	return pm->followed ? HORIZON_COUNT : 1;
}

static void add_fate(
    struct buf *out, const struct postmortem *pm, const struct fate *fates, enum fate_tier tier, size_t of)
{
	size_t hits = 0;

	buf_addstr(out, "  ");
	share_add_left(out, POSTMORTEM_LABEL, fate_name[tier]);
	for (size_t h = 0; h < horizons_of(pm); h++) {
		struct buf cell = BUF_INIT;

		hits = fates_count(pm, fates, tier, pm->cycle.release.day + horizon_days[h]);
		if (postmortem_follow_up(pm) < horizon_days[h])
			buf_addstr(&cell, "≥ ");
		buf_addf(&cell, "%zu  ", hits);
		share_add_percent(&cell, hits, of);
		share_add_right(out, CELL, cell.s);
		buf_release(&cell);
	}
	buf_addstr(out, "  ");
	share_add_interval(out, hits, of);
	buf_addch(out, '\n');
}

void postmortem_add_outcome(
    struct buf *out, const struct term *term, const struct postmortem *pm, const struct fate *fates)
{
	static const char *const heads[HORIZON_COUNT] = {"BY RELEASE", "+90 DAYS", "+180 DAYS"};
	struct past_counts window;
	size_t internal = fates_internal(pm, fates);
	struct buf note = BUF_INIT;
	char *head;

	past_count(&window, pm, AT_WINDOW, PAST_ALL_RCS);
	if (!window.commits)
		return;
	head = mem_format("What became of the window's %zu commits", window.commits);
	postmortem_add_head(out, term, head);
	free(head);
	buf_addf(out, "  %-*s", POSTMORTEM_LABEL, "");
	for (size_t h = 0; h < horizons_of(pm); h++)
		share_add_right(out, CELL, heads[h]);
	buf_addch(out, '\n');
	for (enum fate_tier tier = 0; tier < FATE_COUNT; tier++)
		add_fate(out, pm, fates, tier, window.commits);
	buf_addstr(&note, "Nobody has named the others so far.");
	if (internal)
		buf_addf(&note, " What their own pulls mended is left out (%zu).", internal);
	if (pm->followed && postmortem_follow_up(pm) < horizon_days[HORIZON_180])
		buf_addstr(&note, " ≥: it is too early to tell.");
	postmortem_add_note(out, term, 2, note.s);
	buf_release(&note);
}

/* ---- by how they came ---- */

void postmortem_add_came(
    struct buf *out, const struct term *term, const struct postmortem *pm, const struct fate *fates, day_t by)
{
	struct came_fate came[CAME_COUNT];

	came_fates_find(came, pm, fates, by);
	if (!came[CAME_WEEK_1].commits && !came[CAME_WEEK_2].commits && !came[CAME_LATER].commits)
		return;
	postmortem_add_head(out, term, "The window's commits, by how they came");
	buf_addf(out, "  %-*s%*s%*s\n", POSTMORTEM_LABEL, "", POSTMORTEM_NUMBER, "COMMITS",
	    POSTMORTEM_NUMBER + POSTMORTEM_SHARE, "NAMED OR REVERTED");
	for (size_t i = 0; i < CAME_COUNT; i++) {
		buf_addstr(out, "  ");
		share_add_left(out, POSTMORTEM_LABEL, came_name[i]);
		share_add_number(out, POSTMORTEM_NUMBER, came[i].commits);
		share_add_number(out, POSTMORTEM_NUMBER, came[i].named);
		postmortem_add_cell(out, POSTMORTEM_SHARE, share_add, came[i].named, came[i].commits);
		buf_addch(out, '\n');
	}
	if (came[CAME_FIRST].commits < POSTMORTEM_ARM || came[CAME_AGAIN].commits < POSTMORTEM_ARM)
		postmortem_add_note(out, term, 2, postmortem_few);
}
