/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/series.h"

#include "facts/etiquette.h"
#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"
#include "util/url.h"

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

static day_t day_of_posting(const struct posting *posting)
{
	return posting->time == EMAIL_NO_TIME ? DAY_NONE : day_of_time(posting->time);
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
		day_add_long(out, day_of_posting(other));
		first = false;
	}
	array_release(&lineage);
}

static void add_remark(struct buf *out, const struct term *term, const char *text)
{
	buf_addstr(out, term_paint(term, PAINT_WARN));
	add_line(out, term, INDENT, text);
	buf_addstr(out, term_end(term));
}

/* The version before it, or NULL. */
static const struct posting *version_before(const struct thread *thread, size_t index)
{
	const struct posting *before = NULL;
	struct lineage lineage;

	lineage_find(&lineage, thread, index);
	for (size_t i = 0; i < lineage.n && lineage.v[i] != index; i++)
		before = &thread->v[lineage.v[i]];
	array_release(&lineage);
	return before;
}

static void add_pace(
    struct buf *out, const struct term *term, const struct posting *posting, const struct posting *before)
{
	enum { HOUR = 3600, DAY = 24 * HOUR };
	int64_t seconds;
	char *line;

	if (posting->time == EMAIL_NO_TIME || before->time == EMAIL_NO_TIME)
		return;
	seconds = seconds_on_weekdays(before->time, posting->time);
	if (posting->time < before->time || seconds >= DAY)
		return;
	line = mem_format("posted %ld hours of working days after v%d: reviewers had less than a day",
	    (long)(seconds / HOUR), before->version);
	add_remark(out, term, line);
	free(line);
}

/* How it was posted: what maintainers ask of who posts again. */
static void add_etiquette(struct buf *out, const struct term *term, const struct thread *thread, size_t index)
{
	const struct posting *posting = &thread->v[index], *before = version_before(thread, index);
	struct strings partial = STRINGS_INIT;

	if (posting->rfc)
		add_remark(out, term, "it was a request for comments (RFC), not yet a patch to be applied");
	if (!posting_tells_changes(thread, posting))
		add_remark(
		    out, term, "neither cover letter nor patches say what changed since the version before");
	if (before && postings_share_cover(thread, posting, before))
		add_remark(out, term, "its cover letter is that of the version before");
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

static void add_head(struct buf *out, const struct term *term, const struct series_view *view, size_t index)
{
	const struct thread *thread = &view->facts->thread;
	const struct posting *posting = &thread->v[index];
	const struct email *email = first_mail(thread, posting);
	struct buf line = BUF_INIT;

	buf_addstr(out, term_paint(term, PAINT_BOLD));
	add_line(out, term, INDENT, email->subject ? email->subject : "");
	buf_addstr(out, term_end(term));
	buf_addf(&line, "%s, ", email->from ? email->from : "unknown");
	day_add_long(&line, day_of_posting(posting));
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

static void add_refusals(struct buf *out, const struct term *term, const struct series_facts *facts,
    const struct series_of *of, size_t indent)
{
	for (size_t i = 0; i < facts->refusals.n; i++) {
		const struct refusal *refusal = &facts->refusals.v[i];
		const struct email *email = &facts->mails.v[refusal->mail];
		char *line;

		if (refusal->posting != of->match.posting || refusal->part != of->match.part)
			continue;
		line = mem_format("a guess: nobody answered %s: \"%s\"",
		    email->from ? email->from : "somebody", refusal->words);
		buf_addstr(out, term_paint(term, PAINT_WARN));
		add_line(out, term, indent, line);
		buf_addstr(out, term_end(term));
		free(line);
	}
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
	buf_add_oid(&line, &view->survey->commits.v[index].oid, DIGITS);
	buf_addstr(&line, "  ");
	add_story(&line, of);
	wrap_add(out, line.s, indent, term->width);
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
	add_refusals(out, term, facts, of, indent);
}

/* ---- one topic ---- */

static void add_others(struct buf *out, const struct term *term, const struct series_view *view,
    const struct topic *topic, enum series_state state, const char *head)
{
	if (!in_state(view, topic, state))
		return;
	buf_addf(out, "%*s%s%s%s\n", INDENT, "", term_paint(term, PAINT_WARN), head, term_end(term));
	for (size_t i = topic->commits.n; i-- > 0;) {
		const struct series_of *of = &view->facts->v[topic->commits.v[i]];
		const struct commit_facts *commit = &view->survey->commits.v[topic->commits.v[i]];
		char hex[GIT_OID_HEXSZ + 1], *line;

		if (of->state != state)
			continue;
		git_oid_tostr(hex, sizeof(hex), &commit->oid);
		line = mem_format("%.*s (\"%s\")%s%s", DIGITS, hex, commit->subject, of->why ? ": " : "",
		    of->why ? of->why : "");
		add_line(out, term, PART_INDENT, line);
		free(line);
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

/* The postings of a topic's commits, each once, the oldest commit's first. */
static size_t list_postings(size_t *out, const struct series_view *view, const struct topic *topic)
{
	size_t n = 0;

	for (size_t i = topic->commits.n; i-- > 0;) {
		const struct series_of *of = &view->facts->v[topic->commits.v[i]];
		bool known = of->state != SERIES_FOUND;

		for (size_t k = 0; !known && k < n; k++)
			known = out[k] == of->match.posting;
		if (!known)
			out[n++] = of->match.posting;
	}
	return n;
}

static void add_topic(
    struct buf *out, const struct term *term, const struct series_view *view, const struct topic *topic)
{
	size_t *postings = mem_new(topic->commits.n + 1, sizeof(*postings));
	size_t n = list_postings(postings, view, topic);

	add_topic_head(out, term, view, topic, n);
	for (size_t i = 0; i < n; i++) {
		add_head(out, term, view, postings[i]);
		for (size_t k = topic->commits.n; k-- > 0;) {
			size_t commit = topic->commits.v[k];

			if (view->facts->v[commit].state == SERIES_FOUND &&
			    view->facts->v[commit].match.posting == postings[i])
				add_commit(out, term, view, commit);
		}
		buf_addch(out, '\n');
	}
	free(postings);
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

/* ---- records ---- */

const char *const series_columns[] = {"topic", "commit", "state", "by", "message_id", "version", "part",
    "parts", "posted", "days", "answers", "reports", "missing", "newest", "title", "why", NULL};

static void record_match(struct records *records, const struct series_view *view, const struct series_of *of)
{
	const struct thread *thread = &view->facts->thread;
	const struct posting *posting = &thread->v[of->match.posting];
	size_t mail = of->match.part ? posting->mails[of->match.part] : THREAD_NONE;

	record_text(records, series_by_name[of->match.by]);
	record_text(records,
	    mail == THREAD_NONE ? first_mail(thread, posting)->message_id : thread->mails[mail].message_id);
	record_number(records, posting->version);
	if (of->match.part)
		record_number(records, of->match.part);
	else
		record_none(records);
	record_number(records, posting->parts);
	record_day(records, day_of_posting(posting));
	if (of->match.days < 0)
		record_none(records);
	else
		record_number(records, of->match.days);
	record_number(records, (long)of->answers);
	record_number(records, (long)of->reports);
	record_number(records, (long)of->missing.n);
	record_number(records, thread->v[of->match.newest].version);
	record_text(records, posting_title(thread, posting));
}

struct error *series_records(FILE *out, const char *format, const struct series_view *view)
{
	static const char *const states[] = {
	    [SERIES_UNKNOWN] = "unknown", [SERIES_NEVER] = "never", [SERIES_FOUND] = "posted"};
	enum { OF_MATCH = 12 };
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, series_columns);
	for (size_t t = 0; t < view->topic_count; t++) {
		const struct topic *topic = &view->survey->topics.v[view->topics[t]];

		for (size_t i = topic->commits.n; i-- > 0;) {
			const struct series_of *of = &view->facts->v[topic->commits.v[i]];

			if (of->state == SERIES_NONE)
				continue;
			record_text(&records, topic->name);
			record_oid(&records, &view->survey->commits.v[topic->commits.v[i]].oid);
			record_text(&records, states[of->state]);
			if (of->state == SERIES_FOUND)
				record_match(&records, view, of);
			for (int k = 0; of->state != SERIES_FOUND && k < OF_MATCH; k++)
				record_none(&records);
			record_text(&records, of->why);
			record_end(&records);
		}
	}
	return records_finish(&records);
}
