/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/advice.h"
#include "cmd/forewarn.h"
#include "cmd/letters.h"
#include "cmd/objections.h"
#include "cmd/planned.h"
#include "cmd/tagged.h"
#include "cmd/tagging.h"
#include "cmd/tagtopics.h"
#include "publish/child.h"
#include "publish/file.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	const char *tip, *base, *name, *message, *template, *plan;
	bool no_edit, again, dry_run, per_topic;
	struct asking asking;
};

static const struct option options[] = {
    {"tip", 0, OPTION_TEXT, "REV", "where you merged the batch's topics", offsetof(struct arguments, tip)},
    {"base", 0, OPTION_TEXT, "REV", "where the pull starts (pullprep.base, or the merge base with mainline)",
	offsetof(struct arguments, base)},
    {"name", 0, OPTION_TEXT, "NAME", "name of the tag (pullprep.tagName)", offsetof(struct arguments, name)},
    {"per-topic", 0, OPTION_FLAG, NULL, "a tag for each topic of the batch (pullprep.topicTagName)",
	offsetof(struct arguments, per_topic)},
    {"message", 0, OPTION_TEXT, "FILE",
	"take the message from FILE; with --per-topic: from the directory FILE",
	offsetof(struct arguments, message)},
    {"template", 0, OPTION_TEXT, "FILE", "the template of the message", offsetof(struct arguments, template)},
    {"plan", 0, OPTION_TEXT, "FILE", "the plan to go by", offsetof(struct arguments, plan)},
    {"no-edit", 0, OPTION_FLAG, NULL, "take the message as it is", offsetof(struct arguments, no_edit)},
    {"again", 0, OPTION_FLAG, NULL, "replace the batch's tag; its message is the draft",
	offsetof(struct arguments, again)},
    {"dry-run", 'n', OPTION_FLAG, NULL, "print the message and make nothing",
	offsetof(struct arguments, dry_run)},
    ASKING_OPTIONS(offsetof(struct arguments, asking)),
    OPTION_END,
};

/* All that the tag of a batch is made of. */
struct job {
	const struct globals *globals;
	struct arguments arguments;
	struct planned planned;
	struct selection selection;
	struct tagging tagging;
	struct objections objections;
	struct buf check; /* the command that tells them */
	char *objected;   /* how many there are, and that command */
	char *keep_in;    /* where messages are kept */
	enum batch batch;
};

static struct error *find_name(struct job *job)
{
	struct batch_tag tag;
	struct error *err = tagged_find(&tag, &job->planned, job->batch, job->arguments.name);

	if (err)
		return err;
	err = tagging_name(&job->tagging, &tag);
	batch_tag_release(&tag);
	return err;
}

/* The whole command that goes on from here. */
static void hint_kept(struct error *err, const struct job *job)
{
	const struct arguments *given = &job->arguments;
	const struct {
		const char *option, *value;
	} repeated[] = {{"message", job->tagging.path}, {"tip", given->tip}, {"base", given->base},
	    {"name", given->name}, {"plan", given->plan}};
	struct buf command = BUF_INIT;

	advice_pullprep(&command, job->globals, "tag");
	advice_word(&command, batch_name[job->batch]);
	for (size_t i = 0; i < sizeof(repeated) / sizeof(*repeated); i++)
		advice_option(&command, repeated[i].option, repeated[i].value);
	if (given->again)
		advice_word(&command, "--again");
	error_hint(err, "The message is kept in %s\n%s  %s", job->tagging.path,
	    job->tagging.flawed ? "Mend it there, then go on with:" : "Go on with:", command.s);
	buf_release(&command);
}

/* What upstream would object to in the commits. */
static void find_objections(struct job *job)
{
	const struct selection *selection = &job->selection;
	char *counts;

	objections_find(
	    &job->objections, &job->planned.survey, selection->topics.v, selection->topics.n, job->batch);
	counts = objections_counts(&job->objections);
	advice_pullprep(&job->check, job->globals, "check");
	advice_word(&job->check, batch_name[job->batch]);
	advice_option(&job->check, "plan", job->arguments.plan);
	if (counts)
		job->objected = mem_format("%s (%s)", counts, job->check.s);
	job->tagging.findings = &job->objections.judgement.findings;
	job->tagging.objections = job->objected;
	free(counts);
}

/* ... and in the message as it is to be signed. */
static void tell_objections(struct job *job)
{
	const struct tag_facts facts = tagging_facts(&job->tagging);

	objections_add_tag(&job->objections, &facts);
	objections_tell(&job->objections, job->check.s);
}

static struct error *sign(struct job *job)
{
	struct error *err;

	interrupt_begin();
	err = tagging_settle(&job->tagging);
	if (!err) {
		tell_objections(job);
		err = tagging_make(&job->tagging);
	}
	interrupt_end();
	if (!err)
		tagging_done(&job->tagging);
	else if (job->tagging.path)
		hint_kept(err, job);
	return err;
}

/* What to do with this very tag: by its own name where the batch's would be another. */
static void add_named(struct buf *command, const struct job *job)
{
	const struct arguments *given = &job->arguments;
	char *branch = mem_format("refs/heads/%s", job->tagging.name),
	     *full = mem_format("refs/tags/%s", job->tagging.name);
	git_oid commit;
	enum batch batch;
	struct error *no_branch = repo_commit(job->planned.project.repo, branch, &commit),
		     *no_batch = planned_batch(job->tagging.name, &batch);

	if (given->name)
		advice_word(command, no_branch && no_batch ? job->tagging.name : full);
	else
		advice_word(command, batch_name[job->batch]);
	if (!given->name)
		advice_option(command, "plan", given->plan);
	error_free(no_branch);
	error_free(no_batch);
	free(branch);
	free(full);
}

static void advise_check(struct buf *command, const struct job *job)
{
	advice_pullprep(command, job->globals, "check");
	advice_word(command, "--remote");
	add_named(command, job);
}

static void advise_mail(struct buf *command, const struct job *job)
{
	advice_pullprep(command, job->globals, "mail");
	add_named(command, job);
	advice_option(command, "base", job->arguments.base);
}

static void advise_push(struct buf *command, const struct job *job)
{
	char *ref = mem_format("refs/tags/%s", job->tagging.name);

	advice_push(command, job->globals, job->planned.project.config);
	advice_word(command, ref);
	free(ref);
}

static struct error *tell(const struct job *job)
{
	struct buf text = BUF_INIT, next = BUF_INIT, push = BUF_INIT, check = BUF_INIT, mail = BUF_INIT;
	struct error *err;

	advise_push(&push, job);
	advise_check(&check, job);
	advise_mail(&mail, job);
	buf_addf(&next, "Push it with:         %s\n", push.s);
	buf_addf(&next, "See it is there:      %s\n", check.s);
	buf_addf(&next, "Write the mail with:  %s", mail.s);
	buf_addf(&text, "%s is tagged: %s on %.12s\n%s\n", batch_name[job->batch], job->tagging.name,
	    git_oid_tostr_s(&job->selection.tip), next.s);
	err = file_show(stdout, text.s, text.len);
	if (err) {
		error_context(err, "the tag %s is made and stays, but could not be told", job->tagging.name);
		error_hint(err, "%s", next.s);
	}
	buf_release(&text);
	buf_release(&next);
	buf_release(&push);
	buf_release(&check);
	buf_release(&mail);
	return err;
}

static void job_release(struct job *job)
{
	tagging_release(&job->tagging);
	selection_release(&job->selection);
	objections_release(&job->objections);
	buf_release(&job->check);
	free(job->objected);
	planned_release(&job->planned);
	free(job->keep_in);
}

static void remark_on_no_data(const struct planned *planned)
{
	if (!planned->project.next.n)
		warning("no linux-next data: the message says nothing about linux-next");
}

/* The base where nothing better could be found is worth a word. */
static struct error *remark_on_base(struct job *job, const git_oid *before)
{
	const struct ids base = {&job->selection.base, 1, 0};
	struct ids starts;
	struct error *err =
	    pullstart_find(&starts, NULL, job->planned.project.history, &job->selection.tip, &base);

	if (err)
		return err;
	err = forewarn_base(&job->selection.remarks, &job->planned.project, &starts, before);
	array_release(&starts);
	return err;
}

static struct error *select_batch(struct job *job)
{
	const struct planned *planned = &job->planned;
	struct tag_wish wish;
	struct error *err =
	    tag_wish_find(&wish, planned, job->batch, job->arguments.tip, job->arguments.base);

	if (err)
		return err;
	err = selection_make(&job->selection, &planned->survey, planned->verdicts, planned->order,
	    &planned->rules, &wish.selection);
	if (!err)
		err = remark_on_base(job, &wish.selection.before);
	tag_wish_release(&wish);
	return err;
}

static struct error *tag_batch(struct job *job)
{
	struct tagging *tagging = &job->tagging;
	struct error *err = select_batch(job);

	if (!err)
		err = find_name(job);
	if (!err)
		err = tagging_check_soak(tagging);
	if (!err && !tagging_has_message(tagging))
		letters_ask(&job->planned.survey, job->selection.topics.v, job->selection.topics.n,
		    &job->arguments.asking);
	if (!err) {
		find_objections(job);
		err = tagging_draft(tagging);
	}
	if (err)
		return err;
	remark_on_no_data(&job->planned);
	for (size_t i = 0; i < job->selection.remarks.n; i++)
		warning("%s", job->selection.remarks.v[i]);
	if (tagging->stale && (tagging->no_edit || tagging->dry_run))
		warning("the %s", tagging->stale);
	if (tagging->no_edit || tagging->dry_run)
		letters_tell(&tagging->advice.lettered);
	if (tagging->dry_run) {
		err = file_show(stdout, tagging->message.s, tagging->message.len);
		tell_objections(job);
	} else {
		err = sign(job);
		if (!err)
			err = tell(job);
	}
	return err ? err : judgement_error(&job->objections.judgement);
}

static struct error *run_batch(struct job *job)
{
	const struct arguments *given = &job->arguments;

	job->keep_in = mem_format("%s/pullprep", repo_common_dir(job->planned.project.repo));
	job->tagging = (struct tagging){.planned = &job->planned,
	    .selection = &job->selection,
	    .batch = job->batch,
	    .message_file = given->message,
	    .template = given->template,
	    .keep_in = job->keep_in,
	    .no_edit = given->no_edit,
	    .again = given->again,
	    .dry_run = given->dry_run,
	    .message = BUF_INIT};
	return tag_batch(job);
}

static struct error *run_topics(struct job *job)
{
	const struct arguments *given = &job->arguments;
	const struct tag_topics topics = {.globals = job->globals,
	    .planned = &job->planned,
	    .batch = job->batch,
	    .base = given->base,
	    .template = given->template,
	    .plan = given->plan,
	    .messages = given->message,
	    .no_edit = given->no_edit,
	    .again = given->again,
	    .dry_run = given->dry_run,
	    .asking = given->asking};

	return tag_topics_run(&topics);
}

static struct error *check_arguments(const struct arguments *given, const struct strings *rest)
{
	if (rest->n != 1)
		return error_hint(
		    error_new(ERROR_USAGE, "tag takes one batch"), "pullprep tag first|second|fixes");
	if (given->per_topic && (given->name || given->tip))
		return error_hint(
		    error_new(ERROR_USAGE, "--%s is for the tag of a whole batch, not for --per-topic",
			given->name ? "name" : "tip"),
		    given->name ? "Name topics' tags by pullprep.topicTagName."
				: "Each topic is tagged at its own tip.");
	return asking_check(&given->asking);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct job job = {.globals = globals,
	    .tagging = {.message = BUF_INIT},
	    .objections = OBJECTIONS_INIT,
	    .check = BUF_INIT};
	struct strings rest = STRINGS_INIT;
	struct error *err = command_arguments(&command_tag, globals, &job.arguments, argc, argv, &rest);

	if (!err)
		err = check_arguments(&job.arguments, &rest);
	if (!err)
		err = planned_batch(rest.v[0], &job.batch);
	if (!err)
		err = planned_open(&job.planned, globals, job.arguments.plan);
	if (!err) {
		err = job.arguments.per_topic ? run_topics(&job) : run_batch(&job);
		job_release(&job);
	}
	strings_release(&rest);
	return err;
}

const struct command command_tag = {
    .name = "tag",
    .usage = "first|second|fixes",
    .summary = "sign the tag of a batch",
    .manual =
	"Tags what the plan puts into the batch: the branch that pullprep assemble made of it; "
	"without one, the tip of its one topic, or, for several, the commit named with --tip, into "
	"which you merged them. Beyond the base it must hold exactly their commits, and merges.\n\n"
	"The message is drafted from the template 'tag' (bullets are branch descriptions, "
	"texts of merges or, where pullprep.lore.url is configured, the cover letters of what was posted; "
	"a topic without any shows its name and size; sections are pullprep.area's, "
	"or what topics have before '/'; the sentence on linux-next names its exceptions and their "
	"reasons; what follows is the share of tests and documentation, your reasons in the plan, "
	"those of waivers of findings on soak and lateness, "
	"merges made by hand, shared branches, and acks from outside) and opened in your "
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
	"Errors and warnings that pullprep check finds in what is tagged, and in the message as it is to "
	"be signed, are told on standard error before git signs: the errors in full. The tag is made "
	"nevertheless, and then the exit status is 1 if nobody waived an error (pullprep waive).\n\n"
	"With --per-topic each topic of the batch gets a tag of its own, on its own tip, named by "
	"pullprep.topicTagName (%t-%v: kvm/x86 makes kvm-x86-6.9). "
	"Its message is of what it brings to whoever pulls the topics in the plan's order. All "
	"messages are written before the first tag is made, and it is all or none: what fails, or "
	"an interrupt, takes back those made before. The messages are kept in a directory, which "
	"--message=DIR goes on from.\n\n"
	"Templates are taken from --template=FILE, pullprep.templateDir, "
	"$XDG_CONFIG_HOME/pullprep/templates or those installed, the first that has one. In them "
	"${name} is a variable, ${name|wrap} one that is broken at 76 columns; lines of %if NAME, "
	"%if not NAME, %else, %for ITEM in NAME, %end and %# REMARK are instructions. Variables "
	"of 'tag': headline, name, batch, version, tag, first, second, fixes, topics (name, "
	"patches, description), sections (title, bullets), soak, tested, notes, acks, patches.",
    .options = options,
    .run = run,
};
