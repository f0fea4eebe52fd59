/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortem.h"

#include "facts/fate.h"
#include "facts/pastcount.h"
#include "text/postmortemlate.h"
#include "text/postmortemlists.h"
#include "text/postmortemoutcome.h"
#include "text/postmortemparts.h"
#include "text/postmortemtime.h"
#include "text/postmortemtools.h"
#include "text/share.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { TAG = 13 };

/* ---- the answer ---- */

static char *release_name(const struct postmortem *postmortems, size_t n)
{
	const char *last = postmortems[n - 1].cycle.release.name;

	if (n > 1)
		return mem_format("the -rcs of %s to %s", postmortems[0].cycle.release.name, last);
	return mem_format(postmortems->cycle.partial ? "%s so far" : "%s-rc", last);
}

static void add_to(struct past_counts *sum, const struct past_counts *part)
{
	sum->commits += part->commits;
	sum->fixes += part->fixes;
	for (size_t i = 0; i < AT_COUNT; i++)
		sum->culprits[i] += part->culprits[i];
}

void postmortem_add_answer(struct buf *out, const struct postmortem *postmortems, size_t n)
{
	struct past_counts sum = {.commits = 0};
	char *name = release_name(postmortems, n), *safe = safe_text(name);
	size_t hits, without = 0;

	for (size_t i = 0; i < n; i++) {
		struct past_counts counts;

		past_count(&counts, &postmortems[i], AT_RC, PAST_ALL_RCS);
		without += !postmortems[i].practice;
		if (postmortems[i].practice)
			add_to(&sum, &counts);
	}
	hits = sum.culprits[AT_WINDOW];
	if (without == n) {
		buf_addf(out, "In %s there is no data on fixes: no commit has Fixes:.", safe);
	} else if (!sum.fixes) {
		buf_addf(out, "None of %zu commits in %s has Fixes:, so nothing mends this window's.",
		    sum.commits, safe);
	} else {
		buf_addf(out, "Of %zu fix%s in %s, %zu (", sum.fixes, sum.fixes == 1 ? "" : "es", safe, hits);
		share_add(out, hits, sum.fixes);
		buf_addf(
		    out, ") mend%s %s window's commits; ", hits == 1 ? "s" : "", n == 1 ? "this" : "their");
		share_add_percent(out, hits, sum.commits);
		buf_addstr(out, " of all -rc commits.");
		if (without)
			buf_addf(
			    out, " %zu of the releases have no data: nobody wrote Fixes: there.", without);
	}
	free(name);
	free(safe);
}

/* ---- 1: what it rests on ---- */

static void add_tag(struct buf *out, const struct past_tag *tag)
{
	char *safe = safe_text(tag->name);

	buf_addf(out, "%s (", safe);
	day_add_long(out, tag->day);
	buf_addch(out, ')');
	free(safe);
}

static void add_counted(struct buf *out, const char *label, const struct past_counts *counts, bool practice)
{
	buf_addstr(out, "  ");
	share_add_left(out, 12, label);
	buf_addf(out, "%zu commit%s", counts->commits, counts->commits == 1 ? "" : "s");
	if (practice)
		buf_addf(out, ", %zu with Fixes:", counts->fixes);
	buf_addf(out, ", %zu revert%s", counts->reverts, counts->reverts == 1 ? "" : "s");
	if (counts->reverts_net != counts->reverts)
		buf_addf(out, " (%zu not applied again)", counts->reverts_net);
	buf_addch(out, '\n');
}

static void add_ids(struct buf *out, const struct past_counts *counts)
{
	buf_addf(
	    out, "  %-12s%zu in -rc, %zu unresolved (", "ids", counts->tags, counts->by_tag[AT_UNRESOLVED]);
	share_add_percent(out, counts->by_tag[AT_UNRESOLVED], counts->tags);
	buf_addch(out, ')');
	if (counts->recovered)
		buf_addf(out, ", %zu recovered by subject", counts->recovered);
	buf_addch(out, '\n');
}

static void add_follow_up(struct buf *out, const struct postmortem *pm)
{
	buf_addf(out, "  %-12s", "follow-up");
	postmortem_add_follow_up(out, pm);
	buf_addch(out, '\n');
}

static void add_next(struct buf *out, const struct postmortem *pm)
{
	buf_addf(out, "  %-12s", "linux-next");
	if (!pm->has_next)
		buf_addstr(out, "no data: there are no daily trees\n");
	else
		buf_addf(out, "%zu daily trees from 60 days before the window to its end\n", pm->next_trees);
}

static void add_header(struct buf *out, const struct postmortem *pm)
{
	struct past_counts window, rc;

	past_count(&window, pm, AT_WINDOW, PAST_ALL_RCS);
	past_count(&rc, pm, AT_RC, PAST_ALL_RCS);
	buf_addch(out, '\n');
	add_tag(out, &pm->cycle.prev);
	buf_addstr(out, " .. ");
	add_tag(out, &pm->cycle.rcs.v[0]);
	buf_addstr(out, "\n.. ");
	add_tag(out, &pm->cycle.release);
	buf_addch(out, '\n');
	if (pm->cycle.partial)
		buf_addstr(out, "  still under way: all figures are partial\n");
	if (pm->filtered)
		buf_addf(out, "  only part of it: %zu of %zu commits\n", window.commits + rc.commits,
		    pm->window_all + pm->rc_all);
	add_counted(out, "window", &window, pm->practice);
	add_counted(out, "-rc", &rc, pm->practice);
	if (pm->practice) {
		add_follow_up(out, pm);
		add_next(out, pm);
		add_ids(out, &rc);
	} else {
		buf_addf(out, "  %-12sno data: none of the %zu commits has Fixes:\n", "fixes",
		    pm->window_all + pm->rc_all);
		add_next(out, pm);
	}
	if (pm->corrections)
		buf_addf(out, "  %-12s%zu by hand\n", "corrections", pm->corrections);
}

/* ---- 2: the maintainer's table ---- */

static void add_row(
    struct buf *out, const char *label, size_t hits, const struct past_counts *counts, bool of_fixes)
{
	buf_addstr(out, "  ");
	share_add_left(out, POSTMORTEM_LABEL, label);
	share_add_number(out, POSTMORTEM_NUMBER, hits);
	postmortem_add_cell(out, POSTMORTEM_SHARE, share_add, hits, counts->commits);
	if (of_fixes)
		postmortem_add_cell(out, POSTMORTEM_SHARE - 1, share_add, hits, counts->fixes);
	buf_addch(out, '\n');
}

static void add_maintainers(struct buf *out, const struct term *term, const struct postmortem *pm)
{
	struct past_counts counts;
	struct buf note = BUF_INIT;

	past_count(&counts, pm, AT_RC, PAST_ALL_RCS);
	postmortem_add_head(out, term, "What the -rc commits are");
	buf_addf(out, "  %-*s%*s%*s%*s\n", POSTMORTEM_LABEL, "", POSTMORTEM_NUMBER, "COMMITS",
	    POSTMORTEM_SHARE, "OF ALL", POSTMORTEM_SHARE - 1, "OF FIXES");
	for (size_t i = 0; i < AT_COUNT; i++) {
		enum blame_place place = postmortem_places[i];

		if (counts.culprits[place] || place != AT_UNREACHABLE)
			add_row(out, postmortem_place_label[place], counts.culprits[place], &counts, true);
	}
	for (size_t work = WORK_REVERT; work < WORK_COUNT; work++)
		add_row(out, postmortem_work_label[work], counts.work[work], &counts, false);
	if (counts.work[WORK_UNKNOWN])
		add_row(out, postmortem_work_label[WORK_UNKNOWN], counts.work[WORK_UNKNOWN], &counts, false);
	if (postmortem_add_by_id(&note, &counts))
		postmortem_add_note(out, term, 2, note.s);
	buf_release(&note);
	if (counts.internal)
		buf_addf(
		    out, "  (%zu of the fixes came in one pull with what they mend.)\n", counts.internal);
}

/* ---- 3: per -rc ---- */

static void add_each_rc(struct buf *out, const struct term *term, const struct postmortem *pm)
{
	static const char *const heads[] = {
	    "COMMITS", "FIXES", "WINDOW", "-RC", "OLDER", "ELSEWH.", "UNRES.", "NONE"};

	postmortem_add_head(out, term, "What each -rc brought");
	buf_addf(out, "  %-*s", TAG, "");
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		share_add_right(out, 7 + (i > 0), heads[i]);
	buf_addch(out, '\n');
	for (size_t rc = 1; rc <= past_rcs(pm); rc++) {
		char *name = safe_text(past_rc_name(pm, rc));
		struct past_counts counts;

		past_count(&counts, pm, AT_RC, rc);
		buf_addstr(out, "  ");
		share_add_left(out, TAG, name);
		share_add_number(out, 7, counts.commits);
		share_add_number(out, 8, counts.fixes);
		share_add_number(out, 8, counts.culprits[AT_WINDOW]);
		share_add_number(out, 8, counts.culprits[AT_RC]);
		share_add_number(out, 8, counts.culprits[AT_PRIOR]);
		share_add_number(out, 8, counts.culprits[AT_UNREACHABLE]);
		share_add_number(out, 8, counts.culprits[AT_UNRESOLVED]);
		share_add_number(out, 8, counts.commits - counts.fixes);
		buf_addch(out, '\n');
		free(name);
	}
}

/* ---- the whole ---- */

/* alone: what several are asked together is not told of them together already */
static void add_one(struct buf *out, const struct term *term, const struct postmortem *pm, bool alone)
{
	struct fate *fates = fates_find(pm);
	day_t by = pm->cycle.release.day;

	add_header(out, pm);
	if (pm->practice) {
		add_maintainers(out, term, pm);
		add_each_rc(out, term, pm);
		postmortem_add_outcome(out, term, pm, fates);
		postmortem_add_came(out, term, pm, fates, by);
	}
	if (alone) {
		postmortem_add_late(out, term, pm, 1);
		postmortem_add_curves(out, term, pm, 1);
		postmortem_add_times(out, term, pm, 1);
	}
	if (pm->touches)
		postmortem_add_tools(out, term, pm);
	postmortem_add_worst(out, term, pm, fates, by);
	postmortem_add_odd(out, term, pm);
	free(fates);
}

/* The sentence breaks where it has a second half, if at all. */
static void add_answer_line(struct buf *out, const struct term *term, const char *answer)
{
	const char *half = strstr(answer, "; ");

	if (half && safe_width(answer) > term->width) {
		char *first = mem_dupn(answer, (size_t)(half - answer) + 1);

		postmortem_add_note(out, term, 0, first);
		free(first);
		answer = half + 2;
	}
	postmortem_add_note(out, term, 0, answer);
}

/* One line for each release. */
static void add_releases(struct buf *out, const struct postmortems *postmortems)
{
	buf_addf(out, "\n  %-*s%*s%*s%*s\n", TAG, "RELEASE", POSTMORTEM_NUMBER, "FIXES",
	    POSTMORTEM_NUMBER + POSTMORTEM_SHARE, "OF ITS OWN WINDOW", POSTMORTEM_SHARE,
	    "OF ALL -RC COMMITS");
	for (size_t i = 0; i < postmortems->n; i++) {
		const struct postmortem *pm = &postmortems->v[i];
		char *name = safe_text(pm->cycle.release.name);
		struct past_counts counts;

		past_count(&counts, pm, AT_RC, PAST_ALL_RCS);
		buf_addstr(out, "  ");
		share_add_left(out, TAG, name);
		if (pm->practice) {
			share_add_number(out, POSTMORTEM_NUMBER, counts.fixes);
			share_add_number(out, POSTMORTEM_NUMBER, counts.culprits[AT_WINDOW]);
			postmortem_add_cell(
			    out, POSTMORTEM_SHARE, share_add, counts.culprits[AT_WINDOW], counts.fixes);
			postmortem_add_cell(
			    out, POSTMORTEM_SHARE, share_add, counts.culprits[AT_WINDOW], counts.commits);
		} else {
			share_add_right(out, POSTMORTEM_NUMBER, "no data");
		}
		buf_addch(out, '\n');
		free(name);
	}
}

/* What only says something of many. */
static void add_together(struct buf *out, const struct term *term, const struct postmortems *postmortems)
{
	add_releases(out, postmortems);
	postmortem_add_across(out, term, postmortems->v, postmortems->n);
	postmortem_add_late(out, term, postmortems->v, postmortems->n);
	postmortem_add_curves(out, term, postmortems->v, postmortems->n);
	postmortem_add_times(out, term, postmortems->v, postmortems->n);
}

void postmortem_add(struct buf *out, const struct term *term, const struct postmortems *postmortems)
{
	struct buf answer = BUF_INIT;

	postmortem_add_answer(&answer, postmortems->v, postmortems->n);
	add_answer_line(out, term, answer.s);
	if (postmortems->n > 1)
		add_together(out, term, postmortems);
	for (size_t i = 0; i < postmortems->n; i++)
		add_one(out, term, &postmortems->v[i], postmortems->n == 1);
	buf_release(&answer);
}
