/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemlate.h"

#include "facts/pastacross.h"
#include "text/postmortemparts.h"
#include "text/share.h"
#include "util/safe.h"

#include <stdlib.h>

enum { LABEL = 22, ARM = 11, RISK = 19, DRAWN = 13, TAG = 13, FOREST = 22 };

/* ---- cells ---- */

static void add_figure(struct buf *out, double figure)
{
	buf_addf(out, "%.*f", figure < 9.995 ? 2 : figure < 99.95 ? 1 : 0, figure);
}

void postmortem_add_risk_interval(struct buf *out, const struct interval *interval)
{
	buf_addch(out, '[');
	add_figure(out, interval->low);
	buf_addstr(out, ", ");
	add_figure(out, interval->high);
	buf_addch(out, ']');
}

bool postmortem_add_risk(struct buf *out, const struct relative_risk *risk)
{
	if (!risk->known)
		return false;
	add_figure(out, risk->ratio);
	buf_addch(out, ' ');
	postmortem_add_risk_interval(out, &risk->interval);
	return true;
}

void postmortem_add_p(struct buf *out, double p)
{
	if (p < 0.001)
		buf_addstr(out, "p < 0.001");
	else
		buf_addf(out, "p = %.*f", p < 0.095 ? 3 : 2, p);
}

const char *postmortem_risk_unknown(const struct arms *arms)
{
	if (!arms->of || !arms->other_of)
		return "nothing to compare";
	return arms->hits || arms->other_hits ? "none in one arm" : "none";
}

static void add_arm(struct buf *out, long hits, long of)
{
	char *text = mem_format("%ld/%ld", hits, of);

	share_add_right(out, ARM, text);
	free(text);
}

static void add_risk_cell(
    struct buf *out, size_t columns, const struct relative_risk *risk, const struct arms *arms)
{
	struct buf cell = BUF_INIT;

	if (!postmortem_add_risk(&cell, risk))
		buf_addstr(&cell, postmortem_risk_unknown(arms));
	share_add_right(out, columns, cell.s);
	buf_release(&cell);
}

static void add_drawn(struct buf *out, const struct past_comparison *comparison)
{
	struct buf cell = BUF_INIT;

	if (comparison->clustered.known)
		postmortem_add_risk_interval(&cell, &comparison->clustered.interval);
	else
		buf_addstr(&cell, "too few");
	share_add_right(out, DRAWN, cell.s);
	buf_release(&cell);
}

/* ---- late against early ---- */

static bool same_arms(const struct past_comparison *a, const struct past_comparison *b)
{
	return a->arms.hits == b->arms.hits && a->arms.other_hits == b->arms.other_hits;
}

static void add_comparison(struct buf *out, const char *label, const struct past_comparison *comparison)
{
	buf_addstr(out, "    ");
	share_add_left(out, LABEL, label);
	if (!comparison->releases) {
		share_add_right(out, ARM, "no data");
	} else {
		add_arm(out, comparison->arms.hits, comparison->arms.of);
		add_arm(out, comparison->arms.other_hits, comparison->arms.other_of);
		add_risk_cell(out, RISK, &comparison->naive, &comparison->arms);
		if (comparison->naive.known)
			add_drawn(out, comparison);
	}
	buf_addch(out, '\n');
}

/* What is the same, raw or net, is one line. */
static void add_comparisons(struct buf *out, const struct past_comparison *of)
{
	bool net = same_arms(&of[OUTCOME_NET], &of[OUTCOME_RAW]);

	buf_addf(out, "  %s\n", arms_words[of->by]);
	add_comparison(out, outcome_words[OUTCOME_NAMED], &of[OUTCOME_NAMED]);
	add_comparison(out, net ? "reverted, raw and net" : outcome_words[OUTCOME_NET], &of[OUTCOME_NET]);
	if (!net)
		add_comparison(out, outcome_words[OUTCOME_RAW], &of[OUTCOME_RAW]);
	if (!same_arms(&of[OUTCOME_RAW], &of[OUTCOME_WITHIN]))
		add_comparison(out, outcome_words[OUTCOME_WITHIN], &of[OUTCOME_WITHIN]);
}

static void add_names(struct buf *out, const struct postmortem *postmortems, size_t n)
{
	char *first = safe_text(postmortems[0].cycle.release.name);
	char *last = safe_text(postmortems[n - 1].cycle.release.name);

	buf_addstr(out, first);
	if (n > 1)
		buf_addf(out, " to %s", last);
	free(first);
	free(last);
}

void postmortem_add_late_words(struct buf *out, const struct postmortem *postmortems, size_t n, size_t pulls)
{
	buf_addstr(out, "Window commits of ");
	add_names(out, postmortems, n);
	buf_addf(out,
	    ", judged by what %s release has: a fix or revert after it does not count, nor does one by the "
	    "commit's own pull, but where that is said, and raw then. Net: not applied again. Week 2 begins "
	    "on "
	    "the seventh day (UTC) after the release before. By pulls: the interval of %d draws of the pulls "
	    "(%zu by week), whose "
	    "commits share their fate; what came without a merge is drawn by its day. Too few: less than %d "
	    "pulls, or hardly any with such commits.",
	    n > 1 ? "each" : "the", BOOTSTRAP_DRAWS, pulls, BOOTSTRAP_CLUSTERS);
}

static void add_definition(struct buf *out, const struct term *term, const struct postmortem *postmortems,
    size_t n, const struct past_comparison *week)
{
	struct buf note = BUF_INIT;

	postmortem_add_late_words(&note, postmortems, n, week->clusters);
	postmortem_add_note(out, term, 2, note.s);
	buf_release(&note);
}

void postmortem_add_late(
    struct buf *out, const struct term *term, const struct postmortem *postmortems, size_t n)
{
	struct past_comparison of[ARMS_COUNT][OUTCOME_COUNT];

	for (enum past_arms by = 0; by < ARMS_COUNT; by++)
		for (enum past_outcome outcome = 0; outcome < OUTCOME_COUNT; outcome++)
			past_compare(&of[by][outcome], postmortems, n, by, outcome);
	if (!of[ARMS_WEEK][OUTCOME_NET].clusters) /* nothing is left of any window */
		return;
	postmortem_add_head(out, term, "Was it the late stuff?");
	buf_addf(out, "    %-*s%*s%*s%*s%*s\n", LABEL, "", ARM, "LATE", ARM, "EARLY", RISK, "RELATIVE RISK",
	    DRAWN, "BY PULLS");
	for (enum past_arms by = 0; by < ARMS_COUNT; by++)
		add_comparisons(out, of[by]);
	add_definition(out, term, postmortems, n, &of[ARMS_WEEK][OUTCOME_NET]);
}

/* ---- across releases ---- */

static void add_p(struct buf *out, const char *of, const struct trend *trend)
{
	if (!trend->known) {
		buf_addf(out, "of %s nothing can be told", of);
		return;
	}
	buf_addf(out, "of %s %s (", of,
	    trend->p >= 0.05 ? "no trend"
	    : trend->rising  ? "it rises"
			     : "it falls");
	postmortem_add_p(out, trend->p);
	buf_addch(out, ')');
}

void postmortem_add_trend(struct buf *out, const struct past_across *across)
{
	if (across->with_practice < ACROSS_TREND) {
		buf_addf(out, "Whether the share rises or falls takes %d releases with data.", ACROSS_TREND);
		return;
	}
	buf_addf(
	    out, "The share that mends its own window, over these %zu releases: ", across->with_practice);
	add_p(out, "fixes", &across->of_fixes);
	buf_addstr(out, "; ");
	add_p(out, "all -rc commits", &across->of_commits);
	buf_addstr(out, ", by Cochran and Armitage's test.");
}

static void add_trend(struct buf *out, const struct term *term, const struct past_across *across)
{
	struct buf note = BUF_INIT;

	postmortem_add_trend(&note, across);
	postmortem_add_note(out, term, 2, note.s);
	buf_release(&note);
}

static void add_forest_cell(
    struct buf *out, const struct past_comparison *comparison, const struct relative_risk *risk)
{
	if (comparison->releases)
		add_risk_cell(out, FOREST, risk, &comparison->arms);
	else
		share_add_right(out, FOREST, "no data");
}

static void add_forest(struct buf *out, const struct term *term, const struct past_across *across,
    const struct postmortem *postmortems)
{
	char *head = mem_format("Late against early, release by release: %s", outcome_words[across->outcome]);

	postmortem_add_head(out, term, head);
	buf_addf(out, "  %-*s%*s%*s\n", TAG, "", FOREST, "BATCH 2 AND LATER", FOREST, "WEEK 2 AND LATER");
	for (size_t i = 0; i < across->n; i++) {
		char *name = safe_text(postmortems[i].cycle.release.name);

		buf_addstr(out, "  ");
		share_add_left(out, TAG, name);
		for (enum past_arms by = 0; by < ARMS_COUNT; by++)
			add_forest_cell(out, &across->v[i].late[by], &across->v[i].late[by].naive);
		buf_addch(out, '\n');
		free(name);
	}
	buf_addstr(out, "  ");
	share_add_left(out, TAG, "together");
	for (enum past_arms by = 0; by < ARMS_COUNT; by++)
		add_forest_cell(out, &across->pooled[by], &across->pooled[by].by_release);
	buf_addch(out, '\n');
	postmortem_add_note(out, term, 2,
	    "Relative risks with their intervals as if each commit stood for itself; together: commits are "
	    "compared within their releases (Mantel and Haenszel).");
	free(head);
}

void postmortem_add_across(
    struct buf *out, const struct term *term, const struct postmortem *postmortems, size_t n)
{
	struct past_across across;

	past_across_find(&across, postmortems, n);
	if (across.with_practice)
		add_trend(out, term, &across);
	add_forest(out, term, &across, postmortems);
	past_across_release(&across);
}
