/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

#include "util/url.h"

#include <string.h>

/*
 * How commits were posted. What is said of a whole series is said of its first commit, once. Where only the subject
 * says which series it was, all is worth a remark at most: the patch was changed when it was applied, or is another one.
 */
enum { HOUR = 3600, LISTED_MOST = 5 };

static const struct posted_commit *commit_of(const struct judging *judging)
{
	const struct posted_facts *posted = judging->pull->posted;

	return posted && judging->commit_index < posted->commit_count
		   ? &posted->commits[judging->commit_index]
		   : NULL;
}

/* The series that this commit speaks for, or NULL. */
static const struct posted_series *series_of(const struct judging *judging)
{
	const struct posted_facts *posted = judging->pull->posted;

	for (size_t i = 0; posted && i < posted->n; i++)
		if (posted->v[i].commit == judging->commit_index)
			return &posted->v[i];
	return NULL;
}

static void say(struct judging *judging, bool sure, struct buf *text)
{
	judging_say_at_most(judging, sure ? FINDING_ERROR : FINDING_INFO, text);
}

static void add_day(struct buf *text, const char *before, day_t day)
{
	if (day == DAY_NONE)
		return;
	buf_addstr(text, before);
	day_add_long(text, day);
}

/* "is part of "[PATCH v2 0/2] KVM: do it all" of Tue 5 May 2026". */
static void add_series(struct buf *text, const struct posted_series *series)
{
	buf_addf(text, "is %s\"%s\"", series->alone ? "" : "part of ", series->subject);
	add_day(text, " of ", series->version.day);
}

/* "\nONE\nTWO", and how many more there are. */
static void add_lines(struct buf *text, const struct strings *lines)
{
	size_t most = lines->n == LISTED_MOST + 1 ? lines->n : LISTED_MOST;

	for (size_t i = 0; i < lines->n && i < most; i++)
		buf_addf(text, "\n%s", lines->v[i]);
	if (lines->n > most)
		buf_addf(text, "\nand %zu more", lines->n - most);
}

/* ---- the series ---- */

void judge_posted_as_rfc(struct judging *judging)
{
	const struct posted_series *series = series_of(judging);
	struct buf text = BUF_INIT;

	if (!series || !series->comments_only)
		return;
	add_series(&text, series);
	buf_addstr(&text, ", which asked for comments (RFC), and was not posted without that since");
	say(judging, series->sure, &text);
}

void judge_series_part_missing(struct judging *judging)
{
	const struct posted_series *series = series_of(judging);
	struct buf text = BUF_INIT;

	if (!series || !series->lacking.n)
		return;
	add_series(&text, series);
	buf_addf(&text, ", of which %zu part%s %s neither here nor anywhere else:", series->lacking.n,
	    series->lacking.n == 1 ? "" : "s", series->lacking.n == 1 ? "is" : "are");
	add_lines(&text, &series->lacking);
	say(judging, series->sure, &text);
}

void judge_changes_not_told(struct judging *judging)
{
	const struct posted_series *series = series_of(judging);
	struct buf text = BUF_INIT;

	if (!series || series->changes_told)
		return;
	add_series(&text, series);
	buf_addf(&text, "; %s what changed since %s",
	    series->alone ? "nothing below its '---' says" : "neither cover letter nor patches say",
	    series->before ? series->before : "the version before");
	say(judging, series->sure, &text);
}

void judge_same_cover_letter(struct judging *judging)
{
	const struct posted_series *series = series_of(judging);
	struct buf text = BUF_INIT;

	if (!series || !series->cover_shared)
		return;
	add_series(&text, series);
	buf_addf(&text, "; its cover letter is that of %s", series->before);
	say(judging, series->sure, &text);
}

void judge_partial_recipients(struct judging *judging)
{
	const struct posted_series *series = series_of(judging);
	struct buf text = BUF_INIT;

	if (!series || !series->partial.n)
		return;
	add_series(&text, series);
	buf_addf(&text, ", of which %zu recipient%s got some parts only:", series->partial.n,
	    series->partial.n == 1 ? "" : "s");
	add_lines(&text, &series->partial);
	say(judging, series->sure, &text);
}

/* ---- its versions ---- */

static bool is_same_day(const struct posted_step *step)
{
	return step->before.day == step->after.day;
}

static void add_hours(struct buf *text, int64_t seconds)
{
	long hours = (long)(seconds / HOUR);

	if (hours)
		buf_addf(text, "%ld hour%s of weekdays", hours, hours == 1 ? "" : "s");
	else
		buf_addstr(text, seconds ? "less than an hour of weekdays" : "nothing but a weekend");
}

void judge_posted_too_soon(struct judging *judging)
{
	const struct posted_series *series = series_of(judging);
	struct buf text = BUF_INIT, steps = BUF_INIT;

	for (size_t i = 0; series && i < series->steps.n; i++) {
		const struct posted_step *step = &series->steps.v[i];

		if (is_same_day(step) || step->seconds >= judging->threshold * (int64_t)HOUR)
			continue;
		buf_addf(&steps, "\nbetween %s and %s ", step->before.name, step->after.name);
		add_day(&steps, "of ", step->after.day);
		buf_addstr(&steps, " lay ");
		add_hours(&steps, step->seconds);
	}
	if (steps.len) {
		add_series(&text, series);
		buf_addf(&text, ":%s", steps.s);
		say(judging, series->sure, &text);
	}
	buf_release(&steps);
}

void judge_posted_twice_a_day(struct judging *judging)
{
	const struct posted_series *series = series_of(judging);
	struct buf text = BUF_INIT, steps = BUF_INIT;

	for (size_t i = 0; series && i < series->steps.n; i++) {
		const struct posted_step *step = &series->steps.v[i];

		if (!is_same_day(step))
			continue;
		buf_addf(&steps, "\n%s and %s both came ", step->before.name, step->after.name);
		add_day(&steps, "on ", step->after.day);
	}
	if (steps.len) {
		add_series(&text, series);
		buf_addf(&text, ":%s", steps.s);
		say(judging, series->sure, &text);
	}
	buf_release(&steps);
}

/* ---- the commit ---- */

/* One that names its mail was posted, be it elsewhere. */
void judge_never_posted(struct judging *judging)
{
	const struct posted_commit *commit = commit_of(judging);
	struct buf text = BUF_INIT;

	if (!commit || commit->state != SERIES_NEVER || commit->linked)
		return;
	buf_addf(&text, "was never posted, as far as %s knows", judging->pull->posted->host);
	judging_say(judging, &text);
}

void judge_applied_older_version(struct judging *judging)
{
	const struct posted_commit *commit = commit_of(judging);
	struct buf text = BUF_INIT;

	if (!commit || !commit->newer.name)
		return;
	buf_addf(&text, "is %s", commit->version.name);
	add_day(&text, " of ", commit->version.day);
	buf_addf(&text, ", but %s", commit->newer.name);
	add_day(&text, " of ", commit->newer.day);
	buf_addstr(&text, " has it with another patch");
	say(judging, commit->sure, &text);
}

void judge_tags_not_taken_over(struct judging *judging)
{
	const struct posted_commit *commit = commit_of(judging);
	struct buf text = BUF_INIT;

	if (!commit || !commit->missing || !commit->missing->n)
		return;
	buf_addstr(&text, "lacks what was given on the list:");
	add_lines(&text, commit->missing);
	judging_say(judging, &text);
}

/* Where the mail is, on a line of its own. */
static void add_place(struct buf *text, const struct judging *judging, const struct posted_answer *answer)
{
	if (!answer->id)
		return;
	buf_addf(text, "\n%s/all/", judging->pull->posted->url);
	url_add_encoded(text, answer->id, strlen(answer->id));
	buf_addch(text, '/');
}

void judge_unanswered_objection(struct judging *judging)
{
	const struct posted_commit *commit = commit_of(judging);

	for (size_t i = 0; commit && i < commit->objections.n; i++) {
		const struct posted_answer *answer = &commit->objections.v[i];
		struct buf text = BUF_INIT;

		buf_addf(&text, "has an objection that nobody answered (a guess), by %s", answer->who);
		add_day(&text, " on ", answer->day);
		buf_addf(&text, ":\n\"%s\"", answer->words);
		add_place(&text, judging, answer);
		say(judging, commit->sure, &text);
	}
}

void judge_robot_report(struct judging *judging)
{
	const struct posted_commit *commit = commit_of(judging);

	for (size_t i = 0; commit && i < commit->reports.n; i++) {
		const struct posted_answer *answer = &commit->reports.v[i];
		struct buf text = BUF_INIT;

		buf_addf(&text, "has a report by %s", answer->who);
		add_day(&text, " of ", answer->day);
		buf_addstr(&text, commit->as_it_was
				      ? ", and no later version"
				      : ", no later version, but another patch than was posted");
		add_place(&text, judging, answer);
		say(judging, commit->as_it_was, &text);
	}
}
