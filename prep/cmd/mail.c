/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/advice.h"
#include "cmd/forewarn.h"
#include "cmd/mailing.h"
#include "cmd/mailjudged.h"
#include "cmd/mailtopics.h"
#include "cmd/planned.h"
#include "cmd/pullfrom.h"
#include "cmd/tagged.h"
#include "publish/batchmoved.h"
#include "publish/child.h"
#include "publish/file.h"
#include "text/conflicts.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	const char *base, *subject, *output, *template, *plan, *name;
	struct strings to, cc;
	bool per_topic;
};

static const struct option options[] = {
    {"base", 0, OPTION_TEXT, "REV", "where the pull starts (pullprep.base, or mainline)",
	offsetof(struct arguments, base)},
    {"to", 0, OPTION_LIST, "ADDRESS", "who is asked to pull (pullprep.to)", offsetof(struct arguments, to)},
    {"cc", 0, OPTION_LIST, "ADDRESS", "who gets a copy, beside pullprep.cc", offsetof(struct arguments, cc)},
    {"subject", 0, OPTION_TEXT, "TEXT", "after [GIT PULL] (pullprep.subject, or the tag's headline)",
	offsetof(struct arguments, subject)},
    {"name", 0, OPTION_TEXT, "NAME", "the batch's tag (pullprep.tagName)", offsetof(struct arguments, name)},
    {"per-topic", 0, OPTION_FLAG, NULL, "a mail for each topic of the batch, and a cover, in a directory",
	offsetof(struct arguments, per_topic)},
    {"output", 'o', OPTION_TEXT, "FILE", "write to FILE, not to standard output; --per-topic: the directory",
	offsetof(struct arguments, output)},
    {"template", 0, OPTION_TEXT, "FILE", "the template of the mail", offsetof(struct arguments, template)},
    {"plan", 0, OPTION_TEXT, "FILE", "the plan to go by", offsetof(struct arguments, plan)},
    OPTION_END,
};

/* All that a mail is made of. */
struct job {
	const struct globals *globals;
	struct arguments arguments;
	struct repo *repo;           /* borrowed from what was opened: */
	const struct config *config; /* (also borrowed) */
	struct project *project;     /* NULL: there is no mainline here */
	struct planned *planned;     /* NULL: it is no batch */
	enum batch batch;
	const char *named;     /* what is to be pulled, as the command line has it */
	char *ref;             /* what upstream is asked to pull */
	struct pull_from from; /* where the pull starts */
	struct mailing mailing;
	git_oid known; /* the tip of the batch before, on which this one stands; or zero */
	struct request request;
	struct test_merges conflicts; /* with mainline */
	struct strings remarks;
	struct mail_judged judged;
	struct buf body, text;
	char *subject;
};

/* ---- what to pull, and from where ---- */

static struct error *remark_on_moved(const struct planned *planned, enum batch batch, const char *ref)
{
	struct strings remarks = STRINGS_INIT;
	git_oid tagged;
	struct error *err = repo_commit(planned->project.repo, ref, &tagged);

	if (!err)
		err = batch_moved(&remarks, &planned->survey, planned->verdicts, batch, &tagged);
	for (size_t i = 0; i < remarks.n; i++)
		warning("%s", remarks.v[i]);
	strings_release(&remarks);
	return err;
}

static struct error *refuse_untagged(
    const struct job *job, const struct project *project, enum batch batch, const struct batch_tag *tag)
{
	struct buf command = BUF_INIT;
	struct error *err;

	if (git_oid_is_zero(&tag->object))
		err = error_new(ERROR_NOT_FOUND, "the %s batch has no tag yet: there is no %s",
		    batch_name[batch], tag->name);
	else
		err = error_new(ERROR_NOT_FOUND, "the %s batch has no tag yet: %s has pulled %s already",
		    batch_name[batch], project->mainline_name, tag->name);
	advice_pullprep(&command, job->globals, "tag");
	advice_word(&command, batch_name[batch]);
	advice_option(&command, "name", job->arguments.name);
	advice_option(&command, "plan", job->arguments.plan);
	error_hint(err, "Make it with:  %s", command.s);
	buf_release(&command);
	return err;
}

/* The batch's tag, by its name. One of earlier fixes is not that of those that wait now. */
static struct error *find_batch(struct job *job, const struct planned *planned, enum batch batch)
{
	struct batch_tag tag;
	struct error *err = tagged_find(&tag, planned, batch, job->arguments.name);

	if (err)
		return err;
	if (git_oid_is_zero(&tag.object) || (tag.pulled && tag.next && tagged_topics(planned, batch, NULL))) {
		err = refuse_untagged(job, &planned->project, batch, &tag);
	} else {
		job->ref = mem_format("refs/tags/%s", tag.name);
		err = remark_on_moved(planned, batch, job->ref);
	}
	batch_tag_release(&tag);
	return err;
}

/* ---- the mail ---- */

static struct error *make_request(struct job *job)
{
	const struct request_wish wish = {.start = job->from.revision,
	    .start_origin = job->from.origin,
	    .puller = job->project ? &job->project->mainline : NULL,
	    .puller_name = job->project ? job->project->mainline_name : NULL,
	    .url = job->mailing.url,
	    .ref = job->ref};

	return request_make(&job->request, job->repo, &wish);
}

static struct error *find_base_and_moves(struct job *job)
{
	const struct ids from = {&job->request.start, 1, 0};
	struct ids starts = {.v = NULL};
	struct error *err = pullstart_find(&starts, NULL, job->project->history, &job->request.head, &from);

	if (!err)
		err = forewarn_base(&job->remarks, job->project, &starts, &job->known);
	if (!err)
		err = forewarn_moves_of(&job->remarks, job->project, &job->request);
	array_release(&starts);
	return err;
}

/* What whoever pulls will meet; without mainline nothing is known of that. */
static struct error *examine(struct job *job)
{
	const char *slash = strchr(job->request.ref + strlen("refs/"), '/');
	struct error *err;

	if (!job->project) {
		strings_add(&job->remarks,
		    "whether it conflicts with mainline is unknown, and the mail does not say: there is no "
		    "mainline here");
		return NULL;
	}
	err = find_base_and_moves(job);
	if (!err && forewarn_conflicts(&job->conflicts, &job->remarks, job->project, &job->request.head,
			slash ? slash + 1 : job->request.ref))
		forewarn_notes(&job->remarks, job->globals, &job->conflicts, job->project, job->named);
	return err;
}

/* Without mainline there is nothing to judge by. */
static void judge(struct job *job)
{
	if (job->planned)
		mail_judge_batch(
		    &job->judged, job->planned, job->batch, job->arguments.name, &job->request.head);
	else if (job->project)
		mail_judge_pull(&job->judged, job->project, &job->request);
}

static struct value *reasons(const struct job *job)
{
	const struct objections *objections = &job->judged.objections;

	return mail_judged_reasons(&objections->judgement.findings, job->judged.survey, objections->topics,
	    objections->n, &job->request);
}

static void remark_on_template(struct job *job, const char *conflicts)
{
	const struct objections *objections = &job->judged.objections;

	if (!strstr(job->body.s, conflicts))
		strings_add(&job->remarks,
		    "the template of the mail leaves the conflicts out: put a line ${conflicts} before "
		    "${request}");
	if (!mail_judged_gives(&objections->judgement.findings, job->judged.survey, objections->topics,
		objections->n, job->body.s))
		strings_add(&job->remarks,
		    "the template of the mail leaves reasons of waivers out: put a line ${reason|wrap} "
		    "between %for reason in reasons and %end before ${request}");
}

static struct error *render(struct job *job)
{
	struct value *values = mailing_values(&job->mailing, &job->request, job->subject);
	struct buf conflicts = BUF_INIT;
	struct error *err;

	conflicts_section(&conflicts, &job->conflicts);
	value_set(values, "after", value_text(NULL));
	value_set(values, "conflicts", value_text(conflicts.s));
	value_set(values, "reasons", reasons(job));
	err =
	    mailing_render(&job->body, &job->mailing, "mail", job->arguments.template, values, &job->request);
	if (!err)
		remark_on_template(job, conflicts.s);
	value_free(values);
	buf_release(&conflicts);
	return err;
}

static void tell_objections(const struct job *job)
{
	struct buf command = BUF_INIT;
	char *start = oid_text(&job->request.start), *range = mem_format("%.12s..%s", start, job->named);

	advice_pullprep(&command, job->globals, "check");
	advice_word(&command, job->planned ? batch_name[job->batch] : range);
	if (job->planned)
		advice_option(&command, "plan", job->arguments.plan);
	objections_tell(&job->judged.objections,
	    job->planned || objections_beyond_tags(&job->judged.objections) ? command.s : NULL);
	buf_release(&command);
	free(start);
	free(range);
}

static void tell(const struct job *job)
{
	struct buf text = BUF_INIT, push = BUF_INIT, send = BUF_INIT;

	for (size_t i = 0; i < job->request.remarks.n; i++)
		warning("%s", job->request.remarks.v[i]);
	for (size_t i = 0; i < job->remarks.n; i++)
		warning("%s", job->remarks.v[i]);
	mailing_remark(&job->mailing, &job->body);
	tell_objections(job);
	advice_push(&push, job->globals, job->config);
	advice_word(&push, job->request.ref);
	advice_git(&send, job->globals, "send-email");
	advice_word(&send, "--suppress-cc=body");
	advice_word(&send, job->arguments.output ? job->arguments.output : "FILE");
	buf_addf(&text, "Push first:  %s\n", push.s);
	buf_addf(&text, "Then send:   %s\n", send.s);
	error_free(file_show(
	    stderr, text.s, text.len)); /* a closed stderr is no reason to fail: the mail is written */
	buf_release(&text);
	buf_release(&push);
	buf_release(&send);
}

static struct error *write_out(struct job *job)
{
	struct mail *mail = &job->mailing.mail;
	struct error *err;

	mail->subject = job->subject;
	mail->body = job->body.s;
	mail->length = job->body.len;
	mail_write(&job->text, mail);
	if (!job->arguments.output)
		return file_show(stdout, job->text.s, job->text.len);
	interrupt_begin();
	err = file_replace(job->arguments.output, job->text.s, job->text.len);
	if (!err)
		err = interrupt_error();
	interrupt_end();
	return error_hint(err, "Make a place for it, or name another file with --output=FILE.");
}

static struct error *compose(struct job *job)
{
	const struct arguments *given = &job->arguments;
	struct error *err = mailing_open(&job->mailing, job->repo, job->config, &given->to, &given->cc);

	if (!err)
		err = make_request(job);
	if (!err)
		err = examine(job);
	if (!err) {
		judge(job);
		err = mailing_subject(&job->subject, &job->mailing, "[GIT PULL]", given->subject,
		    job->request.headline ? job->request.headline : job->request.shown);
	}
	if (!err)
		err = render(job);
	if (!err)
		err = write_out(job);
	if (!err)
		tell(job);
	if (!err)
		err = judgement_error(&job->judged.objections.judgement);
	mail_judged_release(&job->judged); /* which borrows from what the caller releases */
	return err;
}

static void job_release(struct job *job)
{
	strings_release(&job->arguments.to);
	strings_release(&job->arguments.cc);
	pull_from_release(&job->from);
	request_release(&job->request);
	test_merges_release(&job->conflicts);
	strings_release(&job->remarks);
	mailing_release(&job->mailing);
	buf_release(&job->body);
	buf_release(&job->text);
	free(job->ref);
	free(job->subject);
}

/* ---- the two ways to name it ---- */

/* What the batch stands on is pulled before it. */
static struct error *find_batch_start(struct job *job, const struct planned *planned, enum batch batch)
{
	git_oid head;
	struct error *err = repo_commit(job->repo, job->ref, &head);

	pull_from_find(&job->from, job->arguments.base, job->config, &planned->project);
	if (!err)
		err = pull_from_before(&job->from, planned, batch, &head);
	if (!err && job->from.before)
		err = repo_commit(job->repo, job->from.revision, &job->known);
	return err;
}

static struct error *run_topics(
    const struct job *job, struct globals *globals, struct planned *planned, enum batch batch)
{
	const struct arguments *given = &job->arguments;
	const struct mail_topics topics = {.globals = globals,
	    .planned = planned,
	    .batch = batch,
	    .base = given->base,
	    .subject = given->subject,
	    .template = given->template,
	    .plan = given->plan,
	    .output = given->output,
	    .to = &given->to,
	    .cc = &given->cc};

	return mail_topics_run(&topics);
}

static struct error *mail_batch(struct job *job, struct globals *globals, enum batch batch)
{
	struct planned planned;
	struct error *err = planned_open(&planned, globals, job->arguments.plan);

	if (err)
		return err;
	if (job->arguments.per_topic) {
		err = run_topics(job, globals, &planned, batch);
		planned_release(&planned);
		return err;
	}
	job->repo = planned.project.repo;
	job->config = planned.project.config;
	job->project = &planned.project;
	job->planned = &planned;
	job->batch = batch;
	err = find_batch(job, &planned, batch);
	if (!err)
		err = find_batch_start(job, &planned, batch);
	if (!err)
		err = compose(job);
	planned_release(&planned);
	return err;
}

/* Where there is no mainline, something else must say where the pull starts; `why` is what there is to say
 * if nothing does. */
static struct error *mail_without_mainline(struct job *job, struct globals *globals, struct error *why)
{
	struct repo *repo = NULL;
	struct config *config = NULL;
	struct error *err = repo_open(&repo);

	if (!err)
		err = config_load(&config, &globals->config);
	if (!err) {
		job->repo = repo;
		job->config = config;
		pull_from_find(&job->from, job->arguments.base, config, NULL);
		if (job->from.revision) {
			err = compose(job);
		} else {
			err = why;
			why = NULL;
		}
	}
	error_free(why);
	config_free(config);
	repo_free(repo);
	return err;
}

/* Any tag or branch. */
static struct error *mail_ref(struct job *job, struct globals *globals)
{
	struct project project;
	struct error *err = project_open(&project, &globals->config, globals->as_of);

	if (err && err->code == ERROR_NOT_FOUND)
		return mail_without_mainline(job, globals, err);
	if (err)
		return err;
	job->repo = project.repo;
	job->config = project.config;
	job->project = &project;
	pull_from_find(&job->from, job->arguments.base, project.config, &project);
	err = compose(job);
	project_release(&project);
	return err;
}

static struct error *check_per_topic(const struct arguments *given, const char *named)
{
	enum batch batch;

	if (given->name)
		return error_hint(
		    error_new(ERROR_USAGE, "--name is for the mail of a whole batch, not for --per-topic"),
		    "Topics' tags are named by pullprep.topicTagName.");
	if (!given->output)
		return error_hint(error_new(ERROR_USAGE, "--per-topic writes a directory of mails"),
		    "Name it with --output=DIR.");
	return planned_batch(named, &batch);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct job job = {.globals = globals,
	    .request = {.body = BUF_INIT},
	    .judged = MAIL_JUDGED_INIT,
	    .body = BUF_INIT,
	    .text = BUF_INIT};
	struct strings rest = STRINGS_INIT;
	enum batch batch;
	struct error *err = command_arguments(&command_mail, globals, &job.arguments, argc, argv, &rest),
		     *no_batch;

	if (!err && rest.n != 1)
		err = error_hint(error_new(ERROR_USAGE, "mail takes one batch, or one tag or branch"),
		    "pullprep mail first|second|fixes   or   pullprep mail REF");
	if (!err && job.arguments.per_topic)
		err = check_per_topic(&job.arguments, rest.v[0]);
	if (!err) {
		job.named = rest.v[0];
		no_batch = planned_batch(rest.v[0], &batch);
		if (no_batch)
			job.ref = mem_dup(rest.v[0]);
		err = no_batch ? mail_ref(&job, globals) : mail_batch(&job, globals, batch);
		error_free(no_batch);
	}
	job_release(&job);
	strings_release(&rest);
	return err;
}

const struct command command_mail = {
    .name = "mail",
    .usage = "first|second|fixes | REF",
    .summary = "write the [GIT PULL] mail of a batch, or of any tag or branch",
    .manual =
	"Writes a mail (RFC 5322) to standard output or --output=FILE, ready for git send-email. "
	"Its text is the template 'mail'; from \"The following changes since commit\" on it is what "
	"git request-pull START URL REF writes once the tag is pushed. START is --base, or "
	"pullprep.base, or mainline; URL is pullprep.url; for a batch REF is its tag, of fixes the "
	"newest. No "
	"connection is opened: what to push, and how to send, is said on standard error.\n\n"
	"From and Date are git's committer identity, To and Cc are pullprep.to and pullprep.cc. "
	"What git request-pull passes over in silence is an error or a warning here: nothing to "
	"pull, several merge bases, an unsigned tag, a URL that url.*.insteadOf would rewrite.\n\n"
	"Of the second batch START is the first one's tag where it stands on that: the first is pulled "
	"before it.\n\n"
	"What is pulled is merged with mainline, aside: files in conflict, both sides' last commits "
	"and your notes on them (pullprep conflicts) stand before the request. What you should know "
	"comes to standard error: conflicts without a note, files that go or move and that the "
	"message does not mention, a start that is neither a release nor an -rc nor a batch before, "
	"and whatever of this is unknown.\n\n"
	"What pullprep check finds in what is pulled, and in its tag, is told on standard error, errors "
	"in full; the mail is written nevertheless, and then the exit status is 1 if nobody waived an "
	"error. Reasons of waivers of findings on soak and lateness stand before the request, unless the "
	"tag's message gives them.\n\n"
	"With --per-topic --output=DIR writes a directory for git send-email DIR: 0000-cover.eml, then "
	"a request for each topic's tag in the plan's order, what is contained first, each a reply to "
	"the cover. Each lists what it brings to whoever pulls them in that order: its START is what "
	"was pulled before, as far as the topic holds it. The directory is written whole or not at "
	"all. One that is there must be empty, or an earlier result, which becomes DIR~.\n\n"
	"Variables of the template 'mail' (see pullprep tag): request (the text as request-pull "
	"writes it, which must be in it), conflicts (the section on them), after (which topics are "
	"to be pulled before), reasons (a list: those of waivers), ref, url, headline, subject, to_name (the "
	"first word of the first "
	"name in To), from_name. Of 'cover': headline, count, version, batch, topics (number, name, "
	"tag, headline, patches, base, stands_on, shares), order, bases, conflicts, mainline, "
	"mainline_conflicts (tag, files), unknown, abi (tag, files, ioctls, gone), url, subject, "
	"to_name, from_name.",
    .options = options,
    .run = run,
};
