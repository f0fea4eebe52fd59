/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/soak.h"
#include "text/statusrecords.h"

#include "cmd/advice.h"
#include "cmd/objections.h"
#include "cmd/planned.h"
#include "util/pager.h"

#include <stddef.h>
#include <string.h>

struct arguments {
	const char *plan;
};

static const struct option options[] = {
    {"plan", 0, OPTION_TEXT, "FILE", "where the plan is, instead of pullprep/plan in the git directory",
	offsetof(struct arguments, plan)},
    OPTION_END,
};

/* Which topics to show, in the plan's order; all if none is named. */
static struct error *choose(
    size_t **out, size_t *n, const struct planned *planned, const struct strings *names)
{
	const struct survey *survey = &planned->survey;
	struct error *err = NULL;

	*out = mem_new(survey->topics.n, sizeof(**out));
	*n = 0;
	for (size_t i = 0; i < names->n && !err; i++)
		if (!survey_topic(survey, names->v[i]))
			err = error_hint(error_new(ERROR_NOT_FOUND, "there is no topic '%s'", names->v[i]),
			    "The topics are listed by:  pullprep status");
	for (size_t i = 0; i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[planned->order[i]];
		bool named = !names->n;

		for (size_t k = 0; !err && k < names->n; k++)
			named = named || survey_topic(survey, names->v[k]) == topic;
		if (named)
			(*out)[(*n)++] = planned->order[i];
	}
	return err;
}

static struct error *show(const struct globals *globals, const struct status *status)
{
	struct buf out = BUF_INIT;
	struct term term;

	if (globals->format && strcmp(globals->format, "text")) {
		soak_warn(&status->survey->project->next, &status->survey->notes);
		return status_records(stdout, globals->format, status);
	}
	term_init(&term, globals->color);
	status_add(&out, &term, status);
	return pager_show(&out, globals->no_pager);
}

/* What tells in full what is counted here. */
static void advise_check(struct buf *command, const struct globals *globals, const struct status *status)
{
	advice_pullprep(command, globals, "check");
	for (size_t i = 0; status->sentences && i < status->n; i++)
		advice_word(command, status->survey->topics.v[status->topics[i]].name);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.plan = NULL};
	struct strings names = STRINGS_INIT;
	struct planned planned;
	struct status status;
	struct objections objections = OBJECTIONS_INIT;
	struct buf check = BUF_INIT;
	size_t *topics = NULL, n;
	struct error *err = command_arguments(&command_status, globals, &arguments, argc, argv, &names);

	if (err) {
		strings_release(&names);
		return err;
	}
	err = planned_show(&planned, globals, arguments.plan, &names);
	if (!err)
		err = choose(&topics, &n, &planned, &names);
	if (!err) {
		status = (struct status){.survey = &planned.survey,
		    .rules = &planned.rules,
		    .verdicts = planned.verdicts,
		    .topics = topics,
		    .n = n,
		    .base = planned.base,
		    .sentences = names.n,
		    .gates = planned.gated.topics};
		objections_find(&objections, &planned.survey, topics, n, BATCH_COUNT);
		status.findings = objections.known ? &objections.judgement.findings : NULL;
		advise_check(&check, globals, &status);
		status.check = check.s;
		err = show(globals, &status);
	}
	objections_release(&objections);
	buf_release(&check);
	free(topics);
	planned_release(&planned);
	strings_release(&names);
	return err;
}

const struct command command_status = {
    .name = "status",
    .usage = "[TOPIC...]",
    .summary = "show where the cycle is, and how each topic stands",
    .manual =
	"The cycle, mainline, the newest linux-next release and its age, and what the topics stand on; "
	"then for each topic its "
	"commits, the linux-next releases of its least-seen commit that is no fix, the share of tests "
	"and of documentation in "
	"the lines it adds, and its batch: the plan's, where there is one, else the one that split "
	"would give it. Below, why. "
	"Of topics that are named, all that was weighed is told; any branch can be named. Branches that "
	"are no topics because their tips are older than the last release (in the window: than the one "
	"before) are counted below the table. A topic that mainline has taken shows "
	"the merge and its date. The last line counts what `pullprep check` finds in the "
	"topics and nobody has waived.\n"
	"\n"
	"Columns of --format=tsv, one line per topic:\n"
	"\n"
	"  topic      its name\n"
	"  tip        id, 40 digits\n"
	"  batch      first, second, fixes, hold, drop\n"
	"  clause     which one decided, see split\n"
	"  commits    own commits that are no merges\n"
	"  fixes      how many of them are fixes\n"
	"  releases   linux-next releases of the least-seen commit that is no fix\n"
	"  never      how many commits were never in linux-next\n"
	"  changed    how many are there only as older versions\n"
	"  first      first release that had any of them\n"
	"  tests      percent of added lines in tests\n"
	"  docs       percent of added lines in documentation\n"
	"  merge      id of the mainline merge that took it, 12 digits\n"
	"  merged_on  its date\n"
	"  could_go   for hold: the day on which it could go\n"
	"  reason     why it is in its batch\n"
	"  errors     findings of `pullprep check` in it of that level that nobody waived\n"
	"  warnings   the same of level warning\n"
	"  gates      only where pullprep.gate is set: what it has to pass, with a blank\n"
	"             between: NAME:RESULT:DAY:TREE, NAME:none where there is no result;\n"
	"             see gate for the results\n"
	"  elsewhere  only where pullprep.testRepo is set, and then there is gates, too:\n"
	"             tests in such repositories, NAME:COUNT with a blank\n"
	"             between; see ratio",
    .options = options,
    .run = run,
};
