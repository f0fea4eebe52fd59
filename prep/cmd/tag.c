/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/tag.h"
#include "cmd/advice.h"
#include "cmd/planned.h"
#include "cmd/tagged.h"
#include "publish/child.h"
#include "publish/drafting.h"
#include "publish/editor.h"
#include "publish/file.h"
#include "text/draft.h"
#include "text/plain.h"
#include "util/safe.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Long enough to find the token and type a passphrase twice; a signer that is still not done waits for
 * nobody. Seconds. */
#define SIGN_DEADLINE 600

struct arguments {
	const char *tip, *base, *name, *message, *template, *plan;
	bool no_edit, again, dry_run;
};

static const struct option options[] = {
    {"tip", 0, OPTION_TEXT, "REV", "where you merged the batch's topics", offsetof(struct arguments, tip)},
    {"base", 0, OPTION_TEXT, "REV", "where the pull starts (pullprep.base, or the merge base with mainline)",
	offsetof(struct arguments, base)},
    {"name", 0, OPTION_TEXT, "NAME", "name of the tag (pullprep.tagName)", offsetof(struct arguments, name)},
    {"message", 0, OPTION_TEXT, "FILE", "take the message from FILE", offsetof(struct arguments, message)},
    {"template", 0, OPTION_TEXT, "FILE", "the template of the message", offsetof(struct arguments, template)},
    {"plan", 0, OPTION_TEXT, "FILE", "the plan to go by", offsetof(struct arguments, plan)},
    {"no-edit", 0, OPTION_FLAG, NULL, "take the message as it is", offsetof(struct arguments, no_edit)},
    {"again", 0, OPTION_FLAG, NULL, "replace the batch's tag; its message is the draft",
	offsetof(struct arguments, again)},
    {"dry-run", 'n', OPTION_FLAG, NULL, "print the message and make nothing",
	offsetof(struct arguments, dry_run)},
    OPTION_END,
};

/* All that a tag is made of. */
struct job {
	const struct globals *globals;
	struct arguments arguments;
	struct planned planned;
	struct selection selection;
	enum batch batch;
	char *name;
	git_oid existing; /* the tag that is there already, or zero */
	git_oid tagged;   /* its commit, or zero */
	char *stale;      /* what has changed since the tag whose message is the draft, or NULL */
	struct buf message;
	struct strings advice; /* what would make the draft better, a line each */
	char *path;            /* of the kept message, while there is one */
	bool flawed;           /* it cannot be a tag's as it stands */
};

static struct repo *job_repo(const struct job *job)
{
	return job->planned.project.repo;
}

static const struct topic *job_topic(const struct job *job, size_t i)
{
	return &job->planned.survey.topics.v[job->selection.topics.v[i]];
}

/* A name that a pulled tag has is free again only by the maintainer's own hand. */
static struct error *hint_pulled(struct error *err, const char *name)
{
	return error_hint(err,
	    "Take another name with --name=NAME; one that is used again and again is free after:  git tag -d "
	    "%s",
	    name);
}

static struct error *refuse_again(const struct job *job, const struct batch_tag *tag)
{
	struct error *err = error_failed("%s has pulled the tag %s already, so it is not replaced",
	    job->planned.project.mainline_name, tag->name);

	return tag->next ? error_hint(err, "Leave --again out: the next tag is %s.", tag->next)
			 : hint_pulled(err, tag->name);
}

static struct error *refuse_existing(const struct job *job, const struct batch_tag *tag)
{
	bool same = git_oid_equal(&tag->commit, &job->selection.tip);
	struct error *err;

	if (tag->pulled)
		return hint_pulled(error_failed("the tag %s exists already, and %s has pulled it", tag->name,
				       job->planned.project.mainline_name),
		    tag->name);
	err = error_failed(
	    "the tag %s exists already, on %s", tag->name, same ? "the very same commit" : "another commit");
	return error_hint(err, "Replace it with --again, which keeps its message as the draft, or take "
			       "another name with --name=NAME.");
}

static struct error *find_name(struct job *job)
{
	struct batch_tag tag;
	struct error *err = tagged_find(&tag, &job->planned, job->batch, job->arguments.name);

	if (err)
		return err;
	if (tag.pulled && job->arguments.again) {
		err = refuse_again(job, &tag);
	} else if (tag.pulled && tag.next) {
		job->name = mem_dup(tag.next);
	} else {
		job->name = mem_dup(tag.name);
		job->existing = tag.object;
		job->tagged = tag.commit;
		if (!git_oid_is_zero(&tag.object) && !job->arguments.again && !job->arguments.dry_run)
			err = refuse_existing(job, &tag);
	}
	batch_tag_release(&tag);
	return err;
}

/* What a tag says must be known: an object that is missing stops it, no data at all is said. */
static struct error *check_soak(const struct job *job)
{
	const struct survey *survey = &job->planned.survey;
	size_t unknown = 0;

	if (!job->planned.project.next.n) {
		warning("no linux-next data: the message says nothing about linux-next");
		return NULL;
	}
	for (size_t i = 0; i < job->selection.topics.n; i++) {
		const struct topic *topic = job_topic(job, i);

		for (size_t j = 0; j < topic->commits.n; j++) {
			const struct commit_facts *commit = &survey->commits.v[topic->commits.v[j]];

			unknown += !commit->merge && commit->soak.match == MATCH_UNKNOWN;
		}
	}
	if (!unknown)
		return NULL;
	return error_hint(
	    error_new(ERROR_MISSING,
		"how long %zu commits were in linux-next is not known: objects are missing", unknown),
	    "git fsck names them; in a partial clone get them with git fetch --refetch.");
}

/* ---- the message ---- */

static struct error *render(struct job *job)
{
	const struct planned *planned = &job->planned;
	const struct drafting drafting = {
	    .survey = &planned->survey,
	    .verdicts = planned->verdicts,
	    .rules = &planned->rules,
	    .selection = &job->selection,
	    .batch = job->batch,
	    .version = names_version(&planned->project.cycle, job->batch),
	    .tag = job->name,
	};

	return drafting_message(&job->message, &job->advice, &drafting, job->arguments.template);
}

/* The old tag's message is the draft: says if it is of other commits. */
static struct error *draft_again(struct job *job)
{
	size_t come = 0, gone = 0;
	struct error *err = tag_message(&job->message, job_repo(job), &job->existing);

	if (!err && job->message.len && !git_oid_is_zero(&job->tagged))
		err = batch_changes(&come, &gone, &job->planned.survey, &job->tagged, &job->selection.tip);
	if (!err && (come || gone))
		job->stale = mem_format("draft is of the old tag: %zu commit%s come, %zu %s gone since", come,
		    come == 1 ? " has" : "s have", gone, gone == 1 ? "has" : "have");
	return err;
}

static struct error *draft(struct job *job)
{
	struct error *err = NULL;

	if (job->arguments.message)
		err = error_hint(error_context(file_read(&job->message, job->arguments.message), "--message"),
		    "Name a file that can be read, or leave --message out to get a draft.");
	else if (job->arguments.again && !git_oid_is_zero(&job->existing))
		err = draft_again(job);
	if (!err && !job->message.len && !job->arguments.message)
		err = render(job);
	if (!err)
		draft_clean(&job->message);
	return err;
}

/* The message is on the disk from here on, so that no failure loses it. */
static struct error *keep(struct job *job, const struct buf *text)
{
	char *directory = mem_format("%s/pullprep", repo_common_dir(job_repo(job)));
	struct error *err = file_create(&job->path, directory, job->name, "message", text->s, text->len);

	free(directory);
	return error_hint(error_context(err, "the message cannot be kept, so no tag was made"),
	    "Make room or a way for it: it must be on the disk before git gets it.");
}

/* Takes back what the editor left. Where it left no file, what it was given is kept. */
static struct error *read_edited(struct job *job)
{
	struct buf edited = BUF_INIT;
	struct error *err = file_read(&edited, job->path), *lost;

	if (!err) {
		buf_release(&job->message);
		job->message = edited;
		draft_clean(&job->message);
		return NULL;
	}
	buf_release(&edited);
	if (err->code != ERROR_NOT_FOUND)
		return err;
	error_free(err);
	err = error_failed("the editor left no message: its file is gone");
	lost = file_replace(job->path, job->message.s, job->message.len);
	if (lost) {
		error_hint(err, "Begin anew with the same command.");
		free(job->path);
		job->path = NULL;
	} else {
		error_hint(err, "The draft that it was given is there again.");
	}
	error_free(lost);
	return err;
}

static struct error *edit(struct job *job)
{
	struct buf text = BUF_INIT;
	struct error *err;

	buf_add(&text, job->message.s, job->message.len);
	buf_addch(&text, '\n');
	draft_add_instructions(&text,
	    "The message of the tag stands above. Lines that start with '#' stay in it;\n"
	    "what is below this line does not. An empty message makes no tag.\n");
	if (job->stale)
		buf_addf(&text, "#\n# The %s.\n", job->stale);
	buf_addf(&text, "#\n# Tag %s on %.12s:\n", job->name, git_oid_tostr_s(&job->selection.tip));
	for (size_t i = 0; i < job->selection.topics.n; i++)
		buf_addf(
		    &text, "#   %s (%zu commits)\n", job_topic(job, i)->name, job_topic(job, i)->commits.n);
	for (size_t i = 0; i < job->advice.n; i++)
		buf_addf(&text, "#%s%s\n", *job->advice.v[i] ? " " : "", job->advice.v[i]);
	err = keep(job, &text);
	if (!err)
		err = error_hint(editor_open(job_repo(job), job->path), "or leave it out with --no-edit.");
	if (!err)
		err = interrupt_error();
	if (!err)
		err = read_edited(job);
	if (!err && job->message.len)
		err = file_replace(job->path, job->message.s, job->message.len);
	buf_release(&text);
	return err;
}

/* What the maintainer wrote stays as it is; but others will read it on their terminals. */
static void remark_on_controls(const struct job *job)
{
	char *line = NULL;
	size_t number = plain_first_odd(job->message.s, job->message.len, &line);
	struct buf shown = BUF_INIT;

	if (number) {
		safe_add_cut(&shown, line, 60);
		warning(
		    "line %zu of the message holds control characters, or is no UTF-8: %s", number, shown.s);
	}
	buf_release(&shown);
	free(line);
}

/* Leaves the message in job->message and in the file job->path. */
static struct error *settle(struct job *job)
{
	struct error *err = job->arguments.no_edit ? NULL : edit(job);

	if (!err && !job->message.len) {
		err = error_hint(error_failed("the message is empty, so no tag was made"),
		    job->arguments.message ? "Write it into the file of --message, or leave that out to get "
					     "a draft."
		    : job->arguments.no_edit
			? "The template 'tag' gives nothing: mend it, or write a message into a file "
			  "and name it with --message=FILE."
			: "Begin anew with the same command, or take the draft as it is with --no-edit.");
		if (job->path)
			unlink(job->path);
		free(job->path);
		job->path = NULL;
		return err;
	}
	if (!err && !job->path)
		err = keep(job, &job->message);
	if (err)
		return err;
	err = draft_check(&job->message, job->path);
	job->flawed = err != NULL;
	if (!err)
		remark_on_controls(job);
	return err;
}

/* ---- the tag ---- */

static struct error *make(struct job *job)
{
	const struct project *project = &job->planned.project;
	struct tag_plan plan = {.name = job->name,
	    .tip = job->selection.tip,
	    .message_path = job->path,
	    .message = &job->message,
	    .replace = job->arguments.again};
	struct buf words = BUF_INIT;
	long deadline;
	git_oid made;
	struct error *err =
	    config_number(project->config, "pullprep.signDeadline", SIGN_DEADLINE, 1, &deadline);

	plan.deadline = (int)deadline;
	if (!err)
		err = tag_make(&made, &words, project->repo, project->config, &plan);
	if (!err && words.len)
		warning("%s: %s", job->name, words.s);
	buf_release(&words);
	return err;
}

/* The whole command that goes on from here. */
static void hint_kept(struct error *err, const struct job *job)
{
	const struct arguments *given = &job->arguments;
	const struct {
		const char *option, *value;
	} repeated[] = {{"message", job->path}, {"tip", given->tip}, {"base", given->base},
	    {"name", given->name}, {"plan", given->plan}};
	struct buf command = BUF_INIT;

	advice_pullprep(&command, job->globals, "tag");
	advice_word(&command, batch_name[job->batch]);
	for (size_t i = 0; i < sizeof(repeated) / sizeof(*repeated); i++)
		advice_option(&command, repeated[i].option, repeated[i].value);
	if (given->again)
		advice_word(&command, "--again");
	error_hint(err, "The message is kept in %s\n%s  %s", job->path,
	    job->flawed ? "Mend it there, then go on with:" : "Go on with:", command.s);
	buf_release(&command);
}

static struct error *sign(struct job *job)
{
	struct error *err;

	interrupt_begin();
	err = settle(job);
	if (!err)
		err = interrupt_error();
	if (!err)
		err = make(job);
	interrupt_end();
	if (!err)
		unlink(job->path);
	else if (job->path)
		hint_kept(err, job);
	return err;
}

/* The mail of this very tag: by its own name where the batch's would be another. */
static void advise_mail(struct buf *command, const struct job *job)
{
	const struct arguments *given = &job->arguments;
	char *branch = mem_format("refs/heads/%s", job->name), *full = mem_format("refs/tags/%s", job->name);
	git_oid commit;
	enum batch batch;
	struct error *no_branch = repo_commit(job_repo(job), branch, &commit),
		     *no_batch = planned_batch(job->name, &batch);

	advice_pullprep(command, job->globals, "mail");
	if (given->name)
		advice_word(command, no_branch && no_batch ? job->name : full);
	else
		advice_word(command, batch_name[job->batch]);
	if (!given->name)
		advice_option(command, "plan", given->plan);
	advice_option(command, "base", given->base);
	error_free(no_branch);
	error_free(no_batch);
	free(branch);
	free(full);
}

static void advise_push(struct buf *command, const struct job *job)
{
	const char *remote = config_get(job->planned.project.config, "pullprep.remote");
	const char *url = config_get(job->planned.project.config, "pullprep.url");
	char *ref = mem_format("refs/tags/%s", job->name);

	advice_git(command, job->globals, "push");
	advice_word(command, remote ? remote : url ? url : "REMOTE");
	advice_word(command, ref);
	free(ref);
}

static struct error *tell(const struct job *job)
{
	struct buf text = BUF_INIT, push = BUF_INIT, mail = BUF_INIT;
	struct error *err;

	advise_push(&push, job);
	advise_mail(&mail, job);
	buf_addf(&text, "%s is tagged: %s on %.12s\n", batch_name[job->batch], job->name,
	    git_oid_tostr_s(&job->selection.tip));
	buf_addf(&text, "Push it with:         %s\n", push.s);
	buf_addf(&text, "Write the mail with:  %s\n", mail.s);
	err = file_show(stdout, text.s, text.len);
	if (err) {
		error_context(err, "the tag %s is made and stays, but could not be told", job->name);
		error_hint(err, "Push it with:         %s\nWrite the mail with:  %s", push.s, mail.s);
	}
	buf_release(&text);
	buf_release(&push);
	buf_release(&mail);
	return err;
}

static void job_release(struct job *job)
{
	selection_release(&job->selection);
	planned_release(&job->planned);
	buf_release(&job->message);
	strings_release(&job->advice);
	free(job->name);
	free(job->stale);
	free(job->path);
}

/* The commit of the tag of fixes, zero if there is none. One that cannot even be named is none. */
static git_oid fixes_tagged(const struct job *job)
{
	git_oid commit;
	struct batch_tag tag;
	struct error *err = tagged_find(&tag, &job->planned, BATCH_FIXES, NULL);

	if (err) {
		error_free(err);
		memset(&commit, 0, sizeof(commit));
		return commit;
	}
	commit = tag.commit;
	batch_tag_release(&tag);
	return commit;
}

static struct error *run_job(struct job *job)
{
	struct selection_wish wish = {job->batch, job->arguments.tip, job->arguments.base, fixes_tagged(job)};
	struct planned *planned = &job->planned;
	struct error *err = selection_make(
	    &job->selection, &planned->survey, planned->verdicts, planned->order, &planned->rules, &wish);

	if (!err)
		err = find_name(job);
	if (!err)
		err = check_soak(job);
	if (!err)
		err = draft(job);
	if (err)
		return err;
	for (size_t i = 0; i < job->selection.remarks.n; i++)
		warning("%s", job->selection.remarks.v[i]);
	if (job->stale && (job->arguments.no_edit || job->arguments.dry_run))
		warning("the %s", job->stale);
	if (job->arguments.dry_run)
		return file_show(stdout, job->message.s, job->message.len);
	err = sign(job);
	return err ? err : tell(job);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct job job = {.globals = globals, .message = BUF_INIT};
	struct strings rest = STRINGS_INIT;
	struct error *err = command_arguments(&command_tag, globals, &job.arguments, argc, argv, &rest);

	if (!err && rest.n != 1)
		err = error_hint(
		    error_new(ERROR_USAGE, "tag takes one batch"), "pullprep tag first|second|fixes");
	if (!err)
		err = planned_batch(rest.v[0], &job.batch);
	if (!err)
		err = planned_open(&job.planned, globals, job.arguments.plan);
	if (!err) {
		err = run_job(&job);
		job_release(&job);
	}
	strings_release(&rest);
	return err;
}

const struct command command_tag = {
    .name = "tag",
    .usage = "first|second|fixes",
    .summary = "sign the tag of a batch",
    .manual = "Tags what the plan puts into the batch: the tip of its one topic, or, for several, the "
	      "commit named with --tip, into which you merged them; beyond the base it must hold "
	      "exactly their commits, and merges.\n\n"
	      "The message is drafted from the template 'tag' (bullets are branch descriptions, texts "
	      "of merges, or subjects; sections are pullprep.area's, or what topics have before '/'; "
	      "the sentence on linux-next names its exceptions and their reasons) and opened in your "
	      "git editor; control characters in what others wrote are masked. What is below the scissors "
	      "line is cut off; lines that start with '#' stay.\n\n"
	      "git signs the tag with your own configuration (user.signingKey, gpg.format, "
	      "gpg.program). It is then read back and verified. A missing or broken signature undoes "
	      "it; a key that git does not know or trust is only said. On any failure the message is "
	      "kept, and its path printed. An existing tag is replaced only with --again, which takes its "
	      "message as the draft and "
	      "says how many commits have come and gone since; never one that mainline has pulled. Fixes "
	      "are sent more than once: where mainline has pulled their tag, the next is NAME-2, then "
	      "NAME-3 and so on, and pullprep mail fixes takes the newest.\n\n"
	      "Templates are taken from --template=FILE, pullprep.templateDir, "
	      "$XDG_CONFIG_HOME/pullprep/templates or those installed, the first that has one. In them "
	      "${name} is a variable, ${name|wrap} one that is broken at 76 columns; lines of %if NAME, "
	      "%if not NAME, %else, %for ITEM in NAME, %end and %# REMARK are instructions. Variables "
	      "of 'tag': headline, name, batch, version, tag, first, second, fixes, topics (name, "
	      "patches, description), sections (title, bullets), soak, notes, patches.",
    .options = options,
    .run = run,
};
