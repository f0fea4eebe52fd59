/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/project.h"

#include "facts/mainline.h"

#include <stdlib.h>

static struct error *parse_as_of(struct project *project, const char *text)
{
	project->asked = text ? day_parse(text) : DAY_NONE;
	project->as_of = text ? project->asked : day_today();
	if (!text || project->as_of != DAY_NONE)
		return NULL;
	return error_hint(
	    error_new(ERROR_USAGE, "--as-of: '%s' is no date", text), "Write it as 2026-07-18 or 20260718.");
}

static struct error *find_mainline(struct project *project)
{
	struct mainline mainline;
	struct error *err = mainline_find(&mainline, project->repo, project->config);

	if (err)
		return err;
	project->mainline_name = mainline.name;
	project->mainline_ref = mainline.ref;
	project->mainline_tip = mainline.tip;
	err = mainline_on(&project->mainline, project->history, &mainline.tip, project->as_of);
	if (err && err->code == ERROR_NOT_FOUND) {
		struct buf day = BUF_INIT;

		day_add_iso(&day, project->as_of);
		err = error_context(err, "mainline %s as of %s", project->mainline_name, day.s);
		error_hint(err, "Give a later date to --as-of.");
		buf_release(&day);
	}
	return err;
}

/* The repository, and what is configured there: git tells of both at the same time. */
static struct error *open_both(struct project *project, const struct strings *overrides)
{
	struct process settings;
	struct error *err = config_begin(&settings);

	if (!err)
		err = repo_open(&project->repo);
	if (!err)
		return config_take(&project->config, &settings, overrides);
	error_free(process_end(&settings));
	process_release(&settings);
	return err;
}

struct error *project_open(struct project *project, const struct strings *overrides, const char *as_of)
{
	struct error *err;

	*project = (struct project){.as_of = DAY_NONE};
	err = parse_as_of(project, as_of);
	if (!err)
		err = open_both(project, overrides);
	if (!err)
		err = classes_load(&project->classes, project->config);
	if (!err)
		err = history_new(&project->history, project->repo);
	if (!err)
		err = find_mainline(project);
	if (!err)
		err = cycle_find(
		    &project->cycle, project->repo, project->config, &project->mainline, project->as_of);
	if (!err)
		err = next_load(
		    &project->next, project->repo, project->config, &project->mainline, project->as_of);
	if (err)
		project_release(project);
	return err;
}

void project_release(struct project *project)
{
	next_release(&project->next);
	cycle_release(&project->cycle);
	history_free(project->history);
	classes_free(project->classes);
	config_free(project->config);
	repo_free(project->repo);
	free(project->mainline_name);
	free(project->mainline_ref);
	*project = (struct project){.as_of = project->as_of, .asked = project->asked};
}
