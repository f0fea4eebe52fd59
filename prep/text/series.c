/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/series.h"

#include "facts/etiquette.h"
#include "facts/seriesmails.h"
#include "text/plain.h"
#include "text/wrap.h"
#include "util/safe.h"
#include "util/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INDENT = 2, PART_INDENT = 4, DIGITS = 12 };

/* ---- pieces ---- */

static void add_count(struct buf *out, size_t count, const char *noun)
{
	buf_addf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

static void add_line(struct buf *out, const struct term *term, size_t indent, const char *text)
{
	char *safe = safe_text(text);

	buf_addchars(out, ' ', indent);
	wrap_add(out, safe, indent, term->width);
	buf_addch(out, '\n');
	free(safe);
}

static void add_day(struct buf *out, int64_t time)
{
	if (time == EMAIL_NO_TIME)
		buf_addstr(out, "unknown day");
	else
		day_add_long(out, day_of_time(time));
}

static const struct email *first_mail(const struct thread *thread, const struct posting *posting)
{
	for (int part = 0; part <= posting->parts; part++)
		if (posting->mails[part] != THREAD_NONE)
			return &thread->mails[posting->mails[part]];
	return NULL;
}

static size_t in_state(const struct series_view *view, const struct topic *topic, enum series_state state)
{
	size_t count = 0;

	for (size_t i = 0; i < topic->commits.n; i++)
		count += view->facts->v[topic->commits.v[i]].state == state;
	return count;
}

/* ---- one series ---- */

static void add_versions(struct buf *out, const struct thread *thread, size_t posting)
{
	struct lineage lineage;
	bool first = true;

	lineage_find(&lineage, thread, posting);
	for (size_t i = 0; i < lineage.n; i++) {
		const struct posting *other = &thread->v[lineage.v[i]];

		if (lineage.v[i] == posting)
			continue;
		buf_addf(out, "%s%sv%d%s%s ", first ? "; also " : ", ", other->rfc ? "RFC " : "",
		    other->version, other->resend ? " again" : "", "");
		add_day(out, other->time);
		first = false;
	}
	array_release(&lineage);
}

static void add_remark(struct buf *out, const struct term *term, size_t indent, const char *text)
{
	buf_addstr(out, term_paint(term, PAINT_WARN));
	add_line(out, term, indent, text);
	buf_addstr(out, term_end(term));
}

static void add_pace(
    struct buf *out, const struct term *term, const struct posting *posting, const struct posting *before)
{
	enum { HOUR = 3600, DAY = 24 * HOUR };
	int64_t seconds = seconds_on_weekdays(before->time, posting->time);
	long hours = (long)(seconds / HOUR);
	char *line;

	if (seconds >= DAY)
		return;
	line = mem_format("posted %ld hour%s of working days after %sv%d: reviewers had less than a day",
	    hours, hours == 1 ? "" : "s", before->rfc ? "RFC " : "", before->version);
	add_remark(out, term, INDENT, line);
	free(line);
}

/* How it was posted: what maintainers ask of who posts again. */
static void add_etiquette(struct buf *out, const struct term *term, const struct thread *thread, size_t index)
{
	const struct posting *posting = &thread->v[index], *before = posting_before(thread, index);
	struct strings partial = STRINGS_INIT;

	if (posting->rfc)
		add_remark(
		    out, term, INDENT, "it was a request for comments (RFC), not yet a patch to be applied");
	if (!posting_tells_changes(thread, posting))
		add_remark(out, term, INDENT,
		    "neither cover letter nor patches say what changed since the version before");
	if (before && postings_share_cover(thread, posting, before))
		add_remark(out, term, INDENT, "its cover letter is that of the version before");
	if (before)
		add_pace(out, term, posting, before);
	posting_partial_recipients(&partial, thread, posting);
	if (partial.n) {
		char *line = mem_format("%zu recipient%s got some of its parts only: %s%s", partial.n,
		    partial.n == 1 ? "" : "s", partial.v[0], partial.n > 1 ? ", ..." : "");

		add_line(out, term, INDENT, line);
		free(line);
	}
	strings_release(&partial);
}

/* subject: a commit's, or NULL for what is said of the series as a whole. */
static void add_refusals(struct buf *out, const struct term *term, const struct series_facts *facts,
    const struct series_of *of, const char *subject, size_t indent)
{
	struct mail_numbers numbers;

	series_objections(&numbers, &facts->thread, &facts->refusals, &of->match, subject);
	for (size_t i = 0; i < numbers.n; i++) {
		const struct refusal *refusal = &facts->refusals.v[numbers.v[i]];
		const struct email *email = &facts->mails.v[refusal->mail];
		struct buf line = BUF_INIT;

		buf_addf(&line, "a guess: nobody answered %s", email->from ? email->from : "somebody");
		if (refusal->posting != of->match.posting)
			buf_addf(&line, " (on v%d)", facts->thread.v[refusal->posting].version);
		buf_addf(&line, ": \"%s\"", refusal->words);
		add_remark(out, term, indent, line.s);
		buf_release(&line);
	}
	array_release(&numbers);
}

/* As it was written: lines are its author's, and only broken where they do not fit. */
static void add_letter(struct buf *out, const struct term *term, const char *text)
{
	char *letter = cover_letter_text(text), *safe = plain_text(letter ? letter : "");

	if (letter)
		buf_addch(out, '\n');
	for (const char *line = safe; *line; line += *line == '\n') {
		char *one = mem_dupn(line, strcspn(line, "\n"));

		buf_addchars(out, ' ', *one ? PART_INDENT : 0);
		wrap_add(out, one, PART_INDENT,
		    safe_width(one) + PART_INDENT > term->width ? term->width : (size_t)-1);
		buf_addch(out, '\n');
		line += strlen(one);
		free(one);
	}
	free(letter);
	free(safe);
}

static void add_head(
    struct buf *out, const struct term *term, const struct series_view *view, const struct series_of *of)
{
	const struct thread *thread = &view->facts->thread;
	size_t index = of->match.posting;
	const struct posting *posting = &thread->v[index];
	const struct email *email = first_mail(thread, posting);
	struct buf line = BUF_INIT;

	buf_addstr(out, term_paint(term, PAINT_BOLD));
	add_line(out, term, INDENT, email->subject ? email->subject : "");
	buf_addstr(out, term_end(term));
	buf_addf(&line, "%s, ", email->from ? email->from : "unknown");
	add_day(&line, posting->time);
	add_versions(&line, thread, index);
	if (posting_missing(posting))
		buf_addf(&line, "; %zu of its %d parts not in the archive", posting_missing(posting),
		    posting->parts);
	add_line(out, term, INDENT, line.s);
	buf_reset(&line);
	buf_addf(&line, "%s/all/", view->url);
	url_add_encoded(&line, email->message_id, strlen(email->message_id));
	buf_addch(&line, '/');
	buf_addf(out, "%*s", INDENT, "");
	safe_add(out, line.s, line.len);
	buf_addch(out, '\n');
	add_etiquette(out, term, thread, index);
	add_refusals(out, term, view->facts, of, NULL, INDENT);
	if (view->letters && posting->mails[0] != THREAD_NONE)
		add_letter(out, term, thread->mails[posting->mails[0]].text);
	buf_addch(out, '\n');
	buf_release(&line);
}

static void add_story(struct buf *out, const struct series_of *of)
{
	if (of->match.days < 0)
		buf_addstr(out, "days on the list unknown");
	else
		add_count(out, (size_t)of->match.days, "day"), buf_addstr(out, " on the list");
	buf_addstr(out, ", ");
	add_count(out, of->answers, "answer");
	if (of->reports) {
		buf_addstr(out, ", ");
		add_count(out, of->reports, "report");
		buf_addstr(out, " by robots");
	}
	if (of->match.by != SERIES_BY_LINK)
		buf_addf(out, " (found by %s)", series_by_name[of->match.by]);
}

static void add_reports(struct buf *out, const struct term *term, const struct series_facts *facts,
    const struct series_of *of, size_t indent)
{
	struct mail_numbers numbers;

	series_replies(&numbers, &facts->thread, &of->match);
	for (size_t i = 0; i < numbers.n; i++) {
		const struct email *email = &facts->mails.v[numbers.v[i]];
		struct buf line = BUF_INIT;

		if (!robot_found_fault(email))
			continue;
		buf_addf(&line, "%s, ", robot_of(email)->name);
		add_day(&line, email->time);
		buf_addf(&line, ": %s", email->subject ? email->subject : "");
		add_line(out, term, indent, line.s);
		buf_release(&line);
	}
	array_release(&numbers);
}

static void add_commit(struct buf *out, const struct term *term, const struct series_view *view, size_t index)
{
	const struct series_facts *facts = view->facts;
	const struct series_of *of = &facts->v[index];
	const struct posting *posting = &facts->thread.v[of->match.posting];
	size_t width = (size_t)snprintf(NULL, 0, "%d/%d", posting->parts, posting->parts);
	size_t indent = PART_INDENT + width + 2;
	char number[32] = "-";
	struct buf line = BUF_INIT;

	if (of->match.part)
		snprintf(number, sizeof(number), "%d/%d", of->match.part, posting->parts);
	buf_addf(out, "%*s%*s  ", PART_INDENT, "", (int)width, number);
	buf_add_oid(out, &view->survey->commits.v[index].oid, DIGITS);
	buf_addstr(out, "  ");
	add_story(&line, of);
	wrap_add(out, line.s, indent + DIGITS + 2, term->width);
	buf_addch(out, '\n');
	buf_release(&line);
	for (size_t i = 0; i < of->missing.n; i++) {
		char *missing = mem_format("not taken over: %s", of->missing.v[i]);

		add_line(out, term, indent, missing);
		free(missing);
	}
	if (of->match.newest != of->match.posting) {
		char *newer =
		    mem_format("v%d has it, too, and is newer", facts->thread.v[of->match.newest].version);

		add_line(out, term, indent, newer);
		free(newer);
	}
	add_reports(out, term, facts, of, indent);
	add_refusals(out, term, facts, of, view->survey->commits.v[index].subject, indent);
}

/* ---- one topic ---- */

/* Why it is unknown; or where the mail leads that it names itself. */
static void add_why(struct buf *line, const struct thread *thread, const struct series_of *of)
{
	if (of->why)
		buf_addf(line, ": %s", of->why);
	else if (of->link)
		buf_addf(line, ": %s, %s",
		    thread_mail(thread, of->link) == THREAD_NONE ? "the archive lacks the mail that it names"
								 : "the mail that it names posts no patch",
		    of->link);
}

static void add_others(struct buf *out, const struct term *term, const struct series_view *view,
    const struct topic *topic, enum series_state state, const char *head)
{
	if (!in_state(view, topic, state))
		return;
	buf_addf(out, "%*s%s%s%s\n", INDENT, "", term_paint(term, PAINT_WARN), head, term_end(term));
	for (size_t i = topic->commits.n; i-- > 0;) {
		const struct series_of *of = &view->facts->v[topic->commits.v[i]];
		const struct commit_facts *commit = &view->survey->commits.v[topic->commits.v[i]];
		struct buf line = BUF_INIT;

		if (of->state != state)
			continue;
		buf_add_oid(&line, &commit->oid, DIGITS);
		buf_addf(&line, " (\"%s\")", commit->subject);
		add_why(&line, &view->facts->thread, of);
		add_line(out, term, PART_INDENT, line.s);
		buf_release(&line);
	}
	buf_addch(out, '\n');
}

static void add_topic_head(struct buf *out, const struct term *term, const struct series_view *view,
    const struct topic *topic, size_t series)
{
	char *name = safe_text(topic->name);

	buf_addf(out, "%s%s%s  ", term_paint(term, PAINT_NAME), name, term_end(term));
	add_count(out, topic->patches, "commit");
	buf_addf(out, ": %zu series", series);
	if (in_state(view, topic, SERIES_NEVER))
		buf_addf(out, ", %zu never posted", in_state(view, topic, SERIES_NEVER));
	if (in_state(view, topic, SERIES_UNKNOWN))
		buf_addf(out, ", %zu unknown", in_state(view, topic, SERIES_UNKNOWN));
	buf_addstr(out, "\n\n");
	free(name);
}

/* Of each of the topic's series one commit, the oldest one's first. */
static size_t list_series(size_t *out, const struct series_view *view, const struct topic *topic)
{
	const struct series_of *all = view->facts->v;
	size_t n = 0;

	for (size_t i = topic->commits.n; i-- > 0;) {
		size_t commit = topic->commits.v[i];
		bool known = all[commit].state != SERIES_FOUND;

		for (size_t k = 0; !known && k < n; k++)
			known = all[out[k]].match.posting == all[commit].match.posting;
		if (!known)
			out[n++] = commit;
	}
	return n;
}

static void add_topic(
    struct buf *out, const struct term *term, const struct series_view *view, const struct topic *topic)
{
	const struct series_of *all = view->facts->v;
	size_t *series = mem_new(topic->commits.n + 1, sizeof(*series));
	size_t n = list_series(series, view, topic);

	add_topic_head(out, term, view, topic, n);
	for (size_t i = 0; i < n; i++) {
		const struct series_of *first = &all[series[i]];

		add_head(out, term, view, first);
		for (size_t k = topic->commits.n; k-- > 0;) {
			size_t commit = topic->commits.v[k];

			if (all[commit].state == SERIES_FOUND &&
			    all[commit].match.posting == first->match.posting)
				add_commit(out, term, view, commit);
		}
		buf_addch(out, '\n');
	}
	free(series);
	add_others(out, term, view, topic, SERIES_NEVER, "never posted");
	add_others(out, term, view, topic, SERIES_UNKNOWN, "unknown");
}

void series_add_text(struct buf *out, const struct term *term, const struct series_view *view)
{
	for (size_t i = 0; i < view->topic_count; i++)
		add_topic(out, term, view, &view->survey->topics.v[view->topics[i]]);
	if (view->facts->unasked) {
		char *line = mem_format("Whether there are other versions of %zu series is unknown: %s",
		    view->facts->unasked, view->facts->unasked_why);

		add_line(out, term, 0, line);
		free(line);
	}
}
