/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/howposted.h"

#include "facts/etiquette.h"
#include "facts/lineage.h"
#include "facts/subjectseen.h"
#include "util/squeeze.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { DAY_SECONDS = 86400, YEAR_DAYS = 366 };

/* One series, and what is only needed while facts are found. */
struct group {
	struct lineage lineage;
	size_t posting; /* the version that was applied */
	int part;       /* of ->commit; 0: not known */
	size_t commit;
	bool sure;
};

/* A part that no commit of the survey is. */
struct absent {
	size_t group;
	int part;
};

struct job {
	struct posted_facts *out;
	const struct survey *survey;
	const struct series_facts *series;
	const struct thread *thread;
	const struct wording *wordings;
	ARRAY(struct group) groups;
	struct strings absent; /* their subjects */
	ARRAY(struct absent) absent_of;
	int64_t since; /* the earliest that one of them was posted */
};

/* ---- versions ---- */

static day_t day_of_posting(const struct posting *posting)
{
	return posting->time == EMAIL_NO_TIME ? DAY_NONE : day_of_time(posting->time);
}

static struct posted_version version_of(const struct posting *posting)
{
	return (struct posted_version){mem_format("%sv%d%s", posting->rfc ? "RFC " : "", posting->version,
					   posting->resend ? " again" : ""),
	    day_of_posting(posting)};
}

/* Is it another version than the one before it, and not sent again, nor of an unknown or earlier time? */
static bool is_step(const struct posting *before, const struct posting *after)
{
	bool other = before->version != after->version || before->rfc != after->rfc;

	return other && !after->resend && before->time != EMAIL_NO_TIME && after->time != EMAIL_NO_TIME &&
	       before->time < after->time;
}

/* ---- which series there are ---- */

static size_t rank(const struct lineage *lineage, size_t posting)
{
	size_t i = 0;

	while (i < lineage->n && lineage->v[i] != posting)
		i++;
	return i;
}

static struct group *group_of(struct job *job, size_t posting)
{
	for (size_t i = 0; i < job->groups.n; i++)
		if (rank(&job->groups.v[i].lineage, posting) < job->groups.v[i].lineage.n)
			return &job->groups.v[i];
	return NULL;
}

static struct group *add_group(struct job *job, size_t posting, size_t commit)
{
	struct group group = {.posting = posting, .commit = commit};

	lineage_find(&group.lineage, job->thread, posting);
	array_push(&job->groups, group);
	return &job->groups.v[job->groups.n - 1];
}

static bool is_sure(const struct series_of *of)
{
	return of->match.by != SERIES_BY_SUBJECT;
}

/* Of the versions that commits are from the newest; what is certain goes before what has only the subject. */
static void settle_version(struct group *group, const struct series_of *of)
{
	bool sure = is_sure(of),
	     newer = rank(&group->lineage, of->match.posting) > rank(&group->lineage, group->posting);

	if (sure > group->sure || (sure == group->sure && newer))
		group->posting = of->match.posting;
	group->sure |= sure;
}

static void settle_commit(const struct job *job, struct group *group, size_t commit)
{
	int part = job->series->v[commit].match.part;
	bool first = part && (!group->part || part < group->part);

	/* topics list the newest first: of parts that are not known the last is the oldest */
	if (first || (!part && !group->part)) {
		group->part = part;
		group->commit = commit;
	}
}

static void find_groups(struct job *job)
{
	const struct survey *survey = job->survey;

	for (size_t t = 0; t < survey->topics.n; t++)
		for (size_t i = 0; i < survey->topics.v[t].commits.n; i++) {
			size_t commit = survey->topics.v[t].commits.v[i];
			const struct series_of *of = &job->series->v[commit];
			struct group *group;

			if (of->state != SERIES_FOUND)
				continue;
			group = group_of(job, of->match.posting);
			if (!group)
				group = add_group(job, of->match.posting, commit);
			settle_version(group, of);
			settle_commit(job, group, commit);
		}
}

/* ---- one series ---- */

static const struct posting *applied(const struct job *job, const struct group *group)
{
	return &job->thread->v[group->posting];
}

static const struct email *first_mail(const struct job *job, const struct posting *posting)
{
	for (int part = 0; part <= posting->parts; part++)
		if (posting->mails[part] != THREAD_NONE)
			return &job->thread->mails[posting->mails[part]];
	return NULL;
}

/* The versions up to the one that was applied, and which was before it; THREAD_NONE: none is known. */
static size_t find_steps(struct posted_series *series, const struct job *job, const struct group *group)
{
	size_t last = THREAD_NONE, before = THREAD_NONE;

	for (size_t i = 0; i < group->lineage.n; i++) {
		const struct posting *posting = &job->thread->v[group->lineage.v[i]];

		if (last != THREAD_NONE && is_step(&job->thread->v[last], posting)) {
			struct posted_step step = {version_of(&job->thread->v[last]), version_of(posting),
			    seconds_on_weekdays(job->thread->v[last].time, posting->time)};

			array_push(&series->steps, step);
			before = last;
		}
		if (!posting->resend)
			last = group->lineage.v[i];
		if (group->lineage.v[i] == group->posting)
			break;
	}
	return last == group->posting ? before : THREAD_NONE;
}

static bool has_newer(const struct thread *thread, const struct group *group, size_t posting)
{
	for (size_t i = 0; i < group->lineage.n; i++)
		if (posting_is_newer(&thread->v[group->lineage.v[i]], &thread->v[posting]))
			return true;
	return false;
}

/* Where others may be unknown one of these may not be. */
static bool is_comments_only(const struct job *job, const struct group *group)
{
	if (job->series->unasked)
		return false;
	for (size_t i = 0; i < group->lineage.n; i++)
		if (!job->thread->v[group->lineage.v[i]].rfc)
			return false;
	return true;
}

static void add_series(struct job *job, const struct group *group)
{
	const struct posting *posting = applied(job, group);
	const struct email *mail = first_mail(job, posting);
	struct posted_series series = {.commit = group->commit,
	    .sure = group->sure,
	    .alone = posting->parts == 1 && posting->mails[0] == THREAD_NONE,
	    .subject = mail && mail->subject ? mail->subject : "",
	    .version = version_of(posting),
	    .comments_only = is_comments_only(job, group)};
	size_t before = find_steps(&series, job, group);

	series.changes_told = posting_tells_changes(job->thread, posting);
	if (before != THREAD_NONE) {
		struct posted_version version = version_of(&job->thread->v[before]);

		series.before = version.name;
		series.cover_shared = postings_share_cover(job->thread, posting, &job->thread->v[before]);
	}
	posting_partial_recipients(&series.partial, job->thread, posting);
	array_push(job->out, series);
}

/* ---- parts that are not here ---- */

/* Such parts are not meant to be applied. */
static bool is_for_show(const char *subject)
{
	static const char *const words[] = {
	    "do not", "don't", "not for", "dnm", "hack", "temp", "wip", "rfc"};

	subject += strspn(subject, " [(");
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strncasecmp(subject, words[i], strlen(words[i])) &&
		    !isalpha((unsigned char)subject[strlen(words[i])]))
			return true;
	return false;
}

/* Marks the parts that commits of the survey are; how many commits are parts that are not known. */
static size_t mark_parts(bool *here, const struct job *job, const struct group *group)
{
	size_t unknown = 0;

	for (size_t i = 0; i < job->series->n; i++) {
		const struct series_match *match = &job->series->v[i].match;
		bool of_it = job->series->v[i].state == SERIES_FOUND && match->posting == group->posting;
		int part = of_it && match->part ? match->part
						: posting_part(job->thread, applied(job, group),
						      job->survey->commits.v[i].subject);

		here[part] = true;
		unknown += of_it && !part;
	}
	return unknown;
}

static bool is_absent(const struct job *job, const struct posting *posting, const bool *here, int part)
{
	size_t mail = posting->mails[part];

	return !here[part] && mail != THREAD_NONE && !is_for_show(job->thread->subjects[mail].rest);
}

/* Looked for are its parts as far back as its first version. */
static int64_t first_time(const struct job *job, const struct group *group)
{
	int64_t first = applied(job, group)->time;

	for (size_t i = 0; i < group->lineage.n; i++) {
		int64_t time = job->thread->v[group->lineage.v[i]].time;

		if (time != EMAIL_NO_TIME && time < first)
			first = time;
	}
	return first;
}

static void find_absent(struct job *job, size_t index)
{
	const struct group *group = &job->groups.v[index];
	const struct posting *posting = applied(job, group);
	int64_t year_ago = day_start(job->survey->project->as_of - YEAR_DAYS), first = first_time(job, group);
	bool *here;
	size_t unknown, absent = 0;

	if (posting->parts < 2 || posting->time == EMAIL_NO_TIME || posting->time < year_ago)
		return;
	here = mem_zero((size_t)posting->parts + 1, sizeof(*here));
	unknown = mark_parts(here, job, group);
	for (int part = 1; part <= posting->parts; part++)
		absent += is_absent(job, posting, here, part);
	for (int part = 1; part <= posting->parts && absent > unknown; part++)
		if (is_absent(job, posting, here, part)) {
			strings_add(&job->absent, job->thread->subjects[posting->mails[part]].rest);
			array_push(&job->absent_of, (struct absent){index, part});
			if (first < job->since)
				job->since = first < year_ago ? year_ago : first;
		}
	free(here);
}

static struct error *find_lacking(struct job *job)
{
	bool *seen;
	struct error *err;

	job->since = INT64_MAX;
	for (size_t i = 0; i < job->groups.n; i++)
		find_absent(job, i);
	seen = mem_new(job->absent.n + 1, sizeof(*seen));
	err = subjects_seen(seen, job->survey, &job->absent, job->since - DAY_SECONDS);
	for (size_t i = 0; !err && i < job->absent.n; i++) {
		size_t group = job->absent_of.v[i].group;

		if (!seen[i])
			strings_take(&job->out->v[group].lacking,
			    mem_format("%d/%d %s", job->absent_of.v[i].part,
				applied(job, &job->groups.v[group])->parts, job->absent.v[i]));
	}
	free(seen);
	return err;
}

/* ---- answers ---- */

/* Is it of that commit? What is said to the cover letter is the first one's. */
static bool concerns(
    const struct job *job, const struct group *group, size_t commit, size_t posting, int part)
{
	const struct series_match *match = &job->series->v[commit].match;

	if (!part)
		return commit == group->commit && posting == group->posting;
	return posting == match->posting && part == match->part;
}

static struct posted_answer answer_of(const struct job *job, size_t mail)
{
	const struct email *email = &job->thread->mails[mail];
	const struct robot *robot = robot_of(email);
	const char *from = email->from ? email->from : "somebody";

	return (struct posted_answer){.who = robot ? robot->name : from,
	    .id = email->message_id,
	    .day = email->time == EMAIL_NO_TIME ? DAY_NONE : day_of_time(email->time)};
}

/* "Closes: URL/ID", "<ID>", and not the end of another id. */
static bool names_mail(const char *message, const char *id)
{
	for (const char *at = message; (at = strstr(at, id)); at++)
		if (at > message && strchr("/<", at[-1]))
			return true;
	return false;
}

/* Does a commit here name that mail? Then it was taken up. */
static bool is_named(const struct job *job, const char *id)
{
	for (size_t i = 0; id && *id && i < job->series->n; i++)
		if (names_mail(job->wordings[i].message, id))
			return true;
	return false;
}

/* Does another commit here mend this one? */
static bool is_mended(const struct job *job, size_t commit)
{
	enum { DIGITS = 12 };
	struct buf line = BUF_INIT;
	bool mended = false;

	buf_addstr(&line, "\nFixes: ");
	buf_add_oid(&line, &job->survey->commits.v[commit].oid, DIGITS);
	for (size_t i = 0; !mended && i < job->series->n; i++)
		mended = strstr(job->wordings[i].message, line.s);
	buf_release(&line);
	return mended;
}

/* Whoever committed it may have answered, too. */
static void find_objections(struct job *job, const struct group *group, size_t commit)
{
	const struct refusals *refusals = &job->series->refusals;
	char *committer = lowered(job->wordings[commit].committer_email);

	for (size_t i = 0; i < refusals->n; i++) {
		const struct refusal *refusal = &refusals->v[i];
		struct posted_answer answer;

		if (!concerns(job, group, commit, refusal->posting, refusal->part) ||
		    mail_answered_by(job->thread, refusal->mail, committer) ||
		    is_named(job, job->thread->mails[refusal->mail].message_id))
			continue;
		answer = answer_of(job, refusal->mail);
		answer.words = refusal->words;
		array_push(&job->out->commits[commit].objections, answer);
	}
	free(committer);
}

/* What somebody has written below was looked at. */
static void find_reports(struct job *job, const struct group *group, size_t commit)
{
	const struct thread *thread = job->thread;

	if (job->series->unasked || has_newer(thread, group, job->series->v[commit].match.posting))
		return;
	for (size_t i = 0; i < thread->count; i++)
		if (thread->places[i].answer &&
		    concerns(job, group, commit, thread->places[i].posting, thread->places[i].part) &&
		    robot_found_fault(&thread->mails[i]) && !mail_answered_by(thread, i, NULL) &&
		    !is_named(job, thread->mails[i].message_id) && !is_mended(job, commit))
			array_push(&job->out->commits[commit].reports, answer_of(job, i));
}

/* ---- commits ---- */

static void find_commit(struct job *job, size_t index)
{
	const struct series_of *of = &job->series->v[index];
	struct posted_commit *commit = &job->out->commits[index];
	const struct posting *posting, *newest;
	const struct group *group;

	commit->state = of->state;
	commit->linked = of->link;
	if (of->state != SERIES_FOUND)
		return;
	posting = &job->thread->v[of->match.posting];
	newest = &job->thread->v[of->match.newest];
	group = group_of(job, of->match.posting);
	commit->sure = is_sure(of);
	commit->as_it_was = of->match.same_patch;
	commit->missing = &of->missing;
	commit->version = version_of(posting);
	if (of->match.part && posting_is_newer(newest, posting) && !of->match.newest_same)
		commit->newer = version_of(newest);
	find_objections(job, group, index);
	find_reports(job, group, index);
}

/* ---- the whole ---- */

static void count_unknown(const struct job *job)
{
	struct posted_facts *out = job->out;

	for (size_t i = 0; i < job->series->n; i++) {
		const struct series_of *of = &job->series->v[i];

		out->wanted += of->state != SERIES_NONE;
		out->unknown += of->state == SERIES_UNKNOWN;
		if (of->state == SERIES_UNKNOWN)
			out->why = of->why;
	}
	out->unasked = job->series->unasked;
	out->unasked_why = job->series->unasked_why;
}

struct error *how_posted_find(struct posted_facts *out, const struct survey *survey,
    const struct series_facts *series, const struct wording *wordings, const struct lore *lore)
{
	struct job job = {.out = out,
	    .survey = survey,
	    .series = series,
	    .thread = &series->thread,
	    .wordings = wordings,
	    .absent = STRINGS_INIT};
	struct error *err;

	*out = (struct posted_facts){.url = lore_url(lore),
	    .host = lore_host(lore),
	    .commits = mem_zero(series->n + 1, sizeof(*out->commits)),
	    .commit_count = series->n};
	count_unknown(&job);
	find_groups(&job);
	for (size_t i = 0; i < job.groups.n; i++)
		add_series(&job, &job.groups.v[i]);
	err = find_lacking(&job);
	for (size_t i = 0; !err && i < series->n; i++)
		find_commit(&job, i);
	for (size_t i = 0; i < job.groups.n; i++)
		array_release(&job.groups.v[i].lineage);
	array_release(&job.groups);
	strings_release(&job.absent);
	array_release(&job.absent_of);
	if (err)
		posted_facts_release(out);
	return err;
}

static void release_series(struct posted_series *series)
{
	for (size_t i = 0; i < series->steps.n; i++) {
		free(series->steps.v[i].before.name);
		free(series->steps.v[i].after.name);
	}
	array_release(&series->steps);
	free(series->version.name);
	free(series->before);
	strings_release(&series->partial);
	strings_release(&series->lacking);
}

void posted_facts_release(struct posted_facts *facts)
{
	for (size_t i = 0; i < facts->n; i++)
		release_series(&facts->v[i]);
	array_release(facts);
	for (size_t i = 0; i < facts->commit_count; i++) {
		free(facts->commits[i].version.name);
		free(facts->commits[i].newer.name);
		array_release(&facts->commits[i].objections);
		array_release(&facts->commits[i].reports);
	}
	free(facts->commits);
	*facts = (struct posted_facts){.v = NULL};
}
