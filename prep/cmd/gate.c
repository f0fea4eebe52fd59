/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/gates.h"

#include "cmd/command.h"
#include "facts/survey.h"
#include "publish/gaterecord.h"
#include "publish/gaterun.h"
#include "publish/waive.h"
#include "util/pager.h"
#include "util/safe.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

struct arguments {
	const char *gate, *log;
	bool passed, failed, again;
};

static const struct option options[] = {
    {"gate", 0, OPTION_TEXT, "NAME", "only that gate", offsetof(struct arguments, gate)},
    {"again", 0, OPTION_FLAG, NULL, "run: also what has passed on that tree",
	offsetof(struct arguments, again)},
    {"passed", 0, OPTION_FLAG, NULL, "record: the topic's tip passed it", offsetof(struct arguments, passed)},
    {"failed", 0, OPTION_FLAG, NULL, "record: it did not", offsetof(struct arguments, failed)},
    {"log", 0, OPTION_TEXT, "URL", "record: where its log is", offsetof(struct arguments, log)},
    OPTION_END,
};

/* What all ways through the command stand on. */
struct work {
	const struct globals *globals;
	const struct arguments *arguments;
	struct project project;
	struct survey survey;
	struct gates gates;
	struct gate_results results;
	struct gate_rows rows;
};

/* One gate that one topic has to pass. */
struct pair {
	const struct topic *topic;
	struct gate_state state;
};
typedef struct error *(*visit)(struct work *work, const struct pair *pair);

/* ---- arguments ---- */

enum mode { MODE_SHOW, MODE_RUN, MODE_RECORD };

/* The first word; a topic that is called so is meant where another word is in front. */
static enum mode take_mode(struct strings *words)
{
	enum mode mode = !words->n                        ? MODE_SHOW
			 : !strcmp(words->v[0], "run")    ? MODE_RUN
			 : !strcmp(words->v[0], "record") ? MODE_RECORD
							  : MODE_SHOW;

	if (mode == MODE_SHOW && (!words->n || strcmp(words->v[0], "show") != 0))
		return mode;
	free(words->v[0]);
	memmove(words->v, words->v + 1, --words->n * sizeof(*words->v));
	return mode;
}

static struct error *check_arguments(const struct arguments *a, enum mode mode, const struct strings *topics)
{
	struct error *err = NULL;

	if (mode != MODE_RECORD && (a->passed || a->failed || a->log))
		err = error_new(ERROR_USAGE, "--passed, --failed and --log are for: gate record");
	else if (mode != MODE_RUN && a->again)
		err = error_new(ERROR_USAGE, "--again is for: gate run");
	else if (mode == MODE_RECORD && (topics->n != 1 || !a->gate))
		err = error_new(ERROR_USAGE, "gate record needs one topic, and --gate=NAME");
	else if (mode == MODE_RECORD && a->passed == a->failed)
		err = error_new(ERROR_USAGE, "gate record needs to know whether it --passed or --failed");
	return error_hint(err,
	    "It is:  pullprep gate record TOPIC --gate=NAME --passed|--failed [--log=URL]\n"
	    "or:     pullprep gate run [TOPIC...] [--gate=NAME] [--again]\n"
	    "or:     pullprep gate [TOPIC...] [--gate=NAME]");
}

static bool is_for_people(const struct work *work)
{
	return !work->globals->format || !strcmp(work->globals->format, "text");
}

/* ---- topics and their gates ---- */

static struct error *visit_topic(struct work *work, const struct topic *topic, visit action, size_t *visited)
{
	const char *only = work->arguments->gate;
	struct topic_gates gates;
	struct error *err = topic_gates_find(&gates, work->project.repo, &work->gates, &work->results, topic);

	for (size_t i = 0; !err && i < gates.n; i++) {
		const struct pair pair = {topic, gates.v[i]};

		if (only && strcmp(only, pair.state.gate->name) != 0)
			continue;
		++*visited;
		err = action(work, &pair);
	}
	array_release(&gates);
	return err;
}

/* Of topics that mainline has taken nothing is asked any more, unless they are named. */
static struct error *visit_all(struct work *work, bool named, visit action)
{
	struct error *err = NULL;
	size_t visited = 0;

	for (size_t i = 0; !err && i < work->survey.topics.n; i++) {
		const struct topic *topic = &work->survey.topics.v[i];

		if (named || topic->commits.n || !topic->merged_as)
			err = visit_topic(work, topic, action, &visited);
	}
	if (err || visited || !work->arguments->gate)
		return err;
	return error_hint(error_failed("no gate %s is for any of the topics", work->arguments->gate),
	    "See which there are with:  pullprep gate\n"
	    "Add one with:  git config --add pullprep.gate 'GLOB:%s:COMMAND'",
	    gate_is_name(work->arguments->gate) ? work->arguments->gate : "NAME");
}

/* ---- show ---- */

static struct error *add_row(struct work *work, const struct pair *pair)
{
	array_push(&work->rows, (struct gate_row){pair->topic->name, pair->state});
	return NULL;
}

static struct error *show(struct work *work, bool named, bool first)
{
	struct error *err = visit_all(work, named, add_row);
	struct buf out = BUF_INIT;
	struct term term;

	if (err)
		return err;
	if (!is_for_people(work))
		return gates_records(stdout, work->globals->format, &work->rows);
	term_init(&term, work->globals->color);
	gates_add_text(&out, &term, &work->rows);
	if (first)
		buf_addstr(&out, "Results are shared by:  git push REMOTE " GATES_REF "\n");
	return pager_show(&out, work->globals->no_pager);
}

/* ---- run, record ---- */

/* Takes the result over. */
static struct error *write_result(struct work *work, struct gate_result *result)
{
	bool first;
	struct error *err =
	    waive_committer(&result->author, &result->time, work->project.repo, work->project.asked);

	if (!err)
		err = gate_record(&first, work->project.repo, result);
	gate_result_release(result);
	return err;
}

static void tell_begin(const struct pair *pair)
{
	char *topic = safe_text(pair->topic->name);

	if (isatty(STDERR_FILENO))
		fprintf(stderr, "gate %s on %s ...\n", pair->state.gate->name, topic);
	free(topic);
}

static struct error *run_pair(struct work *work, const struct pair *pair)
{
	struct gate_job job = {.gate = pair->state.gate,
	    .topic = pair->topic->name,
	    .commit = pair->topic->tip,
	    .tree = pair->state.tree,
	    .base = work->project.mainline};
	struct gate_result result;
	long deadline = 0;
	struct error *err;

	if (gate_has_passed(&pair->state) && !work->arguments->again)
		return NULL;
	if (!*pair->state.gate->command) {
		if (!work->arguments->gate)
			return NULL;
		return error_hint(error_failed("gate %s has no command to run", pair->state.gate->name),
		    "Its results come from elsewhere:  pullprep gate record TOPIC --gate=%s "
		    "--passed|--failed",
		    pair->state.gate->name);
	}
	err = config_number(work->project.config, "pullprep.gateDeadline", 3600, 1, &deadline);
	if (err)
		return err;
	job.deadline = deadline > INT_MAX ? INT_MAX : (int)deadline;
	tell_begin(pair);
	err = gate_run(&result, work->project.repo, &job);
	return err ? err : write_result(work, &result);
}

static struct error *record_pair(struct work *work, const struct pair *pair)
{
	struct gate_result result = {.passed = work->arguments->passed,
	    .gate = mem_dup(pair->state.gate->name),
	    .tree = pair->state.tree,
	    .commit = pair->topic->tip,
	    .topic = mem_dup(pair->topic->name),
	    .log = mem_dup(work->arguments->log)};

	return write_result(work, &result);
}

static size_t count_failed(const struct gate_rows *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < rows->n; i++)
		n += rows->v[i].state.result && !rows->v[i].state.before && !rows->v[i].state.result->passed;
	return n;
}

static struct error *act(struct work *work, enum mode mode, bool named)
{
	git_oid before;
	struct error *err = note_ref_tip(&before, work->project.repo, GATES_REF);
	bool first;

	if (!err)
		err = visit_all(work, named, mode == MODE_RUN ? run_pair : record_pair);
	if (err)
		return err;
	gate_results_release(&work->results);
	err = gate_results_read(&work->results, work->project.repo, work->project.asked);
	first = oid_is_zero(&before) && work->results.n;
	if (!err)
		err = show(work, named, first);
	if (!err && mode == MODE_RUN && count_failed(&work->rows))
		err = error_new(ERROR_FINDINGS, "a gate failed");
	return err;
}

/* ---- the command ---- */

static struct error *open_all(struct work *work, const struct strings *topics)
{
	struct error *err = survey_topics(&work->survey, &work->project, topics);

	if (!err)
		err = gates_configured(&work->gates, work->project.config);
	if (!err)
		err = gate_results_read(&work->results, work->project.repo, work->project.asked);
	if (!err)
		gates_warn_odd(&work->results);
	return err;
}

static struct error *run_work(struct work *work, enum mode mode, const struct strings *topics)
{
	struct error *err = project_open(&work->project, &work->globals->config, work->globals->as_of);

	if (err)
		return err;
	err = open_all(work, topics);
	if (!err)
		err = mode == MODE_SHOW ? show(work, topics->n, false) : act(work, mode, topics->n);
	array_release(&work->rows);
	gate_results_release(&work->results);
	gates_release(&work->gates);
	survey_release(&work->survey);
	project_release(&work->project);
	return err;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.gate = NULL};
	struct strings words = STRINGS_INIT;
	struct work work = {.globals = globals, .arguments = &arguments};
	struct error *err = command_arguments(&command_gate, globals, &arguments, argc, argv, &words);
	enum mode mode = take_mode(&words);

	if (!err)
		err = check_arguments(&arguments, mode, &words);
	if (!err)
		err = run_work(&work, mode, &words);
	strings_release(&words);
	return err;
}

const struct command command_gate = {
    .name = "gate",
    .usage = "[run|record] [TOPIC...] [--gate=NAME]",
    .summary = "run what topics have to pass, and show what they passed",
    .manual =
	"What a topic has to pass is configured, as often as needed, by the branch that it is, with '*' for "
	"anything, a name and a command for the shell; a gate without a command has its results from "
	"elsewhere:\n"
	"\n"
	"  git config --add pullprep.gate 'kvm/queue:build:make -j8 allmodconfig all'\n"
	"  git config --add pullprep.gate 'kvm/*:lab:'\n"
	"\n"
	"`gate run` runs the command on the topic's tip, in a worktree of its own that is gone afterwards, "
	"and "
	"leaves out what has passed already on that tree, unless --again is given. A command that ends with "
	"another exit status than 0, does not end within pullprep.gateDeadline seconds, leaves something "
	"running in the background, or writes more than 64 MiB has failed; the exit status is then 1. There "
	"is no terminal and nothing to read for it, and nothing that it started, daemons included, outlives "
	"it. What it writes is kept below the git directory in "
	"pullprep/gates/NAME/TOPIC.log, until the next run on that topic. In its environment are "
	"PULLPREP_GATE, PULLPREP_TOPIC, PULLPREP_COMMIT and PULLPREP_BASE, the commit of mainline.\n"
	"\n"
	"`gate record TOPIC --gate=NAME --passed` or --failed, with --log=URL, records what somebody else "
	"found of the topic's tip. `gate` alone, or `gate show`, tells for each topic what it passed, when "
	"and on which tree. The newest result counts.\n"
	"\n"
	"A result is of the tree that was tested: after a rebase that leads to the same tree, and with "
	"other "
	"messages, it is found again. Results are git notes on trees, in refs/notes/pullprep/gates, and are "
	"pushed, fetched and merged as waivers are: see pullprep help waive. A result is a line of a note: "
	"pass or fail, gate, tree, commit, time, author, topic, why it failed, log, with a TAB between. When "
	"a "
	"gate comes to ask for more, give it another name, or run it --again.\n"
	"\n"
	"Columns of --format=tsv, one line per topic and gate:\n"
	"\n"
	"  topic   its name\n"
	"  gate    its name\n"
	"  result  passed, failed; passed-before, failed-before where the topic's tip had\n"
	"          another tree then; none\n"
	"  tip     id of the tree of the topic's tip\n"
	"  day     when it was tested\n"
	"  tree    id of the tree that was\n"
	"  commit  id of the tip that had it\n"
	"  author  who recorded it: \"NAME <ADDRESS>\"\n"
	"  why     why it failed\n"
	"  log     where the log is: a URL, or a path below that author's git directory",
    .options = options,
    .run = run,
};
