/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/seriesrecords.h"

#include "facts/etiquette.h"
#include "facts/seriesmails.h"
#include "text/record.h"

#include <stdlib.h>
#include <string.h>

/* Of a commit that was posted these have values, but for the first three and ->why, which all have. */
#define COLUMNS                                                                                              \
	"topic", "commit", "state", "by", "message_id", "version", "part", "parts", "posted", "days",        \
	    "answers", "reports", "missing", "newest", "title", "why", "cover", "objections", "tags"

static const char *const columns[] = {COLUMNS, NULL};
static const char *const json_columns[] = {COLUMNS, "cover_text", "rfc", "tells_changes", "same_cover",
    "weekday_hours", "partial_recipients", "versions", "replies", "missing_tags", "objected", NULL};

/* One commit of which it is known what it was posted as. */
struct row {
	struct records *records;
	const struct series_facts *facts;
	const struct thread *thread;
	const struct series_of *of;
	const char *subject; /* the commit's */
	const struct posting *posting, *before;
};

static day_t day_at(int64_t time)
{
	return time == EMAIL_NO_TIME ? DAY_NONE : day_of_time(time);
}

static const struct email *first_mail(const struct thread *thread, const struct posting *posting)
{
	for (int part = 0; part <= posting->parts; part++)
		if (posting->mails[part] != THREAD_NONE)
			return &thread->mails[posting->mails[part]];
	return NULL;
}

static const struct email *letter_of(const struct thread *thread, const struct posting *posting)
{
	return posting->mails[0] == THREAD_NONE ? NULL : &thread->mails[posting->mails[0]];
}

/* -1: not known. */
static void record_known(struct records *records, long number)
{
	if (number < 0)
		record_none(records);
	else
		record_number(records, number);
}

/* ---- columns ---- */

static void record_match(const struct row *row)
{
	struct records *records = row->records;
	const struct series_match *match = &row->of->match;
	size_t mail = match->part ? row->posting->mails[match->part] : THREAD_NONE;

	record_text(records, series_by_name[match->by]);
	record_text(records, mail == THREAD_NONE ? first_mail(row->thread, row->posting)->message_id
						 : row->thread->mails[mail].message_id);
	record_number(records, row->posting->version);
	record_known(records, match->part ? match->part : -1);
	record_number(records, row->posting->parts);
	record_day(records, day_at(row->posting->time));
	record_known(records, match->days);
	record_number(records, (long)row->of->answers);
	record_number(records, (long)row->of->reports);
	record_number(records, (long)row->of->missing.n);
	record_number(records, row->thread->v[match->newest].version);
	record_text(records, posting_title(row->thread, row->posting));
}

/* On the part, then on the series. */
static void find_objections(struct mail_numbers *out, const struct row *row)
{
	struct mail_numbers on_all;

	series_objections(out, row->thread, &row->facts->refusals, &row->of->match, row->subject);
	series_objections(&on_all, row->thread, &row->facts->refusals, &row->of->match, NULL);
	for (size_t i = 0; i < on_all.n; i++)
		array_push(out, on_all.v[i]);
	array_release(&on_all);
}

static void record_more(const struct row *row)
{
	const struct email *letter = letter_of(row->thread, row->posting);
	const struct strings *missing = &row->of->missing;
	struct mail_numbers objections;
	struct buf tags = BUF_INIT;

	find_objections(&objections, row);
	for (size_t i = 0; i < missing->n; i++)
		buf_addf(&tags, "%s%s", i ? "; " : "", missing->v[i]);
	record_text(row->records, letter ? letter->message_id : NULL);
	record_number(row->records, (long)objections.n);
	record_text(row->records, tags.s);
	array_release(&objections);
	buf_release(&tags);
}

/* ---- what only JSON has ---- */

static void record_letter(const struct row *row)
{
	const struct email *letter = letter_of(row->thread, row->posting);
	char *text = letter ? cover_letter_text(letter->text) : NULL;

	record_text(row->records, text);
	free(text);
}

static void record_etiquette(const struct row *row)
{
	enum { HOUR = 3600 };
	const struct posting *posting = row->posting, *before = row->before;
	bool timed = before && before->time != EMAIL_NO_TIME && posting->time != EMAIL_NO_TIME &&
		     before->time <= posting->time;
	struct strings partial = STRINGS_INIT;
	struct buf list = BUF_INIT;

	posting_partial_recipients(&partial, row->thread, posting);
	for (size_t i = 0; i < partial.n; i++)
		buf_addf(&list, "%s%s", i ? ", " : "", partial.v[i]);
	record_bool(row->records, posting->rfc);
	record_bool(row->records, posting_tells_changes(row->thread, posting));
	record_bool(row->records, before && postings_share_cover(row->thread, posting, before));
	record_known(
	    row->records, timed ? (long)(seconds_on_weekdays(before->time, posting->time) / HOUR) : -1);
	record_text(row->records, list.s);
	strings_release(&partial);
	buf_release(&list);
}

static void record_versions(const struct row *row, const struct lineage *lineage)
{
	static const char *const names[] = {"version", "rfc", "resend", "posted", "message_id", "title",
	    "parts", "archived", "applied", NULL};
	struct records inner;

	record_list(row->records, &inner, names);
	for (size_t i = 0; i < lineage->n; i++) {
		const struct posting *posting = &row->thread->v[lineage->v[i]];

		record_number(&inner, posting->version);
		record_bool(&inner, posting->rfc);
		record_bool(&inner, posting->resend);
		record_day(&inner, day_at(posting->time));
		record_text(&inner, first_mail(row->thread, posting)->message_id);
		record_text(&inner, posting_title(row->thread, posting));
		record_number(&inner, posting->parts);
		record_number(&inner, (long)((size_t)posting->parts - posting_missing(posting)));
		record_bool(&inner, posting == row->posting);
		record_end(&inner);
	}
	record_list_end(&inner);
}

static void record_mail(struct records *records, const struct email *email)
{
	record_text(records, email->from);
	record_day(records, day_at(email->time));
	record_text(records, email->message_id);
}

static void record_replies(const struct row *row)
{
	static const char *const names[] = {
	    "from", "day", "message_id", "subject", "part", "robot", "report", NULL};
	struct mail_numbers replies;
	struct records inner;

	series_replies(&replies, row->thread, &row->of->match);
	record_list(row->records, &inner, names);
	for (size_t i = 0; i < replies.n; i++) {
		const struct email *email = &row->thread->mails[replies.v[i]];
		const struct robot *robot = robot_of(email);

		record_mail(&inner, email);
		record_text(&inner, email->subject);
		record_number(&inner, row->thread->places[replies.v[i]].part);
		record_text(&inner, robot ? robot->name : NULL);
		record_bool(&inner, robot_found_fault(email));
		record_end(&inner);
	}
	record_list_end(&inner);
	array_release(&replies);
}

static void record_tags(const struct row *row)
{
	static const char *const names[] = {"tag", "who", NULL};
	struct records inner;

	record_list(row->records, &inner, names);
	for (size_t i = 0; i < row->of->missing.n; i++) {
		const char *line = row->of->missing.v[i];
		char *tag = mem_dupn(line, strcspn(line, ":"));

		record_text(&inner, tag);
		record_text(&inner, line + strlen(tag) + strspn(line + strlen(tag), ": "));
		record_end(&inner);
		free(tag);
	}
	record_list_end(&inner);
}

static void record_objections(const struct row *row)
{
	static const char *const names[] = {"from", "day", "message_id", "version", "part", "words", NULL};
	struct mail_numbers objections;
	struct records inner;

	find_objections(&objections, row);
	record_list(row->records, &inner, names);
	for (size_t i = 0; i < objections.n; i++) {
		const struct refusal *refusal = &row->facts->refusals.v[objections.v[i]];

		record_mail(&inner, &row->thread->mails[refusal->mail]);
		record_number(&inner, row->thread->v[refusal->posting].version);
		record_number(&inner, refusal->part);
		record_text(&inner, refusal->words);
		record_end(&inner);
	}
	record_list_end(&inner);
	array_release(&objections);
}

static void record_json(struct row *row)
{
	struct lineage lineage;

	lineage_find(&lineage, row->thread, row->of->match.posting);
	row->before = posting_before(row->thread, row->of->match.posting);
	record_letter(row);
	record_etiquette(row);
	record_versions(row, &lineage);
	record_replies(row);
	record_tags(row);
	record_objections(row);
	array_release(&lineage);
}

/* ---- rows ---- */

/* Nothing, up to that column; NULL: to the end. */
static void record_nothing(struct records *records, const char *column)
{
	const char *at;

	while ((at = records->columns[records->column]) && (!column || strcmp(at, column) != 0))
		record_none(records);
}

static void record_commit(struct records *records, const struct series_view *view, size_t commit)
{
	static const char *const states[] = {
	    [SERIES_UNKNOWN] = "unknown", [SERIES_NEVER] = "never", [SERIES_FOUND] = "posted"};
	const struct series_facts *facts = view->facts;
	const struct series_of *of = &facts->v[commit];
	struct row row = {.records = records,
	    .facts = facts,
	    .thread = &facts->thread,
	    .of = of,
	    .subject = view->survey->commits.v[commit].subject};
	bool found = of->state == SERIES_FOUND;

	row.posting = found ? &facts->thread.v[of->match.posting] : NULL;
	record_oid(records, &view->survey->commits.v[commit].oid);
	record_text(records, states[of->state]);
	if (found)
		record_match(&row);
	record_nothing(records, "why");
	record_text(records, of->why);
	if (found)
		record_more(&row);
	if (found && records->format == RECORD_JSON)
		record_json(&row);
	record_nothing(records, NULL);
}

struct error *series_records(FILE *out, const char *format, const struct series_view *view)
{
	bool json = !strcmp(format, "json");
	struct records records;

	records_start(&records, out, json ? RECORD_JSON : RECORD_TSV, json ? json_columns : columns);
	for (size_t t = 0; t < view->topic_count; t++) {
		const struct topic *topic = &view->survey->topics.v[view->topics[t]];

		for (size_t i = topic->commits.n; i-- > 0;) {
			if (view->facts->v[topic->commits.v[i]].state == SERIES_NONE)
				continue;
			record_text(&records, topic->name);
			record_commit(&records, view, topic->commits.v[i]);
			record_end(&records);
		}
	}
	return records_finish(&records);
}
