/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/planned.h"
#include "cmd/planstore.h"
#include "plan/planwrite.h"
#include "text/plan.h"
#include "util/pager.h"
#include "util/safe.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

struct arguments {
	bool write, edit, again;
	const char *plan;
};

static const struct option options[] = {
    {"write", 'w', OPTION_FLAG, NULL, "save the plan", offsetof(struct arguments, write)},
    {"edit", 'e', OPTION_FLAG, NULL, "edit the plan, then save it", offsetof(struct arguments, edit)},
    {"again", 0, OPTION_FLAG, NULL, "judge as if there were no plan yet: no choice of yours is kept",
	offsetof(struct arguments, again)},
    {"plan", 0, OPTION_TEXT, "FILE", "where the plan is, instead of pullprep/plan in the git directory",
	offsetof(struct arguments, plan)},
    OPTION_END,
};

/* Where it went, as a comment: what is printed is a plan as a whole. */
static void add_saved(struct buf *out, const struct planned *planned, bool kept)
{
	char *path = safe_text(planstore_place(planned));

	buf_addf(out, "\n# saved in %s\n", path);
	if (kept)
		buf_addf(out, "# the plan before is %s~\n", path);
	free(path);
}

static struct error *save(
    const struct planned *planned, const struct arguments *arguments, const char *text, bool *kept)
{
	struct error *err;

	if (arguments->edit)
		return planstore_edit(planned, text, kept);
	if (!arguments->write)
		return NULL;
	err = planstore_check(planned, text, false);
	if (err) {
		error_context(err, "the choices in %s do not go together", planned->path);
		return error_hint(
		    err, "Change them there, or judge all anew with:  pullprep split --again --write");
	}
	return planstore_save(planned, text, kept);
}

static struct error *show(const struct globals *globals, const struct planned *planned,
    const struct arguments *arguments, const char *text, bool kept)
{
	struct buf out = BUF_INIT;
	struct term term;

	if (globals->format && strcmp(globals->format, "text"))
		return plan_records(stdout, globals->format, &planned->survey, &planned->rules,
		    planned->verdicts, planned->order, planned->gated.topics);
	term_init(&term, globals->color);
	if (!arguments->edit)
		plan_add_text(&out, &term, text, isatty(STDOUT_FILENO));
	if (!planned->survey.topics.n)
		buf_addf(&out, "# no topics: no branch has anything that %s lacks\n",
		    planned->project.mainline_name);
	if (arguments->edit || arguments->write)
		add_saved(&out, planned, kept);
	return pager_show(&out, globals->no_pager);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.write = false};
	struct strings rest = STRINGS_INIT;
	struct planned planned;
	struct buf text = BUF_INIT;
	bool kept = false;
	struct error *err = command_arguments(&command_split, globals, &arguments, argc, argv, &rest);

	if (!err && rest.n)
		err = error_hint(error_new(ERROR_USAGE, "split takes no arguments, but got '%s'", rest.v[0]),
		    "It judges all topics; one topic is shown with:  pullprep status TOPIC");
	strings_release(&rest);
	if (err)
		return err;
	err = planned_read(&planned, globals, arguments.plan, arguments.again ? PLAN_AFRESH : PLAN_JUDGE);
	if (err)
		goto done;
	planfile_write(&text, &planned.survey, planned.verdicts, planned.order, planned.base,
	    planned.from_file ? &planned.plan : NULL);
	err = save(&planned, &arguments, text.s, &kept);
	if (!err)
		err = show(globals, &planned, &arguments, text.s, kept);
done:
	planned_release(&planned);
	buf_release(&text);
	return err;
}

const struct command command_split = {
    .name = "split",
    .usage = "[--write | --edit] [--again] [--plan=FILE]",
    .summary = "judge which topic goes into which batch, and write the plan",
    .manual =
	"Each topic is judged on its own commits, by the lines of their final difference. The first "
	"clause that "
	"holds decides:\n"
	"\n"
	"  1  nothing left that mainline lacks                                   drop\n"
	"  2  all commits are fixes                                              fixes\n"
	"  3  the window is not open, and minReleases can be had until it opens  first\n"
	"  4  it is open, and the topic has soaked                               first\n"
	"     the first batch is tagged, or it holds commits of somebody else    second\n"
	"  5  all of it was in linux-next before the window (or still can be), it is\n"
	"     not risky, enough of the added lines are tests and documentation (or it\n"
	"     has a test in a repository of pullprep.testRepo, or is declared dormant),\n"
	"     and minReleases can be reached by the second batch's day           second\n"
	"  6  otherwise                                                          hold\n"
	"\n"
	"Risky is what changes pullprep.riskyLines lines of existing code, or existing code in "
	"pullprep.riskyAreas "
	"areas, or any under a pullprep.sharedPath. A topic goes with the latest that it contains. A "
	"linux-next that "
	"was silent for more than three weekdays is not counted on. Without linux-next data, what is "
	"not fixes is first "
	"before the window; in the window clause 5 decides without its part on soak.\n"
	"\n"
	"A topic that has not passed its gates (see gate) on the tree of its tip is held, whichever clause "
	"decided: the reason names the gate, what is known of it, and the command that mends it.\n"
	"\n"
	"The plan has one line per topic: batch, topic, tip, and after # the verdict, with figures and "
	"reason. The first word is yours to change, and so is the order within a batch. Both stay when the "
	"plan is written again, as do whole-line comments and empty lines; the plan before is kept as FILE~. "
	"What follows the # is rewritten. It begins with what the program would do, and says why, where you "
	"chose otherwise; a choice that the verdict has come to agree with is still yours. A topic that the "
	"program now puts elsewhere is marked, \"was second until 2022-03-22\". A comment right above the "
	"line "
	"says why you chose, and reaches the mail:\n"
	"\n"
	"  # because: only selftests, and they are needed for the next release\n"
	"\n"
	"A topic that moved since is judged anew; where you chose its batch, that stays, and a warning "
	"says so. One that was renamed is known by its tip. To have a topic judged without your choice, take "
	"its line out. tag and mail refuse a plan that does not fit what is there.\n"
	"\n"
	"A plan is for one window. In the next, no batch and no order in it count; comments stay, but "
	"those with reasons are marked as of then.\n"
	"\n"
	"Columns of --format=tsv, one line per topic, in the plan's order:\n"
	"\n"
	"  batch       first, second, fixes, hold, drop\n"
	"  topic       its name\n"
	"  tip         id, 40 digits\n"
	"  clause      which one decided, 1 to 6; 7: no linux-next data; 8: your choice;\n"
	"              9: bumped; 10: a gate\n"
	"  risky       yes or no\n"
	"  commits     own commits that are no merges\n"
	"  releases    linux-next releases of the least-seen commit that is no fix\n"
	"  tests_docs  percent of added lines in tests and documentation\n"
	"  reason      in words and numbers\n"
	"  gates       only where pullprep.gate is set: what it has to pass, with a blank\n"
	"              between: NAME:RESULT:DAY:TREE, NAME:none where there is no result;\n"
	"              see gate for the results\n"
	"  elsewhere   only where pullprep.testRepo is set, and then there is gates, too:\n"
	"              tests in such repositories, NAME:COUNT with a blank between; see\n"
	"              ratio",
    .options = options,
    .run = run,
};
