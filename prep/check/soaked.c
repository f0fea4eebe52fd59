/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

/*
 * How long commits were in linux-next. Nothing is said of commits that mainline has (upstream took them), nor
 * of those of which nothing is known.
 */

static bool is_judged(const struct judging *judging)
{
	return judging->pull->soak && !judging->commit->in_mainline &&
	       judging->commit->soak.newest != NEWEST_MAINLINE &&
	       judging->commit->soak.match != MATCH_UNKNOWN;
}

static const struct next_trees *next_of(const struct judging *judging)
{
	return &judging->pull->survey->project->next;
}

static const char *tree_name(const struct judging *judging, int tree)
{
	return next_of(judging)->v[tree].name;
}

static bool is_window_open(const struct judging *judging)
{
	return judging->pull->survey->project->cycle.phase == PHASE_WINDOW;
}

static bool is_sighted(const struct judging *judging)
{
	return judging->commit->soak.first != SOAK_NONE;
}

/* First sighted after day 0. */
static bool is_late(const struct judging *judging)
{
	return is_window_open(judging) && is_sighted(judging) &&
	       next_of(judging)->v[judging->commit->soak.first].day >
		   judging->pull->survey->project->cycle.opens;
}

/* Who marked it as a fix wonders why it is none. */
static void explain_no_fix(const struct judging *judging, struct buf *text)
{
	if (!judging->commit->fix && judging->wording && judging->wording->fixes.n)
		buf_addstr(text, "; its Fixes: line makes it no fix, since it does not name a commit of "
				 "mainline's as ID (\"SUBJECT\"), the ID with 12 digits or more");
}

/* The worst that a rule may say which spares fixes: where mainline does not mark them, any patch may be one. */
static enum finding_level worst(const struct judging *judging, struct buf *text)
{
	const struct practice *practice = &judging->pull->practice;

	explain_no_fix(judging, text);
	if (practice_marks_fixes(practice))
		return FINDING_ERROR;
	if (!judging->commit->fix)
		buf_addf(text, "; it may be a fix: of mainline's last %zu commits %zu %s a Fixes: line",
		    practice->commits, practice->fixes, practice->fixes == 1 ? "has" : "have");
	return FINDING_WARNING;
}

void judge_never_in_next(struct judging *judging)
{
	struct buf text = BUF_INIT;

	if (!is_judged(judging) || judging->commit->soak.match != MATCH_NEVER)
		return;
	buf_addf(&text, "was never in linux-next, whose newest release is %s",
	    next_newest(next_of(judging))->name);
	judging_say_at_most(
	    judging, is_window_open(judging) ? worst(judging, &text) : FINDING_WARNING, &text);
}

void judge_late_in_next(struct judging *judging)
{
	struct buf text = BUF_INIT;

	if (!is_judged(judging) || !is_late(judging))
		return;
	buf_addf(&text, "was first in linux-next with %s, after the merge window opened on ",
	    tree_name(judging, judging->commit->soak.first));
	day_add_short(&text, judging->pull->survey->project->cycle.opens);
	judging_say_at_most(judging, worst(judging, &text), &text);
}

/* What came late is told that already. */
void judge_short_soak(struct judging *judging)
{
	const struct soak *soak = &judging->commit->soak;
	struct buf text = BUF_INIT;

	if (!is_judged(judging) || judging->commit->fix || !is_sighted(judging) || is_late(judging) ||
	    soak->releases >= judging->threshold)
		return;
	buf_addf(&text, "was in %d release%s of linux-next, since %s; %ld are asked for", soak->releases,
	    soak->releases == 1 ? "" : "s", tree_name(judging, soak->first), judging->threshold);
	judging_say(judging, &text);
}

void judge_modified_in_next(struct judging *judging)
{
	const struct soak *soak = &judging->commit->soak;
	struct buf text = BUF_INIT;

	if (!is_judged(judging) || soak->match != MATCH_MODIFIED || soak->was == SOAK_NONE)
		return;
	buf_addf(&text, "was changed: linux-next had an older version since %s, but never this patch",
	    tree_name(judging, soak->was));
	judging_say(judging, &text);
}

void judge_rebased(struct judging *judging)
{
	const struct soak *soak = &judging->commit->soak;
	struct buf text = BUF_INIT;

	if (!is_judged(judging) || !is_sighted(judging) || soak->own_first == soak->first)
		return;
	buf_addf(&text, "was rebased: linux-next has the patch since %s, ", tree_name(judging, soak->first));
	if (soak->own_first == SOAK_NONE)
		buf_addstr(&text, "but never under this id");
	else
		buf_addf(&text, "under this id only since %s, %d days", tree_name(judging, soak->own_first),
		    soak_days(next_of(judging), soak->own_first, soak->taken));
	judging_say(judging, &text);
}

/* Releases between the first and the last that held it which did not. */
static int gaps(const struct judging *judging)
{
	const struct soak *soak = &judging->commit->soak;
	int trees = 0;

	for (int i = soak->first; i <= soak->last; i++)
		trees += !next_of(judging)->v[i].left_out;
	return trees - soak->releases;
}

void judge_left_next(struct judging *judging)
{
	const struct soak *soak = &judging->commit->soak;
	struct buf text = BUF_INIT;

	if (!is_judged(judging) || !is_sighted(judging))
		return;
	if (soak->newest == NEWEST_NO) {
		buf_addf(&text, "has left linux-next: it was there last with %s, and is not in %s",
		    tree_name(judging, soak->last), next_newest(next_of(judging))->name);
		judging_say(judging, &text);
	} else if (gaps(judging) > 0) {
		buf_addf(&text, "was missing from %d release%s of linux-next since %s", gaps(judging),
		    gaps(judging) == 1 ? "" : "s", tree_name(judging, soak->first));
		judging_say_at_most(judging, FINDING_INFO, &text);
	}
}

void judge_committed_in_window(struct judging *judging)
{
	const struct commit_facts *commit = judging->commit;
	const struct cycle *cycle = &judging->pull->survey->project->cycle;
	struct buf text = BUF_INIT;
	day_t day = day_of_time(commit->committed);

	if (!is_window_open(judging) || commit->in_mainline || day <= cycle->opens || day > cycle->as_of)
		return;
	buf_addstr(&text, "was committed on ");
	day_add_short(&text, day);
	buf_addstr(&text, ", after the merge window opened on ");
	day_add_short(&text, cycle->opens);
	judging_say(judging, &text);
}
