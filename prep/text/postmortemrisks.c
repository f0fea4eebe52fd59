/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemrisks.h"

#include "facts/pastcompare.h"
#include "facts/pastrisk.h"
#include "text/postmortemlate.h"
#include "text/postmortemparts.h"
#include "text/share.h"
#include "util/safe.h"

#include <stdlib.h>

enum { LABEL = 15, HITS = 9, SHARE = 18, RISK = 18 };

/* ---- a row ---- */

static void add_share(struct buf *out, const char *label, size_t named, size_t commits)
{
	char *hits = mem_format("%zu/%zu", named, commits);

	buf_addstr(out, "  ");
	share_add_left(out, LABEL, label);
	share_add_right(out, HITS, hits);
	postmortem_add_cell(out, SHARE, share_add, named, commits);
	free(hits);
}

static void add_risk(struct buf *out, const struct relative_risk *risk)
{
	struct buf cell = BUF_INIT;

	if (!postmortem_add_risk(&cell, risk))
		buf_addch(&cell, '-');
	share_add_right(out, RISK, cell.s);
	buf_release(&cell);
}

/* adjusted: NULL where it is the crude one. */
static void add_row(struct buf *out, const char *label, size_t named, size_t commits,
    const struct relative_risk *crude, const struct relative_risk *adjusted)
{
	add_share(out, label, named, commits);
	add_risk(out, crude);
	if (adjusted)
		add_risk(out, adjusted);
	buf_addch(out, '\n');
}

static void add_reference(struct buf *out, const char *label, size_t named, size_t commits)
{
	add_share(out, label, named, commits);
	share_add_right(out, RISK, "against this");
	buf_addch(out, '\n');
}

/* ---- a table ---- */

static void add_trend(struct buf *out, const struct trend *trend)
{
	if (!trend->known)
		return;
	buf_addf(out, "  %-*s", LABEL, "trend");
	buf_addf(out, " %s, ", trend->rising ? "rising" : "falling");
	postmortem_add_p(out, trend->p);
	buf_addch(out, '\n');
}

static void add_nothing(struct buf *out, const struct postmortems *postmortems)
{
	bool practice = false;

	for (size_t i = 0; i < postmortems->n; i++)
		practice = practice || postmortems->v[i].practice;
	buf_addf(out, "  no data: %s\n",
	    practice ? "there are no daily trees of that time" : "no commit has Fixes:");
}

static void add_table(struct buf *out, const struct postmortems *postmortems, const char *words,
    const struct risk_table *table, bool adjusted)
{
	buf_addf(out, "\n  %s\n", words);
	if (!table->releases) {
		add_nothing(out, postmortems);
		return;
	}
	for (size_t g = 0; g < table->n; g++) {
		const struct risk_group *group = &table->v[g];

		if (g == table->reference)
			add_reference(out, group->words, group->named, group->commits);
		else
			add_row(out, group->words, group->named, group->commits, &group->crude,
			    adjusted ? &group->adjusted : NULL);
	}
	if (table->unknown) {
		add_share(out, "unknown", table->unknown_named, table->unknown);
		buf_addch(out, '\n');
	}
	add_trend(out, &table->trend);
}

static void add_late(struct buf *out, const struct postmortems *postmortems, enum past_arms by)
{
	static const char *const words[ARMS_COUNT][3] = {
	    [ARMS_BATCH] = {"By batch of their pull", "batch 1", "batch 2 on"},
	    [ARMS_WEEK] = {"By week of the window", "week 1", "week 2 on"},
	};
	struct past_comparison late;

	past_compare(&late, postmortems->v, postmortems->n, by, OUTCOME_NAMED);
	buf_addf(out, "\n  %s\n", words[by][0]);
	if (!late.releases) {
		add_nothing(out, postmortems);
		return;
	}
	add_reference(out, words[by][1], (size_t)late.arms.other_hits, (size_t)late.arms.other_of);
	add_row(out, words[by][2], (size_t)late.arms.hits, (size_t)late.arms.of, &late.naive, &late.by_size);
}

void postmortem_add_risks(struct buf *out, const struct term *term, const struct postmortems *postmortems)
{
	struct past_risks risks;

	past_risks_find(&risks, postmortems->v, postmortems->n);
	postmortem_add_head(out, term, "Which window commits were named or reverted by the release");
	buf_addf(out, "  %-*s%*s%*s%*s%*s\n", LABEL, "", HITS, "NAMED", SHARE, "SHARE", RISK, "RELATIVE RISK",
	    RISK, "OF ONE SIZE");
	for (enum risk_axis axis = 0; axis < RISK_AXIS_COUNT; axis++)
		add_table(out, postmortems, risk_axis_words[axis], &risks.of[axis],
		    axis != RISK_SIZE || risks.of[axis].releases > 1);
	for (enum past_arms by = 0; by < ARMS_COUNT; by++)
		add_late(out, postmortems, by);
	buf_addch(out, '\n');
	postmortem_add_note(out, term, 2,
	    postmortems->n > 1 ? "All releases together. Of one size: only commits of one release and one "
				 "class of size are compared (Mantel and Haenszel); in the table of sizes, "
				 "of one release. -: there is nothing named on one side. Changed: an older "
				 "version was in linux-next. The intervals take each commit for itself."
			       : "Of one size: only commits of one class of size are compared (Mantel and "
				 "Haenszel). -: there is nothing named on one side. Changed: an older "
				 "version was in linux-next. The intervals take each commit for itself.");
}
