/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/missing.h"

#include "text/missingtests.h"
#include "util/pager.h"

#include <string.h>

struct job {
	struct project project;
	struct survey survey;
	struct tests_read read;
	struct extent *extents;
	struct missing_tests missing;
	struct stray_tests strays;
};

static struct error *find(
    struct job *job, const struct globals *globals, const struct strings *names, long least)
{
	struct error *err = project_open(&job->project, &globals->config, globals->as_of);

	if (!err)
		err = survey_named(&job->survey, &job->project, names);
	if (!err)
		err = survey_ratio(&job->survey);
	if (!err)
		err = survey_tests_read(&job->survey, &job->read);
	if (!err)
		err = extent_find(&job->extents, &job->survey);
	if (err)
		return err;
	missing_tests_find(&job->missing, &job->survey, &job->read.targets, job->extents, least);
	return stray_tests_find(
	    &job->strays, &job->read.log, &job->read.credits, &job->project, job->read.targets.since);
}

static struct error *show(const struct job *job, const struct globals *globals)
{
	const struct missing_view view = {&job->survey, &job->missing, &job->read.log, &job->strays};
	struct buf out = BUF_INIT;
	struct term term;

	if (globals->format && strcmp(globals->format, "text"))
		return missing_tests_records(stdout, globals->format, &view);
	term_init(&term, globals->color);
	missing_tests_text(&out, &term, &view);
	return pager_show(&out, globals->no_pager);
}

struct error *missing_run(const struct globals *globals, const struct strings *names, long least)
{
	struct job job = {.extents = NULL};
	struct error *err = find(&job, globals, names, least);

	if (!err)
		err = show(&job, globals);
	stray_tests_release(&job.strays);
	missing_tests_release(&job.missing);
	extent_free(job.extents, job.survey.commits.n);
	tests_read_release(&job.read);
	survey_release(&job.survey);
	project_release(&job.project);
	return err;
}
