/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/ratio.h"
#include "cmd/command.h"
#include "cmd/planned.h"
#include "facts/ratiorange.h"
#include "facts/surveytests.h"
#include "util/pager.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	const char *batch;
	const char *plan;
};

static const struct option options[] = {
    {"batch", 0, OPTION_TEXT, "first|second|fixes", "the topics of that batch, and the batch as a whole",
	offsetof(struct arguments, batch)},
    {"plan", 0, OPTION_TEXT, "FILE",
	"with --batch: the plan file (default: pullprep/plan in the git directory)",
	offsetof(struct arguments, plan)},
    OPTION_END,
};

/* A line for each topic and one for all: their sum, or, of a batch, that of its final difference. */
static void add_topics(
    struct buf *out, const struct term *term, const struct survey *survey, const char *batch)
{
	char *name = batch ? mem_format("%s batch", batch) : mem_dup("all topics");
	size_t n = survey->topics.n;
	struct ratio_row *rows = mem_new(n + 1, sizeof(*rows));
	struct ratio all = {.known = true};

	rows[n] = (struct ratio_row){name, 0, &all, true, NULL};
	for (size_t i = 0; i < n; i++) {
		const struct topic *topic = &survey->topics.v[i];

		rows[i] =
		    (struct ratio_row){topic->name, topic->patches, &topic->ratio, false, &topic->elsewhere};
		rows[n].commits += topic->patches;
		ratio_add(&all, batch ? &topic->final : &topic->ratio);
	}
	ratio_text_rows(out, term, rows, n + 1);
	free(rows);
	free(name);
}

static struct error *show_text(const struct globals *globals, const struct survey *survey, const char *batch)
{
	struct buf out = BUF_INIT;
	struct term term;

	term_init(&term, globals->color);
	if (batch && !survey->topics.n)
		buf_addf(&out, "no topic is in the batch '%s'\n", batch);
	else if (!survey->topics.n)
		buf_addstr(&out, "no topics: no branch has anything that mainline lacks\n");
	else if (!batch && survey->topics.n == 1)
		ratio_text_topic(&out, &term, survey, &survey->topics.v[0]);
	else
		add_topics(&out, &term, survey, batch);
	return pager_show(&out, globals->no_pager);
}

static struct error *show_tsv(const struct survey *survey)
{
	struct buf out = BUF_INIT;

	ratio_text_tsv(&out, survey);
	fwrite(out.s, 1, out.len, stdout);
	buf_release(&out);
	return NULL;
}

static struct error *show(const struct globals *globals, const struct survey *survey, const char *batch)
{
	const char *format = globals->format ? globals->format : "text";

	if (!strcmp(format, "tsv"))
		return show_tsv(survey);
	if (!strcmp(format, "json"))
		return ratio_text_json(stdout, survey);
	return show_text(globals, survey, batch);
}

static struct error *run_survey(const struct globals *globals, const struct strings *what)
{
	struct project project = {.repo = NULL};
	struct survey survey = {.project = NULL};
	struct error *err = project_open(&project, &globals->config, globals->as_of);

	if (!err)
		err = survey_named(&survey, &project, what);
	if (!err)
		err = survey_ratio(&survey);
	if (!err)
		err = survey_tests(&survey);
	if (!err)
		err = show(globals, &survey, NULL);
	survey_release(&survey);
	project_release(&project);
	return err;
}

static struct error *find_elsewhere(struct elsewhere **out, const struct globals *globals, struct repo *repo,
    const struct config *config, const struct ratiorange *range)
{
	day_t until = globals->as_of ? day_parse(globals->as_of) : day_today();

	*out = mem_zero(range->n + 1, sizeof(**out));
	return commit_tests(
	    *out, repo, config, until == DAY_NONE ? day_today() : until, range->oids, range->n);
}

/* The lines of a range need neither mainline nor messages, only speed. */
static struct error *run_range(const struct globals *globals, const struct strings *revisions)
{
	struct repo *repo = NULL;
	struct config *config = NULL;
	struct classes *classes = NULL;
	struct ratiorange range = {.oids = NULL};
	struct elsewhere *elsewhere = NULL;
	struct buf out = BUF_INIT;
	struct error *err = repo_open(&repo);

	if (!err)
		err = config_load(&config, &globals->config);
	if (!err)
		err = classes_load(&classes, config);
	if (!err)
		err = ratiorange_find(&range, repo, classes, revisions);
	if (!err)
		err = find_elsewhere(&elsewhere, globals, repo, config, &range);
	for (size_t i = 0; !err && i < range.n; i++)
		ratio_text_record(&out, &range.oids[i], &range.ratios[i], &elsewhere[i]);
	for (size_t i = 0; elsewhere && i < range.n; i++)
		elsewhere_release(&elsewhere[i]);
	free(elsewhere);
	fwrite(out.s, 1, out.len, stdout);
	buf_release(&out);
	ratiorange_release(&range);
	classes_free(classes);
	config_free(config);
	repo_free(repo);
	return err;
}

/* The same survey with the batch's topics alone, in the plan's order; they stay the plan's to release. */
static struct error *run_batch(
    const struct globals *globals, const struct arguments *arguments, const struct strings *what)
{
	struct planned planned;
	struct survey survey;
	struct error *err;
	enum batch batch;

	if (what->n)
		return error_new(
		    ERROR_USAGE, "--batch takes no topics or ranges beside it, not '%s'", what->v[0]);
	err = planned_batch(arguments->batch, &batch);
	if (!err)
		err = planned_read(&planned, globals, arguments->plan, PLAN_SHOW);
	if (err)
		return err;
	survey = planned.survey;
	survey.topics.v = mem_new(planned.survey.topics.n + 1, sizeof(*survey.topics.v));
	survey.topics.n = 0;
	for (size_t i = 0; i < planned.survey.topics.n; i++)
		if (planned.verdicts[planned.order[i]].batch == batch)
			survey.topics.v[survey.topics.n++] = planned.survey.topics.v[planned.order[i]];
	err = show(globals, &survey, batch_name[batch]);
	free(survey.topics.v);
	planned_release(&planned);
	return err;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.batch = NULL};
	struct strings what = STRINGS_INIT;
	struct error *err = command_arguments(&command_ratio, globals, &arguments, argc, argv, &what);

	if (!err && arguments.batch)
		err = run_batch(globals, &arguments, &what);
	else if (!err && globals->format && !strcmp(globals->format, "tsv") && ratiorange_is(&what))
		err = run_range(globals, &what);
	else if (!err)
		err = run_survey(globals, &what);
	strings_release(&what);
	return err;
}

const struct command command_ratio = {
    .name = "ratio",
    .usage = "[RANGE | TOPIC... | --batch=BATCH]",
    .summary = "show how much of a change is tests and documentation",
    .manual =
	"For each commit and topic: the lines added in tests, docs, tools and code, and beside them the "
	"lines "
	"changed (added and removed). A topic's figures are summed over its commits, so that a file is "
	"edited once for each commit that changes it; merges are left out. "
	"Lines "
	"are those of `git log --numstat -M100%`: a file that was only moved counts as nothing, a binary "
	"file as "
	"a file without lines. What a path is, is decided by the rules that `pullprep classes` prints.\n"
	"\n"
	"Without arguments all topics are listed, one line each; of one topic, or of a range, each commit "
	"is. With --batch the topics that the plan (or split, where there is none) puts in a batch are "
	"listed, and "
	"the batch: its figures are those of its topics' final differences, so that what one commit adds and "
	"the "
	"next removes does not count.\n"
	"\n"
	"A commit in a repository that pullprep.testRepo names is a test elsewhere for what it was written "
	"for: its message has the mail of a series that is here (any URL with the Message-ID of one of its "
	"parts, or of its cover letter; or a line Message-ID:), or it names a commit by id (7 digits at "
	"least) "
	"or by its subject, as in (\"subject\"). It counts for the whole series, unless it was reverted, and "
	"is told apart: \"61% + 2 tests in kvm-unit-tests\". Looked at are HEAD and the local branches "
	"there, "
	"back to half a year before the oldest commit here. What was posted again has another Message-ID; "
	"only "
	"that of the commit is known.\n"
	"\n"
	"Columns of --format=tsv, one line per commit that is no merge, newest first:\n"
	"\n"
	"  commit   id, 40 digits\n"
	"  then for each class with lines, in alphabetical order: class=ADDED/REMOVED;\n"
	"  or the word unknown, where an object that the commit needs is missing;\n"
	"  then, if it has tests there, elsewhere=NAME:COUNT, with blanks between several\n"
	"\n"
	"--format=json also has subject, topic and the number of files of each class; and elsewhere, where "
	"pullprep.testRepo is set.",
    .options = options,
    .run = run,
};
