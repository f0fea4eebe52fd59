/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/advice.h"
#include "cmd/mailing.h"
#include "cmd/planned.h"
#include "cmd/pullfrom.h"
#include "cmd/tagged.h"
#include "publish/batch.h"
#include "publish/child.h"
#include "publish/file.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	const char *base, *subject, *output, *template, *plan, *name;
	struct strings to, cc;
};

static const struct option options[] = {
    {"base", 0, OPTION_TEXT, "REV", "where the pull starts (pullprep.base, or mainline)",
	offsetof(struct arguments, base)},
    {"to", 0, OPTION_LIST, "ADDRESS", "who is asked to pull (pullprep.to)", offsetof(struct arguments, to)},
    {"cc", 0, OPTION_LIST, "ADDRESS", "who gets a copy, beside pullprep.cc", offsetof(struct arguments, cc)},
    {"subject", 0, OPTION_TEXT, "TEXT", "after [GIT PULL] (pullprep.subject, or the tag's headline)",
	offsetof(struct arguments, subject)},
    {"name", 0, OPTION_TEXT, "NAME", "the batch's tag (pullprep.tagName)", offsetof(struct arguments, name)},
    {"output", 'o', OPTION_TEXT, "FILE", "write to FILE, not to standard output",
	offsetof(struct arguments, output)},
    {"template", 0, OPTION_TEXT, "FILE", "the template of the mail", offsetof(struct arguments, template)},
    {"plan", 0, OPTION_TEXT, "FILE", "the plan to go by", offsetof(struct arguments, plan)},
    OPTION_END,
};

/* All that a mail is made of. */
struct job {
	const struct globals *globals;
	struct arguments arguments;
	struct repo *repo;             /* borrowed from what was opened: */
	const struct config *config;   /* (also borrowed) */
	const struct project *project; /* NULL: there is no mainline here */
	char *ref;                     /* what upstream is asked to pull */
	struct pull_from from;         /* where the pull starts */
	struct mailing mailing;
	struct request request;
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

static struct error *render(struct job *job)
{
	struct value *values = mailing_values(&job->mailing, &job->request, job->subject);
	struct error *err =
	    mailing_render(&job->body, &job->mailing, "mail", job->arguments.template, values, &job->request);

	value_free(values);
	return err;
}

static void tell(const struct job *job)
{
	const char *remote = config_get(job->config, "pullprep.remote");
	struct buf text = BUF_INIT, push = BUF_INIT, send = BUF_INIT;

	for (size_t i = 0; i < job->request.remarks.n; i++)
		warning("%s", job->request.remarks.v[i]);
	mailing_remark(&job->mailing, &job->body);
	advice_git(&push, job->globals, "push");
	advice_word(&push, remote ? remote : job->mailing.url);
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
		err = mailing_subject(&job->subject, &job->mailing, "[GIT PULL]", given->subject,
		    job->request.headline ? job->request.headline : job->request.shown);
	if (!err)
		err = render(job);
	if (!err)
		err = write_out(job);
	if (!err)
		tell(job);
	return err;
}

static void job_release(struct job *job)
{
	strings_release(&job->arguments.to);
	strings_release(&job->arguments.cc);
	pull_from_release(&job->from);
	request_release(&job->request);
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
	return err ? err : pull_from_before(&job->from, planned, batch, &head);
}

static struct error *mail_batch(struct job *job, struct globals *globals, enum batch batch)
{
	struct planned planned;
	struct error *err = planned_open(&planned, globals, job->arguments.plan);

	if (err)
		return err;
	job->repo = planned.project.repo;
	job->config = planned.project.config;
	job->project = &planned.project;
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

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct job job = {
	    .globals = globals, .request = {.body = BUF_INIT}, .body = BUF_INIT, .text = BUF_INIT};
	struct strings rest = STRINGS_INIT;
	enum batch batch;
	struct error *err = command_arguments(&command_mail, globals, &job.arguments, argc, argv, &rest),
		     *no_batch;

	if (!err && rest.n != 1)
		err = error_hint(error_new(ERROR_USAGE, "mail takes one batch, or one tag or branch"),
		    "pullprep mail first|second|fixes   or   pullprep mail REF");
	if (!err) {
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
    .manual = "Writes a mail (RFC 5322) to standard output or --output=FILE, ready for git send-email. "
	      "Its text is the template 'mail'; from \"The following changes since commit\" on it is what "
	      "git request-pull START URL REF writes once the tag is pushed. START is --base, or "
	      "pullprep.base, or mainline; URL is pullprep.url; for a batch REF is its tag, of fixes the "
	      "newest. No "
	      "connection is opened: what to push, and how to send, is said on standard error.\n\n"
	      "From and Date are git's committer identity, To and Cc are pullprep.to and pullprep.cc. "
	      "What git request-pull passes over in silence is an error or a warning here: nothing to "
	      "pull, several merge bases, an unsigned tag, a URL that url.*.insteadOf would rewrite.\n\n"
	      "Variables of the template (see pullprep tag): request (the text as request-pull writes "
	      "it, which must be in it), ref, url, headline, subject, to_name (the first word of the "
	      "first name in To), from_name.",
    .options = options,
    .run = run,
};
