/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/mail.h"
#include "cmd/advice.h"
#include "cmd/planned.h"
#include "cmd/tagged.h"
#include "facts/mainline.h"
#include "publish/batch.h"
#include "publish/child.h"
#include "publish/file.h"
#include "publish/request.h"
#include "publish/tag.h"
#include "publish/templates.h"

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
	struct repo *repo;           /* borrowed from what was opened: */
	const struct config *config; /* (also borrowed) */
	char *ref;                   /* what upstream is asked to pull */
	char *start;                 /* where the pull starts */
	const char *start_origin;
	const git_oid *puller; /* mainline, which it is merged into; NULL: it was not looked for */
	const char *puller_name;
	struct request request;
	struct mail mail;
	struct buf body, text;
	char *subject;
};

/* ---- what to pull, and from where ---- */

static void find_start(struct job *job, const struct project *project)
{
	const char *configured = config_get(job->config, "pullprep.base");

	job->puller = project ? &project->mainline : NULL;
	job->puller_name = project ? project->mainline_name : NULL;
	job->start_origin = job->arguments.base ? "--base" : configured ? "pullprep.base" : "mainline";
	if (job->arguments.base || configured)
		job->start = mem_dup(job->arguments.base ? job->arguments.base : configured);
	else if (project && oid_equal(&project->mainline, &project->mainline_tip))
		job->start = mem_dup(project->mainline_name);
	else if (project) /* seen from an earlier day */
		job->start = oid_text(&project->mainline);
}

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

static struct error *read_addresses(struct mailboxes *out, const struct strings *given, const char *option,
    const struct config *config, const char *key, bool both)
{
	struct strings configured = STRINGS_INIT;
	struct error *err = NULL;

	if (both || !given->n)
		config_all(config, key, &configured);
	for (size_t i = 0; !err && i < configured.n; i++)
		err = header_read_addresses(out, key, configured.v[i]);
	for (size_t i = 0; !err && i < given->n; i++)
		err = header_read_addresses(out, option, given->v[i]);
	strings_release(&configured);
	return err;
}

static struct error *find_subject(struct job *job)
{
	const char *configured = config_get(job->config, "pullprep.subject");
	const char *text = job->arguments.subject ? job->arguments.subject : configured;
	const char *origin = job->arguments.subject ? "--subject" : "pullprep.subject";
	struct error *err = NULL;

	if (text && !text[strspn(text, " \t")])
		err = error_hint(error_failed("%s is empty", origin),
		    "Say what the pull is about, or leave it out to take the tag's headline.");
	else if (text)
		err = header_check(origin, text);
	else
		text = job->request.headline ? job->request.headline : job->request.shown;
	if (!err)
		job->subject = mem_format("%s%s", strncmp(text, "[GIT PULL", 9) ? "[GIT PULL] " : "", text);
	job->mail.subject = job->subject;
	return err;
}

static struct error *find_sender(struct job *job)
{
	struct buf identity = BUF_INIT;
	struct error *err = repo_git(job->repo, &identity, "var", "GIT_COMMITTER_IDENT", NULL);

	if (err)
		error_hint(
		    err, "Set them with:  git config user.name NAME   and   git config user.email ADDRESS");
	buf_trim(&identity);
	if (!err)
		err = mail_read_identity(&job->mail, identity.s);
	buf_release(&identity);
	return err;
}

/* What the greeting may call the first one written to: the first word of the name. */
static struct value *first_name(const struct mailboxes *to)
{
	const char *name = to->n && to->v[0].name ? to->v[0].name : "";
	char *first = mem_dupn(name, strcspn(name, " "));
	struct value *value = value_text(first);

	free(first);
	return value;
}

static struct error *render(struct job *job, const char *url)
{
	struct template *template = NULL;
	struct value *values = value_map();
	char *request;
	struct error *err = templates_load(&template, job->config, "mail", job->arguments.template);

	/* its last newline is the template line's own */
	request = mem_dupn(job->request.body.s, job->request.body.len - 1);
	value_set(values, "request", value_text(request));
	value_set(values, "ref", value_text(job->request.shown));
	value_set(values, "url", value_text(url));
	value_set(values, "headline", value_text(job->request.headline));
	value_set(values, "subject", value_text(job->subject));
	value_set(values, "to_name", first_name(&job->mail.to));
	value_set(values, "from_name", value_text(job->mail.from.v[0].name));
	if (!err)
		err = template_render(template, values, &job->body);
	if (job->body.len && job->body.s[job->body.len - 1] != '\n')
		buf_addch(&job->body, '\n');
	if (!err && !strstr(job->body.s, job->request.body.s))
		err = error_hint(error_failed("the template of the mail leaves the request out"),
		    "Put a line ${request} into it.");
	job->mail.body = job->body.s;
	job->mail.length = job->body.len;
	free(request);
	value_free(values);
	template_free(template);
	return err;
}

static void tell(const struct job *job, const char *url)
{
	const char *remote = config_get(job->config, "pullprep.remote");
	struct buf text = BUF_INIT, push = BUF_INIT, send = BUF_INIT;

	for (size_t i = 0; i < job->request.remarks.n; i++)
		warning("%s", job->request.remarks.v[i]);
	if (!job->mail.to.n)
		warning("the mail has no To: set pullprep.to, or use --to=ADDRESS");
	if (!mail_is_utf8(job->body.s, job->body.len))
		warning(
		    "the mail is not all UTF-8, as it says it is: a tag or a name is in another encoding");
	advice_git(&push, job->globals, "push");
	advice_word(&push, remote ? remote : url);
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
	struct error *err;

	mail_write(&job->text, &job->mail);
	if (!job->arguments.output)
		return file_show(stdout, job->text.s, job->text.len);
	interrupt_begin();
	err = file_replace(job->arguments.output, job->text.s, job->text.len);
	if (!err)
		err = interrupt_error();
	interrupt_end();
	return error_hint(err, "Make a place for it, or name another file with --output=FILE.");
}

static struct error *find_url(const struct job *job, const char **url)
{
	const char *remote_url;
	char *key;

	*url = config_get(job->config, "pullprep.url");
	if (!*url)
		return error_hint(error_failed("pullprep.url is not set, so there is nowhere to pull from"),
		    "Set it with:  git config pullprep.url URL   (the public URL of your repository)");
	key = mem_format("remote.%s.url", *url);
	remote_url = config_get(job->config, key);
	free(key);
	if (remote_url) /* which may be the private one, so that it is not for us to put it in */
		return error_hint(
		    error_failed("pullprep.url is '%s', the name of a remote here, which says nothing to "
				 "others",
			*url),
		    "Set it to the public URL with:  git config pullprep.url URL   (the remote's is %s)",
		    remote_url);
	return request_check_url("pullprep.url", *url);
}

static struct error *compose(struct job *job)
{
	const char *url;
	struct error *err = find_url(job, &url);

	if (!err)
		err = request_make(&job->request, job->repo,
		    &(const struct request_wish){.start = job->start,
			.start_origin = job->start_origin,
			.puller = job->puller,
			.puller_name = job->puller_name,
			.url = url,
			.ref = job->ref});
	if (!err)
		err = find_sender(job);
	if (!err)
		err = read_addresses(
		    &job->mail.to, &job->arguments.to, "--to", job->config, "pullprep.to", false);
	if (!err)
		err = read_addresses(
		    &job->mail.cc, &job->arguments.cc, "--cc", job->config, "pullprep.cc", true);
	if (!err)
		err = find_subject(job);
	if (!err)
		err = render(job, url);
	if (!err)
		err = write_out(job);
	if (!err)
		tell(job, url);
	return err;
}

static void job_release(struct job *job)
{
	strings_release(&job->arguments.to);
	strings_release(&job->arguments.cc);
	request_release(&job->request);
	mail_release(&job->mail);
	buf_release(&job->body);
	buf_release(&job->text);
	free(job->ref);
	free(job->start);
	free(job->subject);
}

/* ---- the two ways to name it ---- */

static struct error *mail_batch(struct job *job, struct globals *globals, enum batch batch)
{
	struct planned planned;
	struct error *err = planned_open(&planned, globals, job->arguments.plan);

	if (err)
		return err;
	job->repo = planned.project.repo;
	job->config = planned.project.config;
	find_start(job, &planned.project);
	err = find_batch(job, &planned, batch);
	if (!err)
		err = compose(job);
	planned_release(&planned);
	return err;
}

/* Any tag or branch. Where something else than mainline says where the pull starts, there may be none. */
static struct error *mail_ref(struct job *job, struct globals *globals)
{
	struct project project;
	struct mainline mainline;
	struct repo *repo = NULL;
	struct config *config = NULL;
	struct error *err = repo_open(&repo);

	if (!err)
		err = config_load(&config, &globals->config);
	if (!err) {
		job->repo = repo;
		job->config = config;
		find_start(job, NULL);
	}
	if (!err && job->start) {
		struct error *unknown = mainline_find(&mainline, repo, config);

		if (!unknown) {
			job->puller = &mainline.tip;
			job->puller_name = mainline.name;
		}
		err = compose(job);
		if (!unknown)
			mainline_release(&mainline);
		error_free(unknown);
	} else if (!err) {
		err = project_open(&project, &globals->config, globals->as_of);
		if (!err) {
			find_start(job, &project);
			err = compose(job);
			project_release(&project);
		}
	}
	config_free(config);
	repo_free(repo);
	return err;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct job job = {.globals = globals,
	    .mail = MAIL_INIT,
	    .request = {.body = BUF_INIT},
	    .body = BUF_INIT,
	    .text = BUF_INIT};
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
