/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "facts/series.h"

#include "facts/posted.h"
#include "util/squeeze.h"

#include <string.h>
#include <strings.h>

const char *const series_by_name[] = {
    [SERIES_BY_LINK] = "link", [SERIES_BY_PATCH] = "patch id", [SERIES_BY_SUBJECT] = "subject"};

enum { DAY_SECONDS = 86400 };

/* ---- by link ---- */

static size_t mail_of_stem(const struct thread *thread, const char *id)
{
	bool of_series;
	char *stem = posted_stem(id, &of_series);
	size_t found = THREAD_NONE;

	for (size_t i = 0; of_series && found == THREAD_NONE && i < thread->count; i++) {
		char *other =
		    thread->mails[i].message_id ? posted_stem(thread->mails[i].message_id, NULL) : NULL;

		if (other && !strcmp(other, stem) && thread->places[i].posting != THREAD_NONE)
			found = i;
		free(other);
	}
	free(stem);
	return found;
}

static bool match_link(
    struct series_match *out, const struct thread *thread, const struct series_commit *commit)
{
	size_t mail = commit->link ? thread_mail(thread, commit->link) : THREAD_NONE;
	const struct thread_place *place;
	bool exact = mail != THREAD_NONE;

	if (commit->link && !exact)
		mail = mail_of_stem(thread, commit->link);
	if (mail == THREAD_NONE || thread->places[mail].posting == THREAD_NONE)
		return false;
	place = &thread->places[mail];
	out->by = SERIES_BY_LINK;
	out->posting = place->posting;
	out->part = exact && !place->answer && place->part
			? place->part
			: posting_part(thread, &thread->v[place->posting], commit->subject);
	return true;
}

/* ---- without one ---- */

static bool is_later_than(const struct posting *posting, const struct series_commit *commit)
{
	return posting->time != EMAIL_NO_TIME && posting->time > commit->committed;
}

static bool is_patch_of(const struct series_commit *commit, const git_oid *patch)
{
	return !oid_is_zero(patch) &&
	       (oid_equal(patch, &commit->patch) || oid_equal(patch, &commit->renamed));
}

int posting_patch(
    const struct thread *thread, const git_oid *patches, size_t posting, const struct series_commit *commit)
{
	for (int part = 1; part <= thread->v[posting].parts; part++) {
		size_t mail = thread->v[posting].mails[part];

		if (mail != THREAD_NONE && is_patch_of(commit, &patches[mail]))
			return part;
	}
	return 0;
}

/* The postings are in the order of their times: of equals the later one goes before. */
static bool goes_before(
    const struct thread *thread, const struct series_commit *commit, size_t later, size_t found)
{
	if (is_later_than(&thread->v[later], commit))
		return false;
	return !commit->together || commit->together[later] >= commit->together[found];
}

static bool match_patch(struct series_match *out, const struct thread *thread, const git_oid *patches,
    const struct series_commit *commit)
{
	bool found = false;

	for (size_t i = 0; i < thread->n; i++) {
		int part = posting_patch(thread, patches, i, commit);

		if (!part || (found && !goes_before(thread, commit, i, out->posting)))
			continue;
		out->by = SERIES_BY_PATCH;
		out->posting = i;
		out->part = part;
		found = true;
	}
	return found;
}

static bool is_author(const char *one, const char *other)
{
	return one && other && !strcasecmp(one, other);
}

/* "From: Bea Example <bea@example.org>", "Signed-off-by: ...": one of these lines with that address. */
static bool names_author(const char *text, const char *address)
{
	static const char *const keys[] = {"From:", "Signed-off-by:"};
	char *wanted = mem_format("<%s>", address);
	struct strings lines = STRINGS_INIT;
	bool named = false;

	strings_split(&lines, text, '\n');
	for (size_t i = 0; !named && i < lines.n; i++)
		for (size_t k = 0; !named && k < sizeof(keys) / sizeof(*keys); k++)
			named = !strncasecmp(lines.v[i], keys[k], strlen(keys[k])) &&
				strcasestr(lines.v[i], wanted);
	strings_release(&lines);
	free(wanted);
	return named;
}

static bool is_by_author(const struct email *mail, const struct series_commit *commit)
{
	return is_author(mail->from_email, commit->author_email) ||
	       (commit->author_email && names_author(mail->text, commit->author_email));
}

static bool match_subject(
    struct series_match *out, const struct thread *thread, const struct series_commit *commit)
{
	bool found = false;

	for (size_t i = 0; i < thread->n; i++) {
		const struct posting *posting = &thread->v[i];
		int part;

		if (is_later_than(posting, commit))
			continue;
		part = posting_part(thread, posting, commit->subject);
		if (!part || !is_by_author(&thread->mails[posting->mails[part]], commit))
			continue;
		out->by = SERIES_BY_SUBJECT;
		out->posting = i;
		out->part = part;
		found = true;
	}
	return found;
}

/* ---- the match ---- */

/* Of those that have the part. */
static size_t newest_with(const struct thread *thread, const struct series_match *match, const char *subject)
{
	struct lineage lineage;
	size_t newest = match->posting;

	lineage_find(&lineage, thread, match->posting);
	for (size_t i = 0; i < lineage.n; i++)
		if (posting_is_newer(&thread->v[lineage.v[i]], &thread->v[newest]) &&
		    posting_part(thread, &thread->v[lineage.v[i]], subject))
			newest = lineage.v[i];
	array_release(&lineage);
	return newest;
}

static long days_before(int64_t posted, int64_t committed)
{
	return posted == EMAIL_NO_TIME || posted > committed ? -1
							     : (long)((committed - posted) / DAY_SECONDS);
}

void series_match(struct series_match *out, const struct thread *thread, const git_oid *patches,
    const struct series_commit *commit)
{
	struct series_commit as_posted = {.link = NULL};
	size_t mail;

	*out = (struct series_match){.days = -1};
	out->found = match_link(out, thread, commit) || match_patch(out, thread, patches, commit) ||
		     match_subject(out, thread, commit);
	if (!out->found)
		return;
	mail = out->part ? thread->v[out->posting].mails[out->part] : THREAD_NONE;
	if (mail != THREAD_NONE)
		as_posted.patch = patches[mail];
	out->same_patch = mail != THREAD_NONE && is_patch_of(commit, &patches[mail]);
	out->days = days_before(thread->v[out->posting].time, commit->committed);
	out->newest = newest_with(thread, out, commit->subject);
	out->newest_same = posting_patch(thread, patches, out->newest, commit) ||
			   posting_patch(thread, patches, out->newest, &as_posted);
}

/* ---- what was said of it ---- */

/* Is this posting the one applied, or a newer one of its series? */
static bool is_of_it(const struct thread *thread, const struct lineage *lineage,
    const struct series_match *match, size_t posting)
{
	bool of_series = false;

	for (size_t i = 0; i < lineage->n; i++)
		of_series = of_series || lineage->v[i] == posting;
	return of_series && (posting == match->posting ||
				posting_is_newer(&thread->v[posting], &thread->v[match->posting]));
}

/* Where in that posting the part is that the match has. */
static int part_in(
    const struct thread *thread, const struct series_match *match, size_t posting, const char *subject)
{
	return posting == match->posting ? match->part : posting_part(thread, &thread->v[posting], subject);
}

bool series_has_tag(const char *message, const struct answer_tag *tag)
{
	char *name = lowered(tag->value);
	struct strings lines = STRINGS_INIT;
	bool there = false;

	strings_split(&lines, message, '\n');
	for (size_t i = 0; !there && i < lines.n; i++) {
		const char *line = lines.v[i] + strspn(lines.v[i], " \t");
		char *small;

		if (!answer_tag_says(line, tag->name) && !answer_tag_says(line, "Signed-off-by"))
			continue;
		small = lowered(strchr(line, ':') + 1);
		there = strstr(small, *tag->email ? tag->email : name);
		free(small);
	}
	strings_release(&lines);
	free(name);
	return there;
}

void series_missing_tags(struct strings *out, const struct thread *thread, const struct answer_tags *tags,
    const struct series_match *match, const struct series_commit *commit)
{
	struct lineage lineage;

	lineage_find(&lineage, thread, match->posting);
	for (size_t i = 0; i < tags->n; i++) {
		const struct answer_tag *tag = &tags->v[i];
		int part = part_in(thread, match, tag->posting, commit->subject);
		char *line;

		if (!strcmp(tag->name, "Nacked-by") || !is_of_it(thread, &lineage, match, tag->posting) ||
		    (tag->part && tag->part != part) || (!part && tag->posting != match->posting) ||
		    series_has_tag(commit->message, tag))
			continue;
		line = mem_format("%s: %s", tag->name, tag->value);
		if (strings_has(out, line))
			free(line);
		else
			strings_take(out, line);
	}
	array_release(&lineage);
}

void series_count_answers(
    const struct thread *thread, const struct series_match *match, size_t *answers, size_t *reports)
{
	const char *sender = posting_sender(thread, &thread->v[match->posting]);

	*answers = *reports = 0;
	for (size_t i = 0; i < thread->count; i++) {
		const struct thread_place *place = &thread->places[i];
		const struct robot *robot;

		if (!place->answer || place->posting != match->posting ||
		    (place->part && place->part != match->part))
			continue;
		robot = robot_of(&thread->mails[i]);
		if (robot)
			*reports += robot_found_fault(&thread->mails[i]);
		else
			*answers += !is_author(thread->mails[i].from_email, sender);
	}
}
