/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/asking.h"
#include "cmd/command.h"
#include "cmd/lifeplan.h"
#include "facts/lifefind.h"
#include "facts/picked.h"
#include "text/life.h"
#include "util/pager.h"

#include <stddef.h>
#include <string.h>

struct arguments {
	struct asking asking;
	const char *plan;
};

static const struct option options[] = {
    ASKING_OPTIONS(offsetof(struct arguments, asking)),
    {"plan", 0, OPTION_TEXT, "FILE", "the plan to look into", offsetof(struct arguments, plan)},
    OPTION_END,
};

struct job {
	const struct globals *globals;
	struct project project;
	struct life_subject subject;
	struct lore *lore;
	struct life life;
};

static struct error *pick_one(git_oid *out, struct repo *repo, const struct strings *names)
{
	struct ids picked;
	struct error *err = picked_find(&picked, repo, names);

	if (err)
		return err;
	if (picked.n == 1)
		*out = picked.v[0];
	else
		err = error_hint(error_new(ERROR_USAGE, "'%s' is %zu commits", names->v[0], picked.n),
		    "The life of one commit is told: name a single one.");
	array_release(&picked);
	return err;
}

static struct error *find(struct job *job, const struct arguments *arguments, const struct strings *names)
{
	git_oid commit;
	struct error *err = project_open(&job->project, &job->globals->config, job->globals->as_of);

	if (!err)
		err = pick_one(&commit, job->project.repo, names);
	if (!err)
		err = asking_lore(&job->lore, job->project.config, &arguments->asking);
	if (!err)
		err = life_subject_find(&job->subject, &job->project, &commit);
	if (!err)
		err = life_find(&job->life, &job->subject, job->lore);
	if (!err)
		err = life_add_plan(&job->life, &job->subject, arguments->plan);
	life_sort(&job->life);
	return err;
}

static struct error *show(const struct job *job)
{
	struct buf out = BUF_INIT;
	struct term term;

	if (job->globals->format && strcmp(job->globals->format, "text"))
		return life_records(stdout, job->globals->format, &job->life);
	term_init(&term, job->globals->color);
	life_add_text(&out, &term, &job->life);
	return pager_show(&out, job->globals->no_pager);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.plan = NULL};
	struct strings names = STRINGS_INIT;
	struct job job = {.globals = globals};
	struct error *err = command_arguments(&command_trace, globals, &arguments, argc, argv, &names);

	if (!err)
		err = asking_check(&arguments.asking);
	if (!err && names.n != 1)
		err = error_hint(error_new(ERROR_USAGE, "trace takes one commit"),
		    "Name it by its id, or by any revision: HEAD~2, a tag.");
	if (!err)
		err = find(&job, &arguments, &names);
	if (!err)
		err = show(&job);
	life_release(&job.life);
	life_subject_release(&job.subject);
	lore_free(job.lore);
	project_release(&job.project);
	strings_release(&names);
	return err;
}

const struct command command_trace = {
    .name = "trace",
    .usage = "COMMIT",
    .summary = "show the life of one change, from posting to last fix",
    .manual =
	"On one page, in order: the versions that were posted and what was said of them, who applied it when "
	"and "
	"where, results of gates, waivers, the first daily tree, the merges that brought it to mainline, the "
	"first "
	"releases that have it, and what fixed or reverted it later; also what it fixes itself, and its "
	"topic and "
	"batch if it is in the plan. Each line has its source: the mail's URL, a tag, a ref, or the id of a "
	"commit. "
	"What is unknown says so, and why.\n"
	"\n"
	"It may be any commit of the repository: one that mainline has (be it under another id, by its "
	"patch), one of a "
	"topic, of old daily trees alone, or one that nothing reaches any more. Later fixes are looked for "
	"in "
	"mainline and in all branches.\n"
	"\n"
	"The archive is asked as series does it. With --as-of=DATE all that came later is left out; branches "
	"are "
	"looked at as they are today.\n"
	"\n"
	"Columns of --format=tsv, one line per event:\n"
	"\n"
	"  date    day; '-' for what stands as of today, or is unknown\n"
	"  event   what it says that it mends: fixes, reverts; then posted, reviewed,\n"
	"          objected, applied, next, rebased (another id), gate, planned,\n"
	"          waived, merged, pulled, released, fixed, reverted, reapplied,\n"
	"          backported\n"
	"  what    what happened; of a merge or another commit, its subject; or\n"
	"          \"unknown: \" and why\n"
	"  source  URL, full name of a ref, file, or id of the commit\n"
	"  detail  more of it",
    .options = options,
    .run = run,
};
