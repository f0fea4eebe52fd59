/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmlrisks.h"

#include "facts/pastcompare.h"
#include "facts/pastrisk.h"
#include "text/html.h"
#include "text/htmlforest.h"
#include "text/htmlsections.h"
#include "text/postmortemlate.h"
#include "text/postmortemparts.h"
#include "text/share.h"

#include <stdlib.h>
#include <string.h>

static void cell_ratio(struct buf *out, const struct relative_risk *risk, const char *unknown)
{
	struct buf cell = BUF_INIT;

	forest_add_ratio(&cell, risk, unknown);
	html_cell(out, cell.s);
	buf_release(&cell);
}

/* ---- late against early ---- */

/* The same, in two lines: these tables are wide. */
static void cell_stacked(struct buf *out, const struct relative_risk *risk, const char *unknown)
{
	struct buf whole = BUF_INIT;
	char *half;

	if (!risk->known) {
		html_cell(out, unknown);
		return;
	}
	postmortem_add_risk(&whole, risk);
	half = strchr(whole.s, ' ');
	*half = '\0';
	html_cell_stacked(out, whole.s, half + 1);
	buf_release(&whole);
}

static void cell_arm(struct buf *out, long hits, long of)
{
	char *counts = mem_format("%ld of %ld", hits, of);
	struct buf share = BUF_INIT;

	share_add_percent(&share, (size_t)hits, (size_t)of);
	html_cell_stacked(out, counts, share.s);
	buf_release(&share);
	free(counts);
}

static void cell_clustered(struct buf *out, const struct past_comparison *comparison)
{
	const struct bootstrapped *clustered = &comparison->clustered;
	char *pulls = mem_format("%zu pulls", comparison->clusters);
	struct buf interval = BUF_INIT;

	if (clustered->known)
		postmortem_add_risk_interval(&interval, &clustered->interval);
	else
		buf_addstr(&interval, "too few");
	html_cell_stacked(out, interval.s, pulls);
	buf_release(&interval);
	free(pulls);
}

static void add_comparison(struct buf *out, const struct past_comparison *comparison, bool several)
{
	const struct arms *arms = &comparison->arms;
	const char *unknown = postmortem_risk_unknown(arms);

	html_row_begin(out, outcome_words[comparison->outcome]);
	cell_arm(out, arms->hits, arms->of);
	cell_arm(out, arms->other_hits, arms->other_of);
	cell_stacked(out, &comparison->naive, unknown);
	cell_clustered(out, comparison);
	cell_stacked(out, &comparison->by_size, unknown);
	if (several)
		cell_stacked(out, &comparison->by_release, unknown);
	html_row_end(out);
}

static void add_nothing(struct buf *out, enum past_outcome outcome, bool several)
{
	html_row_begin(out, outcome_words[outcome]);
	for (int i = 0; i < (several ? 6 : 5); i++)
		html_cell(out, "no data");
	html_row_end(out);
}

static void add_words(struct buf *out, const struct postmortem *postmortems, size_t n, size_t pulls)
{
	struct buf note = BUF_INIT;

	postmortem_add_late_words(&note, postmortems, n, pulls);
	html_note(out, note.s);
	buf_release(&note);
}

void html_compare(struct buf *out, const struct postmortem *postmortems, size_t n)
{
	static const char *const one[] = {
	    "By the release", "Late", "Early", "Relative risk", "By pulls", "Within sizes", NULL};
	static const char *const several[] = {"By the release", "Late", "Early", "Relative risk", "By pulls",
	    "Within sizes", "Within releases", NULL};
	bool few = false;
	size_t pulls = 0;

	for (enum past_arms by = 0; by < ARMS_COUNT; by++) {
		html_table_begin(out, "figures stacked", arms_words[by], n > 1 ? several : one);
		for (enum past_outcome outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
			struct past_comparison comparison;

			past_compare(&comparison, postmortems, n, by, outcome);
			if (!comparison.releases) {
				add_nothing(out, outcome, n > 1);
				continue;
			}
			add_comparison(out, &comparison, n > 1);
			pulls = comparison.clusters;
			few = few || comparison.arms.of < POSTMORTEM_ARM ||
			      comparison.arms.other_of < POSTMORTEM_ARM;
		}
		html_table_end(out);
	}
	add_words(out, postmortems, n, pulls);
	if (few)
		html_note(out, postmortem_few);
}

static void add_trend(struct buf *out, const char *what, const struct trend *trend)
{
	struct buf note = BUF_INIT;

	if (!trend->known)
		return;
	buf_addf(&note, "%s: %s, ", what, trend->rising ? "rising" : "falling");
	postmortem_add_p(&note, trend->p);
	buf_addstr(&note, " (Cochran and Armitage).");
	html_note(out, note.s);
	buf_release(&note);
}

/* ---- by what was known ---- */

static const char *why_not(const struct risk_table *table, size_t group)
{
	if (group == table->reference)
		return "1, the reference";
	return table->v[group].commits ? "no events in one arm" : "nobody in it";
}

static void add_groups(struct buf *out, enum risk_axis axis, const struct risk_table *table)
{
	static const char *const heads[] = {
	    "", "Commits", "Named", "Share", "Relative risk", "Within sizes", NULL};
	char *what;

	html_table_begin(out, "figures", risk_axis_words[axis], heads);
	for (size_t i = 0; i < table->n; i++) {
		const struct risk_group *group = &table->v[i];
		const char *unknown = why_not(table, i);

		html_row_begin(out, group->words);
		html_cell_number(out, group->commits);
		html_cell_number(out, group->named);
		html_cell_share(out, group->named, group->commits);
		cell_ratio(out, &group->crude, unknown);
		cell_ratio(out, &group->adjusted, unknown);
		html_row_end(out);
	}
	if (table->unknown) {
		html_row_begin(out, "unknown");
		html_cell_number(out, table->unknown);
		html_cell_number(out, table->unknown_named);
		html_cell_share(out, table->unknown_named, table->unknown);
		html_cell(out, "");
		html_cell(out, "");
		html_row_end(out);
	}
	html_table_end(out);
	what = mem_format("Trend over the first %zu rows", table->ordered);
	add_trend(out, what, &table->trend);
	free(what);
}

static void draw_groups(struct buf *out, const char *id, const struct past_risks *risks)
{
	char *own = mem_format("%s-groups", id);
	struct forest forest = {.id = own,
	    .title = "Who was named more often",
	    .description =
		"A forest plot: for each group of the window's commits how many times as often they were "
		"named or reverted as those of the group of reference, within releases and classes of size, "
		"with intervals of 95 % on a logarithmic scale. The tables below have the figures.",
	    .axis = "relative risk, within sizes",
	    .ratios = true,
	    .line = 1};

	for (enum risk_axis axis = 0; axis < RISK_AXIS_COUNT; axis++) {
		const struct risk_table *table = &risks->of[axis];

		if (!table->releases)
			continue;
		forest_head(&forest, risk_axis_words[axis]);
		for (size_t i = 0; i < table->n; i++)
			forest_ratio(
			    &forest, FOREST_ROW, table->v[i].words, &table->v[i].adjusted, why_not(table, i));
	}
	forest_draw(out, &forest);
	free(own);
}

void html_risks(struct buf *out, const char *id, const struct postmortem *postmortems, size_t n)
{
	struct past_risks risks;

	past_risks_find(&risks, postmortems, n);
	draw_groups(out, id, &risks);
	for (enum risk_axis axis = 0; axis < RISK_AXIS_COUNT; axis++) {
		if (risks.of[axis].releases) {
			add_groups(out, axis, &risks.of[axis]);
			continue;
		}
		buf_addf(out, "<h4>%s</h4>\n", risk_axis_words[axis]);
		html_no_data(out, axis == RISK_NEXT ? "there are no daily trees of that time."
						    : "nobody wrote Fixes: there.");
	}
}
