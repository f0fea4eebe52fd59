/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/mailtopics.h"

#include "cmd/advice.h"
#include "cmd/forewarn.h"
#include "cmd/mailing.h"
#include "cmd/mailjudged.h"
#include "cmd/pullfrom.h"
#include "cmd/topicpulls.h"
#include "facts/abi.h"
#include "publish/child.h"
#include "publish/file.h"
#include "publish/folder.h"
#include "text/conflicts.h"
#include "text/cover.h"

#include <stdlib.h>
#include <string.h>

/* One topic's mail, and what the cover says of it. */
struct reply {
	struct request request;
	struct test_merges conflicts; /* with mainline */
	struct strings paths;         /* in conflict */
	struct abi abi;
	char *base, *subject;
	struct buf body;
	struct strings remarks;
};

struct job {
	const struct mail_topics *given;
	struct pull_from from;
	struct topic_pulls pulls;
	struct mailing mailing;
	struct reply *replies;      /* one per pull */
	struct cover_topic *topics; /* the same for the cover */
	struct buf among;           /* the section on conflicts among them */
	char *unknown;              /* why there is none */
	char *subject;              /* the cover's */
	struct buf cover;           /* its body */
	struct folder folder;
	struct objections objections; /* to all of them */
	struct judged_tag *tags;      /* one per pull */
};

static struct project *job_project(const struct job *job)
{
	return &job->given->planned->project;
}

static const struct topic *job_topic(const struct job *job, size_t i)
{
	return &job->given->planned->survey.topics.v[job->pulls.v[i].topic];
}

/* ---- what there is to ask for ---- */

static struct error *find_pulls(struct job *job)
{
	const struct project *project = job_project(job);
	struct topic_pulls_wish wish = {.batch = job->given->batch, .tagged = true};
	struct error *err;

	pull_from_find(&job->from, job->given->base, project->config, project);
	err = error_hint(error_context(repo_commit(project->repo, job->from.revision, &wish.start), "%s",
			     job->from.origin),
	    "Name the commit where the pulls start with --base=REV or pullprep.base.");
	wish.start_name = job->from.revision;
	return err ? err : topic_pulls_find(&job->pulls, job->given->planned, &wish);
}

/* "kvm-mmu-6.9 and kvm-xen-6.9", for a start that is the merge of these. */
static char *start_words(const struct topic_pull *pull)
{
	struct strings all = STRINGS_INIT;
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < pull->stands_on.n; i++)
		strings_add(&all, pull->stands_on.v[i]);
	for (size_t i = 0; i < pull->shares.n; i++)
		strings_add(&all, pull->shares.v[i]);
	for (size_t i = 0; i < all.n; i++)
		buf_addf(&text, "%s%s", !i ? "" : i + 1 < all.n ? ", " : " and ", all.v[i]);
	strings_release(&all);
	return buf_detach(&text);
}

static struct error *make_request(struct job *job, size_t i)
{
	const struct topic_pull *pull = &job->pulls.v[i];
	const struct project *project = job_project(job);
	char *words = start_words(pull);
	char *start = oid_text(&pull->selection.base), *ref = mem_format("refs/tags/%s", pull->tag.name);
	const struct request_wish wish = {.start = pull->as_wished ? job->from.revision : start,
	    .start_words = !pull->as_wished && pull->starts.n > 1 && *words ? words : NULL,
	    .start_origin = pull->as_wished ? job->from.origin : "what is pulled before",
	    .puller = &project->mainline,
	    .puller_name = project->mainline_name,
	    .url = job->mailing.url,
	    .ref = ref};
	struct error *err = request_make(&job->replies[i].request, project->repo, &wish);

	job->replies[i].request.start_words = NULL;
	free(words);
	free(start);
	free(ref);
	return err;
}

/* ---- what is known of each ---- */

/* From where the pull's own difference counts: one commit of it in all but odd histories. */
static const git_oid *difference_base(const struct topic_pull *pull)
{
	return pull->starts.n == 1 || pull->as_wished ? &pull->starts.v[0] : &pull->selection.base;
}

static char *base_name(const struct cycle *cycle, const git_oid *commit)
{
	char *hex;

	for (size_t i = cycle->count; i-- > 0;)
		if (git_oid_equal(&cycle->releases[i].commit, commit))
			return mem_dup(cycle->releases[i].name);
	hex = oid_text(commit);
	hex[12] = '\0';
	return hex;
}

static void find_paths(struct reply *reply)
{
	for (size_t i = 0; i < reply->conflicts.n; i++)
		for (size_t j = 0; j < reply->conflicts.v[i].conflicts.n; j++) {
			const char *path = reply->conflicts.v[i].conflicts.v[j].path;

			if (!strings_has(&reply->paths, path))
				strings_add(&reply->paths, path);
		}
}

/* With mainline as it will be then: what those before it conflict in is resolved. */
static struct error *find_conflicts(struct job *job, size_t i)
{
	const struct topic_pull *pull = &job->pulls.v[i];
	struct project *project = job_project(job);
	struct reply *reply = &job->replies[i];
	struct error *err = NULL;

	if (!forewarn_conflicts(&reply->conflicts, &reply->remarks, project, &pull->head, pull->tag.name))
		return NULL;
	for (size_t j = 0; !err && j < i; j++)
		for (size_t k = 0; !err && k < job->replies[j].conflicts.n; k++)
			err = conflicts_leave_out(&reply->conflicts.v[0], project->repo, &pull->head,
			    &job->replies[j].conflicts.v[k], &job->pulls.v[j].head);
	forewarn_notes(&reply->remarks, job->given->globals, &reply->conflicts, project, pull->tag.name);
	find_paths(reply);
	return err;
}

static struct error *examine(struct job *job, size_t i)
{
	const struct topic_pull *pull = &job->pulls.v[i];
	struct project *project = job_project(job);
	struct reply *reply = &job->replies[i];
	struct error *err;

	if (pull->bases.n == pull->starts.n) /* else it stands on others */
		reply->base = base_name(&project->cycle, &pull->starts.v[0]);
	if (!git_oid_equal(&pull->tag.commit, &job_topic(job, i)->tip))
		strings_take(&reply->remarks,
		    mem_format(
			"%s has moved since; make its tag anew with: pullprep tag --per-topic %s --again",
			job_topic(job, i)->name, batch_name[job->given->batch]));
	err = find_conflicts(job, i);
	if (!err)
		err = forewarn_base(&reply->remarks, project, &pull->bases, NULL);
	if (!err)
		err = forewarn_moves_of(&reply->remarks, project, &reply->request);
	if (!err)
		err = abi_find(&reply->abi, project->repo, difference_base(pull), &pull->head);
	return err;
}

/* ---- what upstream would object to ---- */

static void judge_tag(struct job *job, size_t i)
{
	const struct topic_pull *pull = &job->pulls.v[i];
	const struct project *project = job_project(job);
	const struct judged_tag_wish wish = {.name = pull->tag.name,
	    .object = pull->tag.object,
	    .commit = pull->tag.commit,
	    .base = *difference_base(pull),
	    .version = names_version(&project->cycle, job->given->batch)};
	struct error *err = judged_tag_read(&job->tags[i], project, &wish);

	if (!err)
		objections_add_tag(&job->objections, &job->tags[i].facts);
	objections_unknown(err);
}

static void judge(struct job *job)
{
	ARRAY(size_t) topics = ARRAY_INIT;

	job->tags = mem_zero(job->pulls.n, sizeof(*job->tags));
	for (size_t i = 0; i < job->pulls.n; i++) {
		job->tags[i] = (struct judged_tag)JUDGED_TAG_INIT;
		for (size_t k = 0; k < job->pulls.v[i].selection.topics.n; k++)
			array_push(&topics, job->pulls.v[i].selection.topics.v[k]);
	}
	objections_find(
	    &job->objections, &job->given->planned->survey, topics.v, topics.n, job->given->batch);
	for (size_t i = 0; i < job->pulls.n; i++)
		judge_tag(job, i);
	array_release(&topics);
}

static void tell_objections(const struct job *job)
{
	struct buf command = BUF_INIT;

	advice_pullprep(&command, job->given->globals, "check");
	advice_word(&command, batch_name[job->given->batch]);
	advice_option(&command, "plan", job->given->plan);
	objections_tell(&job->objections, objections_beyond_tags(&job->objections) ? command.s : NULL);
	buf_release(&command);
}

/* ---- the replies ---- */

static char *mark(size_t number, size_t count)
{
	char *last = mem_format("%zu", count), *text;

	text = mem_format("[GIT PULL %0*zu/%s]", (int)strlen(last), number, last);
	free(last);
	return text;
}

static void describe(struct job *job, size_t i)
{
	const struct topic_pull *pull = &job->pulls.v[i];
	struct reply *reply = &job->replies[i];

	job->topics[i] = (struct cover_topic){.name = job_topic(job, i)->name,
	    .tag = pull->tag.name,
	    .headline = reply->request.headline,
	    .patches = pull->patches,
	    .base = reply->base,
	    .stands_on = &pull->stands_on,
	    .shares = &pull->shares,
	    .files = &reply->abi.files,
	    .new_ioctls = &reply->abi.new_ioctls,
	    .gone_ioctls = &reply->abi.gone_ioctls,
	    .conflicts = &reply->paths};
}

static struct error *compose(struct job *job, size_t i)
{
	struct reply *reply = &job->replies[i];
	char *number = mark(i + 1, job->pulls.n), *after = cover_relation(&job->topics[i]);
	bool several = job->topics[i].stands_on->n + job->topics[i].shares->n > 1;
	char *sentence =
	    *after ? mem_format("%s; please pull %s first.", after, several ? "those" : "that") : mem_dup("");
	struct buf conflicts = BUF_INIT;
	struct value *values;
	struct error *err;

	reply->subject = mem_format(
	    "%s %s", number, reply->request.headline ? reply->request.headline : reply->request.shown);
	conflicts_section(&conflicts, &reply->conflicts);
	values = mailing_values(&job->mailing, &reply->request, reply->subject);
	value_set(values, "after", value_text(sentence));
	value_set(values, "conflicts", value_text(conflicts.s));
	value_set(values, "reasons",
	    mail_judged_reasons(&job->objections.judgement.findings, &job->given->planned->survey,
		job->pulls.v[i].selection.topics.v, job->pulls.v[i].selection.topics.n, &reply->request));
	err = mailing_render(
	    &reply->body, &job->mailing, "mail", job->given->template, values, &reply->request);
	value_free(values);
	buf_release(&conflicts);
	free(number);
	free(after);
	free(sentence);
	return err;
}

static struct error *make_replies(struct job *job)
{
	struct error *err = NULL;

	job->replies = mem_zero(job->pulls.n, sizeof(*job->replies));
	job->topics = mem_zero(job->pulls.n, sizeof(*job->topics));
	for (size_t i = 0; i < job->pulls.n; i++)
		job->replies[i] = (struct reply){.request = {.body = BUF_INIT}, .body = BUF_INIT};
	for (size_t i = 0; !err && i < job->pulls.n; i++) {
		err = make_request(job, i);
		if (!err)
			err = examine(job, i);
		if (!err)
			describe(job, i);
		if (!err)
			err = compose(job, i);
		err = error_context(err, "%s", job->pulls.v[i].tag.name);
	}
	return err;
}

/* ---- the cover ---- */

static bool is_within(const struct survey *survey, const char *inner, const char *outer)
{
	const struct topic *topic = survey_topic(survey, outer);

	return !strcmp(inner, outer) || (topic && strings_has(&topic->contains, inner));
}

static bool has_path(const struct test_merge *merge, const char *path)
{
	for (size_t i = 0; i < merge->conflicts.n; i++)
		if (!strcmp(merge->conflicts.v[i].path, path))
			return true;
	return false;
}

/* Do two topics conflict only in what two that they contain conflict in? Then these were resolved before. */
static bool is_resolved(
    const struct survey *survey, const struct test_merge *merge, const struct test_merge *before)
{
	if (!(is_within(survey, before->ours, merge->ours) &&
		is_within(survey, before->theirs, merge->theirs)) &&
	    !(is_within(survey, before->ours, merge->theirs) &&
		is_within(survey, before->theirs, merge->ours)))
		return false;
	for (size_t i = 0; i < merge->conflicts.n; i++)
		if (!has_path(before, merge->conflicts.v[i].path))
			return false;
	return true;
}

static void leave_out_resolved(struct test_merges *merges, const struct survey *survey)
{
	struct test_merges kept = TEST_MERGES_INIT, gone = TEST_MERGES_INIT;

	for (size_t i = 0; i < merges->n; i++) {
		bool resolved = false;

		for (size_t j = 0; j < merges->n && !resolved; j++)
			resolved = i != j && is_resolved(survey, &merges->v[i], &merges->v[j]);
		if (resolved)
			array_push(&gone, merges->v[i]);
		else
			array_push(&kept, merges->v[i]);
	}
	array_release(merges);
	test_merges_release(&gone);
	*merges = kept;
}

static void find_conflicts_among(struct job *job)
{
	struct survey *survey = &job->given->planned->survey;
	struct test_merges merges = TEST_MERGES_INIT;
	size_t *topics = mem_new(job->pulls.n, sizeof(*topics));
	struct error *err;

	for (size_t i = 0; i < job->pulls.n; i++)
		topics[i] = job->pulls.v[i].topic;
	err = conflicts_among(&merges, survey, topics, job->pulls.n, NULL);
	if (!err) {
		leave_out_resolved(&merges, survey);
		conflicts_section_among(&job->among, &merges);
	} else {
		job->unknown = mem_dup("Whether they conflict with each other is not known.");
		warning("whether the topics conflict is unknown, and the cover says so: %s", err->message);
		error_free(err);
	}
	test_merges_release(&merges);
	free(topics);
}

static struct error *find_subject(struct job *job, const struct cover_facts *facts)
{
	char *number = mark(0, job->pulls.n), *headline = cover_headline(facts);
	struct error *err =
	    mailing_subject(&job->subject, &job->mailing, number, job->given->subject, headline);

	free(number);
	free(headline);
	return err;
}

static struct error *make_cover(struct job *job)
{
	const struct project *project = job_project(job);
	struct cover_facts facts = {.topics = job->topics,
	    .n = job->pulls.n,
	    .batch = job->given->batch,
	    .version = names_version(&project->cycle, job->given->batch),
	    .mainline = project->mainline_name};
	struct value *values;
	struct error *err = find_subject(job, &facts);

	if (err)
		return err;
	find_conflicts_among(job);
	facts.conflicts = job->among.s;
	facts.unknown = job->unknown;
	values = mailing_values(&job->mailing, NULL, job->subject);
	cover_values(values, &facts);
	err = mailing_render(&job->cover, &job->mailing, "cover", NULL, values, NULL);
	value_free(values);
	return err;
}

/* ---- all of them ---- */

static void add_mail(struct job *job, const char *name, const char *subject, const struct buf *body)
{
	struct mail *mail = &job->mailing.mail;
	struct buf text = BUF_INIT;

	mail->subject = subject;
	mail->body = body->s;
	mail->length = body->len;
	mail_write(&text, mail);
	folder_add(&job->folder, name, &text);
}

static struct error *write_out(struct job *job, char **kept)
{
	struct mail *mail = &job->mailing.mail;
	struct error *err;
	char *cover;

	add_mail(job, "0000-cover.eml", job->subject, &job->cover);
	cover = mail_id(mail);
	mail->replies_to = cover;
	for (size_t i = 0; i < job->pulls.n; i++) {
		char *name = mem_format("%04zu-%s.eml", i + 1, job->pulls.v[i].tag.name);

		add_mail(job, name, job->replies[i].subject, &job->replies[i].body);
		free(name);
	}
	mail->replies_to = NULL;
	free(cover);
	interrupt_begin();
	err = folder_write(&job->folder, job->given->output, kept);
	interrupt_end();
	return error_hint(err, "The mails go into a directory of their own: --output=DIR.");
}

static void advise(const struct job *job)
{
	struct buf text = BUF_INIT, push = BUF_INIT, send = BUF_INIT;

	advice_push(&push, job->given->globals, job->mailing.config);
	for (size_t i = 0; i < job->pulls.n; i++)
		advice_word(&push, job->replies[i].request.ref);
	advice_git(&send, job->given->globals, "send-email");
	advice_word(&send, "--suppress-cc=body");
	advice_word(&send, job->given->output);
	buf_addf(&text, "Push first:  %s\n", push.s);
	buf_addf(&text, "Then send:   %s\n", send.s);
	error_free(file_show(
	    stderr, text.s, text.len)); /* a closed stderr is no reason to fail: the mails are written */
	buf_release(&text);
	buf_release(&push);
	buf_release(&send);
}

static void tell(const struct job *job, const char *kept)
{
	struct buf all = BUF_INIT;

	for (size_t i = 0; i < job->pulls.n; i++) {
		const struct reply *reply = &job->replies[i];
		const char *tag = job->pulls.v[i].tag.name;

		for (size_t j = 0; j < reply->request.remarks.n; j++)
			warning("%s: %s", tag, reply->request.remarks.v[j]);
		for (size_t j = 0; j < reply->remarks.n; j++)
			warning("%s: %s", tag, reply->remarks.v[j]);
		buf_add(&all, reply->body.s, reply->body.len);
	}
	buf_add(&all, job->cover.s, job->cover.len);
	mailing_remark(&job->mailing, &all);
	if (kept)
		warning("what was there is %s now", kept);
	tell_objections(job);
	advise(job);
	buf_release(&all);
}

static void job_release(struct job *job)
{
	for (size_t i = 0; job->replies && i < job->pulls.n; i++) {
		struct reply *reply = &job->replies[i];

		request_release(&reply->request);
		test_merges_release(&reply->conflicts);
		strings_release(&reply->paths);
		abi_release(&reply->abi);
		strings_release(&reply->remarks);
		buf_release(&reply->body);
		free(reply->base);
		free(reply->subject);
	}
	for (size_t i = 0; job->tags && i < job->pulls.n; i++)
		judged_tag_release(&job->tags[i]);
	objections_release(&job->objections);
	free(job->tags);
	free(job->replies);
	free(job->topics);
	pull_from_release(&job->from);
	topic_pulls_release(&job->pulls);
	mailing_release(&job->mailing);
	folder_release(&job->folder);
	buf_release(&job->among);
	buf_release(&job->cover);
	free(job->unknown);
	free(job->subject);
}

struct error *mail_topics_run(const struct mail_topics *given)
{
	const struct project *project = &given->planned->project;
	struct job job = {
	    .given = given, .among = BUF_INIT, .cover = BUF_INIT, .objections = OBJECTIONS_INIT};
	char *kept = NULL;
	struct error *err = mailing_open(&job.mailing, project->repo, project->config, given->to, given->cc);

	if (!err)
		err = find_pulls(&job);
	if (!err) {
		judge(&job);
		err = make_replies(&job);
	}
	if (!err)
		err = make_cover(&job);
	if (!err)
		err = write_out(&job, &kept);
	if (!err) {
		tell(&job, kept);
		err = judgement_error(&job.objections.judgement);
	}
	free(kept);
	job_release(&job);
	return err;
}
