/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/series.h"

#include "cmd/asking.h"
#include "cmd/command.h"
#include "util/pager.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	struct asking asking;
};

static const struct option options[] = {
    ASKING_OPTIONS(offsetof(struct arguments, asking)),
    OPTION_END,
};

struct job {
	const struct globals *globals;
	struct project project;
	struct survey survey;
	size_t *topics;
	struct lore *lore;
	struct series_facts facts;
};

static struct error *find(struct job *job, const struct arguments *arguments, const struct strings *names)
{
	struct error *err = project_open(&job->project, &job->globals->config, job->globals->as_of);

	if (!err)
		err = survey_named(&job->survey, &job->project, names);
	if (!err)
		err = asking_lore(&job->lore, job->project.config, &arguments->asking);
	if (err)
		return err;
	job->topics = mem_new(job->survey.topics.n + 1, sizeof(*job->topics));
	for (size_t i = 0; i < job->survey.topics.n; i++)
		job->topics[i] = i;
	return series_find(&job->facts, &job->survey, job->topics, job->survey.topics.n, job->lore);
}

static struct error *show(const struct job *job)
{
	const struct series_view view = {
	    &job->survey, &job->facts, job->topics, job->survey.topics.n, lore_url(job->lore)};
	struct buf out = BUF_INIT;
	struct term term;

	if (job->globals->format && strcmp(job->globals->format, "text"))
		return series_records(stdout, job->globals->format, &view);
	term_init(&term, job->globals->color);
	if (!view.topic_count)
		buf_addstr(&out, "No topics: there is nothing to ask for.\n");
	series_add_text(&out, &term, &view);
	return pager_show(&out, job->globals->no_pager);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.asking = {.offline = false}};
	struct strings names = STRINGS_INIT;
	struct job job = {.globals = globals};
	struct error *err = command_arguments(&command_series, globals, &arguments, argc, argv, &names);

	if (!err)
		err = asking_check(&arguments.asking);
	if (!err)
		err = find(&job, &arguments, &names);
	if (!err)
		err = show(&job);
	series_facts_release(&job.facts);
	lore_free(job.lore);
	free(job.topics);
	survey_release(&job.survey);
	project_release(&job.project);
	strings_release(&names);
	return err;
}

const struct command command_series = {
    .name = "series",
    .usage = "[TOPIC... | RANGE]",
    .summary = "show what was posted of each commit, and what the list said",
    .manual = "Asks an archive of mailing lists (pullprep.lore.url, by default https://lore.kernel.org) for "
	      "the mails that the "
	      "commits were: by the link in their messages, else by patch id, else by subject and author. "
	      "Shown are the series with their "
	      "versions, how long they were on the list, the answers, review tags that were given and are "
	      "missing in the commit, reports by "
	      "robots, and, as a guess, objections that nobody answered. What could not be asked is unknown, "
	      "and not \"never posted\".\n"
	      "\n"
	      "Answers are kept: see cache.\n"
	      "\n"
	      "Columns of --format=tsv, one line per commit that is no merge, the oldest first:\n"
	      "\n"
	      "  topic       its topic\n"
	      "  commit      id, 40 digits\n"
	      "  state       posted, never, unknown\n"
	      "  by          what it was found by: link, patch id, subject\n"
	      "  message_id  the mail that it was\n"
	      "  version     of the series that was applied\n"
	      "  part        its number in it\n"
	      "  parts       how many there are\n"
	      "  posted      day\n"
	      "  days        from then to the commit\n"
	      "  answers     mails by others to the part or the cover letter\n"
	      "  reports     of these by robots that found something\n"
	      "  missing     how many review tags were given and are not in the commit\n"
	      "  newest      newest version that has it\n"
	      "  title       of the series\n"
	      "  why         what made it unknown",
    .options = options,
    .run = run,
};
