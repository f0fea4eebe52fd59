/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/conflicts.h"
#include "cmd/advice.h"
#include "cmd/planned.h"
#include "cmd/predict.h"
#include "cmd/tagged.h"
#include "publish/editor.h"
#include "publish/file.h"
#include "publish/notes.h"
#include "text/wrap.h"
#include "util/pager.h"
#include "util/safe.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	bool next, topics, edit;
	const char *plan;
};

static const struct option options[] = {
    {"next", 0, OPTION_FLAG, NULL, "also merge with the newest linux-next release",
	offsetof(struct arguments, next)},
    {"topics", 0, OPTION_FLAG, NULL, "also merge with the topics that are not in the batch",
	offsetof(struct arguments, topics)},
    {"edit", 0, OPTION_FLAG, NULL, "open the notes on conflicts with mainline in the editor",
	offsetof(struct arguments, edit)},
    {"plan", 0, OPTION_TEXT, "FILE", "the plan to go by", offsetof(struct arguments, plan)},
    OPTION_END,
};

struct job {
	const struct globals *globals;
	struct arguments arguments;
	struct project *project;       /* borrowed: */
	const struct planned *planned; /* only for a batch */
	const char *what;              /* batch or revision as it was given; NULL: all topics */
	enum batch batch;
	struct merge_head head; /* its tip */
	char *tag, *branch;     /* its names */
	struct notes notes;
	struct prediction found;
};

/* ---- what is merged ---- */

static struct error *no_tip(const struct job *job, size_t topics)
{
	struct buf command = BUF_INIT;
	struct error *err;

	if (!topics)
		return error_hint(error_failed("no topic is in the %s batch", batch_name[job->batch]),
		    "The plan says which is in which:  pullprep split");
	err = error_new(ERROR_NOT_FOUND,
	    "the %s batch has %zu topics, and neither a tag %s nor a branch %s that holds them",
	    batch_name[job->batch], topics, job->tag, job->branch);
	advice_pullprep(&command, job->globals, "assemble");
	advice_word(&command, batch_name[job->batch]);
	advice_option(&command, "plan", job->arguments.plan);
	error_hint(err, "Make the branch with:  %s", command.s);
	buf_release(&command);
	return err;
}

static git_oid tip_of_topic(const struct planned *planned, const char *name)
{
	return survey_topic(&planned->survey, name)->tip;
}

/* The batch's tip: its tag's, else that of the branch it is assembled as, else that of its only topic. */
static struct error *find_batch(struct job *job)
{
	const struct planned *planned = job->planned;
	const char *only;
	size_t topics = tagged_topics(planned, job->batch, &only);
	struct batch_tag tag;
	bool ours, over;
	git_oid assembled;
	struct error *err = tagged_find(&tag, planned, job->batch, NULL);

	if (err)
		return err;
	/* a tag of fixes that mainline has is not that of those that wait now */
	over = tag.pulled && tag.next && topics;
	job->tag = mem_dup(over ? tag.next : tag.name);
	if (!over)
		job->head = (struct merge_head){job->tag, tag.commit};
	batch_tag_release(&tag);
	err = tagged_assembled(&assembled, &job->branch, &ours, planned, job->batch);
	if (err || !oid_is_zero(&job->head.tip))
		return err;
	if (!oid_is_zero(&assembled))
		job->head = (struct merge_head){job->branch, assembled};
	else if (only)
		job->head = (struct merge_head){only, tip_of_topic(planned, only)};
	else
		err = no_tip(job, topics);
	return err;
}

static struct error *find_revision(struct job *job)
{
	job->tag = mem_dup(strncmp(job->what, "refs/tags/", 10) ? job->what : job->what + 10);
	job->head.name = job->tag;
	return repo_commit(job->project->repo, job->what, &job->head.tip);
}

static struct merge_head mainline(const struct job *job)
{
	return (struct merge_head){job->project->mainline_name, job->project->mainline};
}

/* Topics that are not in the batch. */
static void list_others(struct heads *out, const struct planned *planned, enum batch batch)
{
	for (size_t i = 0; i < planned->survey.topics.n; i++) {
		const struct topic *topic = planned->survey.topics.v + planned->order[i];
		enum batch its = planned->verdicts[planned->order[i]].batch;

		if (topic->commits.n && its != BATCH_DROP && its != batch)
			array_push(out, (struct merge_head){topic->name, topic->tip});
	}
}

/* Does a plan of this window, if there is one, drop the topic? */
static bool is_dropped(const struct planfile *plan, const struct cycle *cycle, const struct topic *topic)
{
	const struct plan_line *line = planfile_line(plan, topic);

	return line && line->batch == BATCH_DROP && !planfile_is_other(plan, cycle);
}

static struct error *list_all(struct heads *out, const struct job *job, const struct survey *survey)
{
	char *path = job->arguments.plan
			 ? mem_dup(job->arguments.plan)
			 : mem_format("%s/pullprep/plan", repo_common_dir(job->project->repo));
	struct planfile plan = {.v = NULL};
	struct buf text = BUF_INIT;
	struct error *err = file_read(&text, path);

	if (err && err->code == ERROR_NOT_FOUND && !job->arguments.plan) {
		error_free(err);
		err = NULL;
	}
	if (!err)
		err = error_context(planfile_parse(&plan, text.s), "the plan %s", path);
	for (size_t i = 0; !err && i < survey->topics.n; i++) {
		const struct topic *topic = survey->topics.v + i;

		if (topic->commits.n && !is_dropped(&plan, &job->project->cycle, topic))
			array_push(out, (struct merge_head){topic->name, topic->tip});
	}
	planfile_release(&plan);
	buf_release(&text);
	free(path);
	return err;
}

/* ---- merging ---- */

static struct error *test_all(struct job *job, const struct survey *survey)
{
	struct merge_head other = mainline(job);
	struct heads topics = {.v = NULL};
	struct error *err = list_all(&topics, job, survey);

	if (!err)
		err = predict_each(&job->found, &topics, &other);
	if (!err && job->arguments.next)
		err = predict_next(&other, job->project);
	if (!err && job->arguments.next)
		err = predict_each(&job->found, &topics, &other);
	if (!err)
		err = predict_topics(&job->found, &topics);
	array_release(&topics);
	return err;
}

static struct error *test_one(struct job *job)
{
	struct merge_head other = mainline(job);
	struct heads topics = {.v = NULL};
	struct error *err = predict_one(&job->found, &job->head, &other);

	if (!err && job->arguments.next)
		err = predict_next(&other, job->project);
	if (!err && job->arguments.next)
		err = predict_one(&job->found, &job->head, &other);
	if (!err && job->arguments.topics) {
		list_others(&topics, job->planned, job->batch);
		err = predict_batch(&job->found, &job->head, &topics);
	}
	array_release(&topics);
	return err;
}

/* ---- notes ---- */

/* The first merge is that with mainline, and it alone is asked about. */
static struct error *edit_notes(struct job *job)
{
	struct test_merges with_mainline = {.v = job->found.merges.v, .n = 1};
	struct error *err;

	if (!conflicts_count(&with_mainline) && !job->notes.n)
		return NULL;
	err = notes_write(&job->notes, &with_mainline);
	if (!err)
		err = editor_open(job->project->repo, job->notes.file);
	notes_release(&job->notes);
	return err ? err : notes_read(&job->notes, job->project, job->tag);
}

static struct error *add_notes(struct job *job)
{
	struct error *err = notes_read(&job->notes, job->project, job->tag);

	if (!err && job->arguments.edit)
		err = edit_notes(job);
	if (!err)
		notes_put(&job->notes, &job->found.merges);
	return err;
}

/* ---- what came of it ---- */

static void add_advice(struct buf *out, const struct job *job, const struct term *term)
{
	const struct test_merges with_mainline = {.v = job->found.merges.v, .n = 1};
	size_t missing = job->what ? conflicts_without_note(&with_mainline) : 0;
	char *mainline_name, *sentence, *command_line;
	struct buf command = BUF_INIT;

	if (!missing)
		return;
	advice_pullprep(&command, job->globals, "conflicts");
	advice_word(&command, job->what);
	advice_option(&command, "plan", job->arguments.plan);
	advice_word(&command, "--edit");
	mainline_name = safe_text(job->project->mainline_name);
	sentence = mem_format("%zu of the conflicts with %s %s no note for the mail. Write %s with:", missing,
	    mainline_name, missing == 1 ? "has" : "have", missing == 1 ? "it" : "them");
	buf_addch(out, '\n');
	wrap_add(out, sentence, 0, term->width);
	command_line = safe_text(command.s);
	buf_addf(out, "\n  %s\n", command_line);
	free(mainline_name);
	free(sentence);
	free(command_line);
	buf_release(&command);
}

static struct error *show(const struct job *job)
{
	const char *format = job->globals->format ? job->globals->format : "text";
	struct records records;
	struct buf out = BUF_INIT;
	struct term term;

	if (strcmp(format, "text")) {
		records_start(
		    &records, stdout, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, conflicts_columns);
		conflicts_record(&records, &job->found.merges);
		return records_finish(&records);
	}
	term_init(&term, job->globals->color);
	conflicts_show(&out, &job->found.merges, &term);
	if (job->found.summary.len && out.len)
		buf_addch(&out, '\n');
	wrap_add(&out, job->found.summary.s, 0, term.width);
	add_advice(&out, job, &term);
	return pager_show(&out, job->globals->no_pager);
}

/* ---- what is asked about ---- */

static struct error *of_one(struct job *job)
{
	struct error *err = test_one(job);

	if (!err)
		err = add_notes(job);
	return err ? err : show(job);
}

static struct error *of_batch(struct job *job)
{
	struct planned planned;
	struct error *err = planned_read(&planned, job->globals, job->arguments.plan, PLAN_LINES);

	if (err)
		return err;
	job->planned = &planned;
	job->project = job->found.project = &planned.project;
	err = find_batch(job);
	if (!err)
		err = of_one(job);
	planned_release(&planned);
	return err;
}

static struct error *of_revision(struct job *job)
{
	struct error *err = find_revision(job);

	return err ? err : of_one(job);
}

static struct error *of_topics(struct job *job)
{
	struct survey survey = {.project = NULL};
	struct strings all = STRINGS_INIT;
	struct error *err = survey_topics(&survey, job->project, &all);

	if (!err)
		err = test_all(job, &survey);
	if (!err)
		err = show(job);
	survey_release(&survey);
	return err;
}

/* No judgement is asked for, so what the batches are is not found out. */
static struct error *without_batch(struct job *job)
{
	struct project project;
	struct error *err = project_open(&project, &job->globals->config, job->globals->as_of);

	if (err)
		return err;
	job->project = job->found.project = &project;
	err = job->what ? of_revision(job) : of_topics(job);
	project_release(&project);
	return err;
}

static struct error *check_usage(const struct job *job, const struct strings *rest, bool is_batch)
{
	if (rest->n > 1)
		return error_hint(
		    error_new(ERROR_USAGE, "conflicts takes one batch, tag or branch, or nothing"),
		    "pullprep conflicts [first|second|fixes | REV]");
	if (job->arguments.edit && !rest->n)
		return error_hint(error_new(ERROR_USAGE, "--edit asks for notes on one pull"),
		    "pullprep conflicts first|second|fixes --edit   or   pullprep conflicts REV --edit");
	if (job->arguments.topics && rest->n && !is_batch)
		return error_hint(
		    error_new(ERROR_USAGE, "--topics is for a batch: which topics are in '%s' is not known",
			rest->v[0]),
		    "pullprep conflicts first|second|fixes --topics");
	return NULL;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct job job = {.globals = globals, .found = {.summary = BUF_INIT}};
	struct strings rest = STRINGS_INIT;
	struct error *err = command_arguments(&command_conflicts, globals, &job.arguments, argc, argv, &rest),
		     *no_batch = NULL;

	if (!err && rest.n)
		no_batch = planned_batch(rest.v[0], &job.batch);
	if (!err)
		err = check_usage(&job, &rest, !no_batch);
	if (!err) {
		job.what = rest.n ? rest.v[0] : NULL;
		err = job.what && !no_batch ? of_batch(&job) : without_batch(&job);
	}
	error_free(no_batch);
	prediction_release(&job.found);
	notes_release(&job.notes);
	strings_release(&rest);
	free(job.tag);
	free(job.branch);
	return err;
}

const struct command command_conflicts = {
    .name = "conflicts",
    .usage = "[first|second|fixes | REV] [--edit]",
    .summary = "predict what whoever pulls will have to resolve",
    .manual =
	"Merges as whoever pulls will, with git's own merge, and shows what conflicts: each file, how (as "
	"git "
	"calls it: contents, add/add, modify/delete, rename/delete, submodule, ...), and the last commits of "
	"both sides that touched it. HEAD, index, work tree and the repository's objects stay as they are.\n"
	"\n"
	"A batch (its tag, else the branch it is assembled as, else its only topic) or any revision is "
	"merged "
	"with mainline. With --next it is merged with the newest linux-next release, too; with --topics a "
	"batch is merged with each topic outside of it. Without arguments each topic that the plan does not "
	"drop is merged with mainline, and all of them with each other, two at a time. Topics that share no "
	"path cannot conflict and are not merged. Where two start from different commits of mainline, what "
	"one of them has in conflict with mainline is told of that pair alone.\n"
	"\n"
	"--edit opens a file with a section for each conflict of the batch with mainline; what you write "
	"there goes into the mail, below the conflict. Notes are kept for each tag, in "
	"pullprep/conflicts in the git directory.\n"
	"\n"
	"Conflicts are no failure. Columns of --format=tsv, one line per conflict:\n"
	"\n"
	"  ours           batch, revision or topic\n"
	"  theirs         mainline, linux-next release or topic\n"
	"  path           the file, as it is called in the merge\n"
	"  kind           contents, add/add, modify/delete, rename/delete, ...\n"
	"  ours_commit    id, 40 digits, of our last commit to the file that they lack\n"
	"  theirs_commit  of theirs that we lack\n"
	"  words          git's own sentence\n"
	"  note           yours",
    .options = options,
    .run = run,
};
