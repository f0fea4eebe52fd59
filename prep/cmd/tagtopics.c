/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/tagtopics.h"

#include "cmd/advice.h"
#include "cmd/forewarn.h"
#include "cmd/letters.h"
#include "cmd/objections.h"
#include "cmd/pullfrom.h"
#include "cmd/tagging.h"
#include "cmd/topicpulls.h"
#include "publish/child.h"
#include "publish/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_KEPT 1000

struct job {
	const struct tag_topics *given;
	struct topic_pulls pulls;
	struct tagging *taggings; /* one per pull */
	char *keep_in;            /* made when the first message is kept */
	struct objections objections;
	struct buf check; /* the command that tells them */
	char *objected;   /* how many there are, and that command */
};

static struct repo *job_repo(const struct job *job)
{
	return job->given->planned->project.repo;
}

/* ---- what there is to tag ---- */

static struct error *find_pulls(struct job *job)
{
	const struct tag_topics *given = job->given;
	const struct project *project = &given->planned->project;
	struct topic_pulls_wish wish = {.batch = given->batch};
	struct pull_from from;
	struct error *err;

	pull_from_find(&from, given->base, project->config, project);
	err = error_hint(
	    error_context(repo_commit(project->repo, from.revision, &wish.start), "%s", from.origin),
	    "Name the commit where the pulls start with --base=REV or pullprep.base.");
	wish.start_name = from.revision;
	if (!err)
		err = topic_pulls_find(&job->pulls, given->planned, &wish);
	pull_from_release(&from);
	return err;
}

/* The message that was kept, or written beforehand, for this tag. */
static char *message_file(const struct job *job, const char *name)
{
	char *flat = mem_dup(name), *path;

	for (char *c = flat; *c; c++)
		if (*c == '/')
			*c = '-';
	path = mem_format("%s/%s.message", job->given->messages, flat);
	free(flat);
	if (!access(path, F_OK))
		return path;
	free(path);
	return NULL;
}

static struct error *in_context(struct error *err, const struct job *job, size_t i)
{
	return error_context(err, "%s", job->given->planned->survey.topics.v[job->pulls.v[i].topic].name);
}

/* All drafts' at once: servers are asked for several things at a time. */
static void ask_letters(const struct job *job)
{
	const struct tag_topics *given = job->given;
	ARRAY(size_t) topics = ARRAY_INIT;

	for (size_t i = 0; i < job->pulls.n; i++) {
		struct tagging *tagging = &job->taggings[i];
		char *path = given->messages ? message_file(job, tagging->name) : NULL;

		tagging->message_file = path;
		for (size_t k = 0; !tagging_has_message(tagging) && k < tagging->selection->topics.n; k++)
			array_push(&topics, tagging->selection->topics.v[k]);
		tagging->message_file = NULL;
		free(path);
	}
	letters_ask(&given->planned->survey, topics.v, topics.n, &given->asking);
	array_release(&topics);
}

static struct error *draft(struct job *job, size_t i)
{
	struct tagging *tagging = &job->taggings[i];
	struct error *err = tagging_check_soak(tagging);
	char *path = job->given->messages ? message_file(job, tagging->name) : NULL;

	tagging->message_file = path;
	if (!err)
		err = tagging_draft(tagging);
	if (!err && !tagging->message.len && tagging->no_edit)
		err = error_hint(error_failed("its message is empty"),
		    path ? "Write it into %s, or take that file away to get a draft."
			 : "The template 'tag' gives nothing: mend it.",
		    path);
	tagging->message_file = NULL;
	free(path);
	return in_context(err, job, i);
}

static struct error *check_messages(const struct job *job)
{
	const char *directory = job->given->messages;
	struct stat found;
	size_t files = 0;

	if (!directory)
		return NULL;
	if (stat(directory, &found) < 0)
		return error_hint(error_errno("--message: cannot open %s", directory),
		    "With --per-topic, name a directory of files TAG.message.");
	if (!S_ISDIR(found.st_mode))
		return error_hint(error_failed("--message: %s is no directory", directory),
		    "With --per-topic, name a directory of files TAG.message.");
	for (size_t i = 0; i < job->pulls.n; i++) {
		char *path = message_file(job, job->pulls.v[i].tag.name);

		files += path != NULL;
		free(path);
	}
	return files
		   ? NULL
		   : error_hint(error_failed("--message: there is no message of these tags in %s", directory),
			 "Its files must be called TAG.message, as in %s.message.", job->pulls.v[0].tag.name);
}

/* What upstream would object to in the commits of all of them. */
static void find_objections(struct job *job)
{
	const struct tag_topics *given = job->given;
	ARRAY(size_t) topics = ARRAY_INIT;
	char *counts;

	for (size_t i = 0; i < job->pulls.n; i++)
		for (size_t k = 0; k < job->pulls.v[i].selection.topics.n; k++)
			array_push(&topics, job->pulls.v[i].selection.topics.v[k]);
	objections_find(&job->objections, &given->planned->survey, topics.v, topics.n, given->batch);
	counts = objections_counts(&job->objections);
	advice_pullprep(&job->check, given->globals, "check");
	advice_word(&job->check, batch_name[given->batch]);
	advice_option(&job->check, "plan", given->plan);
	if (counts)
		job->objected = mem_format("%s in the batch (%s)", counts, job->check.s);
	free(counts);
	array_release(&topics);
}

/* ... and in the messages as they are to be signed. */
static void tell_objections(struct job *job)
{
	for (size_t i = 0; i < job->pulls.n; i++) {
		const struct tag_facts facts = tagging_facts(&job->taggings[i]);

		objections_add_tag(&job->objections, &facts);
	}
	objections_tell(&job->objections, objections_beyond_tags(&job->objections) ? job->check.s : NULL);
}

static struct error *draft_all(struct job *job)
{
	const struct tag_topics *given = job->given;
	struct error *err = check_messages(job);

	if (!err)
		find_objections(job);
	job->taggings = mem_zero(job->pulls.n, sizeof(*job->taggings));
	for (size_t i = 0; i < job->pulls.n; i++)
		job->taggings[i] = (struct tagging){.planned = given->planned,
		    .selection = &job->pulls.v[i].selection,
		    .batch = given->batch,
		    .topic = given->planned->survey.topics.v[job->pulls.v[i].topic].name,
		    .template = given->template,
		    .findings = &job->objections.judgement.findings,
		    .objections = job->objected,
		    .no_edit = given->no_edit,
		    .again = given->again,
		    .dry_run = given->dry_run,
		    .message = BUF_INIT};
	for (size_t i = 0; !err && i < job->pulls.n; i++)
		err = in_context(tagging_name(&job->taggings[i], &job->pulls.v[i].tag), job, i);
	if (!err)
		ask_letters(job);
	for (size_t i = 0; !err && i < job->pulls.n; i++)
		err = draft(job, i);
	return err;
}

static struct error *show(struct job *job)
{
	struct buf text = BUF_INIT;
	struct error *err;

	for (size_t i = 0; i < job->pulls.n; i++) {
		const struct tagging *tagging = &job->taggings[i];

		buf_addf(&text, "%s== %s on %.12s\n\n", i ? "\n" : "", tagging->name,
		    git_oid_tostr_s(&tagging->selection->tip));
		buf_add(&text, tagging->message.s, tagging->message.len);
	}
	err = file_show(stdout, text.s, text.len);
	buf_release(&text);
	tell_objections(job);
	return err;
}

/* ---- all or none ---- */

static bool make_directory(const char *path, bool may_exist)
{
	return mkdir(path, 0777) == 0 || (may_exist && errno == EEXIST);
}

/* A directory of this run's own, so that --message=DIR goes on with its messages and no others. */
static struct error *make_keep_directory(struct job *job)
{
	const char *batch = batch_name[job->given->batch];
	char *above = mem_format("%s/pullprep", repo_common_dir(job_repo(job)));
	bool made = false;

	job->keep_in = mem_format("%s/%s.messages", above, batch);
	if (make_directory(above, true))
		made = make_directory(job->keep_in, false);
	for (int i = 2; !made && errno == EEXIST && i < MOST_KEPT; i++) {
		free(job->keep_in);
		job->keep_in = mem_format("%s/%s.%d.messages", above, batch, i);
		made = make_directory(job->keep_in, false);
	}
	free(above);
	if (made)
		return NULL;
	return error_hint(error_context(error_errno("cannot make the directory %s", job->keep_in),
			      "the messages cannot be kept, so no tag was made"),
	    "Make room or a way for it: they must be on the disk before git gets them.");
}

static void hint_kept(struct error *err, const struct job *job)
{
	const struct tag_topics *given = job->given;
	struct buf command = BUF_INIT;
	bool flawed = false;

	for (size_t i = 0; i < job->pulls.n; i++)
		flawed = flawed || job->taggings[i].flawed;
	advice_pullprep(&command, given->globals, "tag");
	advice_word(&command, "--per-topic");
	advice_word(&command, batch_name[given->batch]);
	advice_option(&command, "message", job->keep_in);
	advice_option(&command, "base", given->base);
	advice_option(&command, "template", given->template);
	advice_option(&command, "plan", given->plan);
	if (given->again)
		advice_word(&command, "--again");
	error_hint(err, "The messages are kept in %s\n%s  %s", job->keep_in,
	    flawed ? "Mend the one at fault there, then go on with:" : "Go on with:", command.s);
	buf_release(&command);
}

static struct error *undo_all(struct job *job, struct error *why)
{
	size_t made = 0;

	for (size_t i = job->pulls.n; i-- > 0;) {
		made += !git_oid_is_zero(&job->taggings[i].made);
		why = tagging_undo(&job->taggings[i], why);
	}
	if (made)
		error_hint(why, "None of the %zu tags is made: %zu that %s were taken back.", job->pulls.n,
		    made, job->given->again ? "were made or replaced" : "were made");
	return why;
}

static struct error *sign_all(struct job *job)
{
	struct error *err;

	topic_pulls_leave(&job->pulls);
	err = make_keep_directory(job);
	if (err)
		return err;
	interrupt_begin();
	for (size_t i = 0; !err && i < job->pulls.n; i++) {
		job->taggings[i].keep_in = job->keep_in;
		err = error_context(tagging_settle(&job->taggings[i]), "%s", job->taggings[i].name);
	}
	if (!err)
		tell_objections(job);
	for (size_t i = 0; !err && i < job->pulls.n; i++)
		err = error_context(tagging_make(&job->taggings[i]), "%s", job->taggings[i].name);
	if (!err)
		err = interrupt_error();
	if (err)
		err = undo_all(job, err);
	interrupt_end();
	for (size_t i = 0; !err && i < job->pulls.n; i++)
		tagging_done(&job->taggings[i]);
	if (rmdir(job->keep_in) < 0)
		hint_kept(err, job);
	return err;
}

/* ---- what comes next ---- */

static void advise_push(struct buf *command, const struct job *job)
{
	advice_push(command, job->given->globals, job->given->planned->project.config);
	for (size_t i = 0; i < job->pulls.n; i++) {
		char *ref = mem_format("refs/tags/%s", job->taggings[i].name);

		advice_word(command, ref);
		free(ref);
	}
}

static struct error *tell(const struct job *job)
{
	const struct tag_topics *given = job->given;
	char *output = mem_format("pulls-%s", batch_name[given->batch]);
	struct buf text = BUF_INIT, next = BUF_INIT, push = BUF_INIT, check = BUF_INIT, mail = BUF_INIT;
	struct error *err;

	advise_push(&push, job);
	advice_pullprep(&check, given->globals, "check");
	advice_word(&check, "--remote");
	advice_word(&check, job->taggings[0].name);
	advice_pullprep(&mail, given->globals, "mail");
	advice_word(&mail, "--per-topic");
	advice_word(&mail, batch_name[given->batch]);
	advice_option(&mail, "plan", given->plan);
	advice_option(&mail, "base", given->base);
	advice_option(&mail, "output", output);
	buf_addf(&text, "%s is tagged, topic by topic:\n", batch_name[given->batch]);
	for (size_t i = 0; i < job->pulls.n; i++)
		buf_addf(&text, "  %s on %.12s\n", job->taggings[i].name,
		    git_oid_tostr_s(&job->pulls.v[i].selection.tip));
	buf_addf(&next, "Push them with:         %s\n", push.s);
	buf_addf(&next, "See that each is there: %s\n", check.s);
	buf_addf(&next, "Write the mails with:   %s", mail.s);
	buf_addf(&text, "%s\n", next.s);
	err = file_show(stdout, text.s, text.len);
	if (err) {
		error_context(err, "the tags are made and stay, but could not be told");
		error_hint(err, "%s", next.s);
	}
	free(output);
	buf_release(&text);
	buf_release(&next);
	buf_release(&push);
	buf_release(&check);
	buf_release(&mail);
	return err;
}

/* ---- the story ---- */

/* Fixes that none of the topics contains could go now, and do not. */
static void remark_on_fixes(const struct job *job)
{
	const struct planned *planned = job->given->planned;

	if (!selection_takes_fixes(job->given->batch, &planned->project.cycle, &planned->rules))
		return;
	for (size_t i = 0; i < planned->survey.topics.n; i++) {
		const struct topic *topic = &planned->survey.topics.v[i];
		bool rides = planned->verdicts[i].batch != BATCH_FIXES || !topic->patches ||
			     strings_has(&planned->first.fixes_holds, topic->name);

		for (size_t j = 0; j < job->pulls.n; j++)
			for (size_t k = 0; k < job->pulls.v[j].selection.topics.n; k++)
				rides = rides || job->pulls.v[j].selection.topics.v[k] == i;
		if (!rides)
			warning("%s is not among them: send it with  pullprep tag --per-topic fixes",
			    topic->name);
	}
}

static struct error *remark(const struct job *job)
{
	const struct tag_topics *given = job->given;
	struct error *err = NULL;

	if (!given->planned->project.next.n)
		warning("no linux-next data: the messages say nothing about linux-next");
	remark_on_fixes(job);
	for (size_t i = 0; i < job->pulls.n; i++)
		if (job->taggings[i].stale && (given->no_edit || given->dry_run))
			warning("%s: the %s", job->taggings[i].name, job->taggings[i].stale);
	for (size_t i = 0; i < job->pulls.n; i++)
		if (given->no_edit || given->dry_run)
			letters_tell(&job->taggings[i].advice.lettered);
	for (size_t i = 0; !err && i < job->pulls.n; i++) {
		struct strings remarks = STRINGS_INIT;

		err = forewarn_base(&remarks, &given->planned->project, &job->pulls.v[i].bases, NULL);
		for (size_t j = 0; j < remarks.n; j++)
			warning("%s: %s", job->taggings[i].name, remarks.v[j]);
		strings_release(&remarks);
	}
	return err;
}

struct error *tag_topics_run(const struct tag_topics *given)
{
	struct job job = {.given = given, .objections = OBJECTIONS_INIT, .check = BUF_INIT};
	struct error *err = find_pulls(&job);

	if (!err)
		err = draft_all(&job);
	if (!err)
		err = remark(&job);
	if (!err)
		err = given->dry_run ? show(&job) : sign_all(&job);
	if (!err && !given->dry_run)
		err = tell(&job);
	if (!err)
		err = judgement_error(&job.objections.judgement);
	for (size_t i = 0; job.taggings && i < job.pulls.n; i++)
		tagging_release(&job.taggings[i]);
	topic_pulls_release(&job.pulls);
	free(job.taggings);
	objections_release(&job.objections);
	buf_release(&job.check);
	free(job.objected);
	free(job.keep_in);
	return err;
}
