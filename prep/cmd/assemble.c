/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/assemble.h"
#include "cmd/advice.h"
#include "cmd/letters.h"
#include "cmd/planned.h"
#include "cmd/tagged.h"
#include "util/pager.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct arguments {
	const char *base, *resume, *plan;
	bool no_edit, dry_run, force;
	struct asking asking;
};

static const struct option options[] = {
    {"base", 0, OPTION_TEXT, "REV", "on what to assemble (pullprep.base, or what the topics stand on)",
	offsetof(struct arguments, base)},
    {"continue", 0, OPTION_TEXT, "REV", "go on from there: a branch in which you merged what conflicts",
	offsetof(struct arguments, resume)},
    {"plan", 0, OPTION_TEXT, "FILE", "the plan to go by", offsetof(struct arguments, plan)},
    {"no-edit", 0, OPTION_FLAG, NULL, "never open the editor: all topics are described",
	offsetof(struct arguments, no_edit)},
    {"dry-run", 'n', OPTION_FLAG, NULL, "try the merges and make nothing",
	offsetof(struct arguments, dry_run)},
    {"force", 0, OPTION_FLAG, NULL, "replace the branch even if it has commits of your own",
	offsetof(struct arguments, force)},
    ASKING_OPTIONS(offsetof(struct arguments, asking)),
    OPTION_END,
};

struct job {
	const struct globals *globals;
	struct arguments arguments;
	struct planned planned;
	enum batch batch;
	char *branch;
	struct strings unplanned;
	struct assembled assembled;
};

/* As git merge decides: somebody sits there, or says that an editor is to be used. */
static bool may_edit(const struct job *job)
{
	const char *automatic = getenv("GIT_MERGE_AUTOEDIT"), *editor = getenv("GIT_EDITOR");

	if (job->arguments.no_edit || (automatic && !strcmp(automatic, "no")))
		return false;
	return automatic || (editor && *editor) || (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO));
}

static void find_unplanned(struct job *job)
{
	const struct planned *planned = &job->planned;

	for (size_t i = 0; planned->from_file && i < planned->survey.topics.n; i++) {
		const struct topic *topic = &planned->survey.topics.v[i];

		if (topic->patches && !planfile_line(&planned->plan, topic))
			strings_add(&job->unplanned, topic->name);
	}
}

/* ---- what to do next ---- */

static void add_command(struct buf *out, const struct job *job, const char *name, const char *resume)
{
	const struct arguments *given = &job->arguments;

	advice_pullprep(out, job->globals, name);
	advice_word(out, batch_name[job->batch]);
	advice_option(out, "plan", given->plan);
	advice_option(out, "base", given->base);
	advice_option(out, "continue", resume);
	if (given->force && !strcmp(name, "assemble"))
		advice_word(out, "--force");
}

/* The merge of a topic, as one types it. */
static void add_merge(struct buf *out, const struct job *job, const struct topic *topic)
{
	char *tip = oid_text(&topic->tip);

	advice_git(out, job->globals, "merge");
	advice_word(out, "--no-ff");
	advice_word(out, topic->ref && topic->kind == TOPIC_BRANCH ? topic->name : tip);
	free(tip);
}

/* A topic of the batch that contains this one: it may have resolved the same conflict already. */
static const struct topic *find_container(const struct job *job, const struct topic *topic)
{
	const struct survey *survey = &job->planned.survey;

	for (size_t i = 0; i < survey->topics.n; i++) {
		const struct topic *other = &survey->topics.v[i];
		bool contains = false;

		if (job->planned.verdicts[i].batch == job->batch && !oid_equal(&other->tip, &topic->tip))
			error_free(
			    repo_is_ancestor(survey->project->repo, &contains, &topic->tip, &other->tip));
		if (contains)
			return other;
	}
	return NULL;
}

static void hint_conflict(struct error *err, const struct job *job, const struct assemble_stop *stop)
{
	const char *from = git_oid_tostr_s(&stop->tip);
	char *tip = mem_format("%.12s", from);
	const struct topic *container = find_container(job, stop->topic);
	char *resolved = mem_format("%s-resolved", job->branch);
	struct buf start = BUF_INIT, merge = BUF_INIT, again = BUF_INIT;

	advice_git(&start, job->globals, "switch");
	advice_word(&start, "-c");
	advice_word(&start, resolved);
	advice_word(&start, tip);
	add_merge(&merge, job, stop->topic);
	if (container) {
		buf_addf(&merge, "\nor, since %s contains it and may have resolved this already:\n  ",
		    container->name);
		add_merge(&merge, job, container);
	}
	add_command(&again, job, "assemble", resolved);
	error_hint(err,
	    "Nothing was changed. %s holds what is merged before it; resolve it there by hand:\n  %s\n  %s\n"
	    "Then go on with:\n  %s",
	    tip, start.s, merge.s, again.s);
	free(tip);
	free(resolved);
	buf_release(&start);
	buf_release(&merge);
	buf_release(&again);
}

static void hint_stopped(struct error *err, const struct job *job, const struct assemble_stop *stop)
{
	char *tip = mem_format("%.12s", git_oid_tostr_s(&stop->tip));
	struct buf again = BUF_INIT;

	add_command(&again, job, "assemble", tip);
	error_hint(err, "The merges made so far can be gone on with:  %s", again.s);
	free(tip);
	buf_release(&again);
}

static void hint(struct error *err, const struct job *job, const struct assemble_stop *stop)
{
	if (stop->conflict)
		hint_conflict(err, job, stop);
	else if (stop->made && !job->arguments.dry_run)
		hint_stopped(err, job, stop);
}

/* ---- what came of it ---- */

static struct error *show(const struct job *job)
{
	const char *format = job->globals->format;
	struct buf out = BUF_INIT, next = BUF_INIT;
	struct term term;

	if (format && strcmp(format, "text"))
		return assembled_records(stdout, format, &job->assembled);
	term_init(&term, job->globals->color);
	assembled_add_text(&out, &term, &job->assembled);
	if (job->arguments.dry_run)
		add_command(&next, job, "assemble", job->arguments.resume);
	else
		add_command(&next, job, "tag", NULL);
	buf_addf(&out, "\n%s  %s\n", job->arguments.dry_run ? "Do it with: " : "Tag it with:", next.s);
	buf_release(&next);
	return pager_show(&out, job->globals->no_pager);
}

static void remark_without_first(struct strings *remarks, const struct job *job)
{
	struct buf command = BUF_INIT;

	advice_pullprep(&command, job->globals, "assemble");
	advice_word(&command, batch_name[BATCH_FIRST]);
	advice_option(&command, "plan", job->arguments.plan);
	if (tagged_topics(&job->planned, BATCH_FIRST, NULL))
		strings_take(remarks,
		    mem_format(
			"the first batch has neither a tag nor a branch that pullprep made, so this one "
			"does not stand on it; make that with: %s",
			command.s));
	buf_release(&command);
}

/* What will be merged; a series that is cut has no merge to say what it is. */
static void ask_letters(struct job *job)
{
	struct planned *planned = &job->planned;
	bool with_fixes = selection_takes_fixes(job->batch, &planned->project.cycle, &planned->rules);
	ARRAY(size_t) topics = ARRAY_INIT;

	for (size_t i = 0; i < planned->survey.topics.n; i++) {
		enum batch batch = planned->verdicts[i].batch;

		if (planned->survey.topics.v[i].kind != TOPIC_SERIES &&
		    (batch == job->batch || (with_fixes && batch == BATCH_FIXES)))
			array_push(&topics, i);
	}
	letters_ask(&planned->survey, topics.v, topics.n, &job->arguments.asking);
	array_release(&topics);
}

static struct error *assemble(struct job *job)
{
	struct planned *planned = &job->planned;
	const struct arguments *given = &job->arguments;
	struct assemble_wish wish = {.batch = job->batch,
	    .branch = job->branch,
	    .base = given->base,
	    .resume = given->resume,
	    .fixes_tagged = tagged_fixes(planned),
	    .unplanned = &job->unplanned,
	    .may_edit = may_edit(job),
	    .dry_run = given->dry_run,
	    .force = given->force};
	struct strings remarks = STRINGS_INIT;
	struct assemble_stop stop;
	char *first = NULL;
	struct error *err = NULL;

	if (job->batch == BATCH_SECOND)
		err = tagged_before(&wish.first, &first, planned);
	wish.first_name = first;
	if (!err)
		ask_letters(job);
	if (!err && job->batch == BATCH_SECOND && !first && !given->base)
		remark_without_first(&remarks, job);
	if (!err)
		err = assemble_batch(&job->assembled, &remarks, &stop, &planned->survey, planned->verdicts,
		    planned->order, &planned->rules, &wish);
	for (size_t i = 0; i < remarks.n; i++)
		warning("%s", remarks.v[i]);
	if (err)
		hint(err, job, &stop);
	else
		err = show(job);
	assembled_release(&job->assembled);
	strings_release(&remarks);
	free(first);
	return err;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct job job = {.globals = globals};
	struct strings rest = STRINGS_INIT;
	struct error *err = command_arguments(&command_assemble, globals, &job.arguments, argc, argv, &rest);

	if (!err && rest.n != 1)
		err = error_hint(error_new(ERROR_USAGE, "assemble takes one batch"),
		    "pullprep assemble first|second|fixes");
	if (!err)
		err = asking_check(&job.arguments.asking);
	if (!err)
		err = planned_batch(rest.v[0], &job.batch);
	if (!err)
		err = planned_read(&job.planned, globals, job.arguments.plan, PLAN_LINES);
	if (!err) {
		find_unplanned(&job);
		err = names_branch(
		    &job.branch, job.planned.project.config, &job.planned.project.cycle, job.batch);
		if (!err)
			err = assemble(&job);
		planned_release(&job.planned);
	}
	free(job.branch);
	strings_release(&job.unplanned);
	strings_release(&rest);
	return err;
}

const struct command command_assemble = {
    .name = "assemble",
    .usage = "first|second|fixes",
    .summary = "merge the topics of a batch into a branch",
    .manual =
	"Makes the branch pullprep.branchName (for-%v-%n) of what the plan puts into the batch: its topics, "
	"merged "
	"in the plan's order into the base. HEAD, index and work tree are not touched, and the branch is "
	"moved once, "
	"when all is merged. git makes the merges (git merge-tree --write-tree), so they are what git merge "
	"would have "
	"made; merge hooks are not run. In the merge window fixes ride with the batch that is sent next, if "
	"they stand on "
	"nothing newer than its base. A topic that another one holds is not merged by itself. Series of a "
	"linear history are "
	"not merged but cut: the branch starts at the topmost of them. Nothing is rebased or cherry-picked.\n"
	"\n"
	"The base is --base; for the second batch the first one's tag or branch; else pullprep.base, or the "
	"oldest release or "
	"-rc that has all of mainline on which the topics stand.\n"
	"\n"
	"Each merge says what it brings and why: the topic's description (git branch --edit-description), or "
	"the text of "
	"its merge on the integration branch, or, where pullprep.lore.url is configured, the cover letter of "
	"what was posted, or what you write in the editor. An empty text is refused. The "
	"editor is "
	"opened where git merge would: on a terminal, or if GIT_EDITOR or GIT_MERGE_AUTOEDIT is set, and not "
	"with "
	"--no-edit. pullprep.signOff=true adds your Signed-off-by, merge.log a shortlog, commit.gpgSign a "
	"signature; "
	"--signoff and --log in branch.<branch>.mergeOptions count as well.\n"
	"\n"
	"A conflict changes nothing. It names the files and the topics, and the commit up to which all is "
	"merged. Merge the "
	"topic there by hand, on a branch of your own, and go on with --continue=BRANCH. That must hold "
	"merges of the "
	"batch's topics at their tips, in any order, and nothing else. Merges that git would not have made "
	"like that are "
	"named: linux-next never had them, so soak cannot vouch for them.\n"
	"\n"
	"When it is run again, merges that are there already are kept, with their messages and resolutions, "
	"as far as the plan "
	"is the same; with the same plan the branch is unchanged. A description that was changed since is "
	"remarked on: it "
	"counts when the branch was deleted. A branch that has commits of your own is replaced only with "
	"--force, and one "
	"that is checked out not at all.\n"
	"\n"
	"Columns of --format=tsv, one line per topic, in the order of the merges:\n"
	"\n"
	"  batch      first, second, fixes\n"
	"  branch     its name\n"
	"  base       id, 40 digits\n"
	"  tip        id of the branch's tip\n"
	"  unchanged  yes or no: the branch was so already\n"
	"  topic      its name\n"
	"  how        cut, merged, kept, by hand, held\n"
	"  held_by    the topic or base that holds it\n"
	"  commits    own commits that are no merges\n"
	"  topic_tip  id of its tip\n"
	"  merge      id of its merge, - if there is none",
    .options = options,
    .run = run,
};
