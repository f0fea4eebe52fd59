/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/judge.h"

#include "cmd/judgedtag.h"
#include "cmd/markwaived.h"
#include "cmd/planned.h"
#include "cmd/rulelevels.h"
#include "text/judged.h"
#include "text/soak.h"
#include "util/pager.h"

#include <stdlib.h>
#include <string.h>

/* All that is judged, and who owns it. */
struct job {
	const struct globals *globals;
	const struct judge_wish *wish;
	struct planned planned; /* a batch's; its project and survey are used, then */
	struct project project;
	struct survey own, *survey;
	bool of_batch;
	struct judged_tag tag; /* the batch's */
	struct rule_settings settings;
	size_t *topics;
	size_t topic_count;
	struct wording *wordings;
	struct extent *extents;
	struct acks acks;
	struct next_takens taken;
	struct duplicate *duplicates;
	struct ground *grounds;
	struct findings findings;
	struct pull pull;
};

/* ---- what to judge ---- */

static struct error *open_batch(struct job *job, enum batch batch)
{
	struct error *err = planned_read(&job->planned, job->globals, job->wish->plan, PLAN_LINES);

	if (err)
		return err;
	job->of_batch = true;
	job->pull.batch = batch;
	job->survey = &job->planned.survey;
	job->topics = mem_new(job->survey->topics.n + 1, sizeof(*job->topics));
	for (size_t i = 0; i < job->survey->topics.n; i++) {
		size_t topic = job->planned.order ? job->planned.order[i] : i;

		if (job->planned.verdicts[topic].batch == batch && job->survey->topics.v[topic].commits.n)
			job->topics[job->topic_count++] = topic;
	}
	return judged_tag_find(&job->tag, &job->planned, batch);
}

static struct error *open_named(struct job *job)
{
	struct error *err = project_open(&job->project, &job->globals->config, job->globals->as_of);

	if (!err)
		err = survey_named(&job->own, &job->project, job->wish->what);
	if (err)
		return err;
	job->survey = &job->own;
	job->topics = mem_new(job->survey->topics.n + 1, sizeof(*job->topics));
	for (; job->topic_count < job->survey->topics.n; job->topic_count++)
		job->topics[job->topic_count] = job->topic_count;
	return NULL;
}

static struct error *open_wished(struct job *job)
{
	enum batch batch;
	struct error *no_batch;

	if (job->wish->what->n != 1)
		return open_named(job);
	no_batch = planned_batch(job->wish->what->v[0], &batch);
	if (!no_batch)
		return open_batch(job, batch);
	error_free(no_batch);
	return open_named(job);
}

/* ---- what is known of it ---- */

static bool wants_any(const struct job *job, const char *const *rules)
{
	for (; *rules; rules++)
		if (rules_wants(&job->settings, *rules))
			return true;
	return false;
}

static struct error *find_acks(struct job *job)
{
	char *email;
	struct error *err;

	if (!config_get(job->survey->project->config, "pullprep.scope"))
		return NULL;
	email = acks_own_email(job->survey->project->repo);
	err = acks_find(&job->acks, job->survey, job->topics, job->topic_count, email);
	if (!err)
		job->pull.acks = &job->acks;
	free(email);
	return err;
}

/* Of a range nobody says that it is one's own. */
static struct error *find_taken(struct job *job)
{
	struct error *err;

	if (!job->topic_count || job->survey->topics.v[job->topics[0]].kind == TOPIC_RANGE)
		return NULL;
	err = next_taken_find(&job->taken, job->survey->project);
	job->pull.taken = job->taken.asked ? &job->taken : NULL;
	return err;
}

/* Only what the rules that are asked need. */
static struct error *find_facts(struct job *job)
{
	static const char *const of_soak[] = {"never-in-next", "late-in-next", "committed-in-window",
	    "modified-in-next", "short-soak", "rebased", "left-next", NULL},
				 *const of_extent[] = {"feature-without-test", "uapi-without-docs",
				     "fix-without-test", "tool-and-kernel", "second-week-feature",
				     "outside-scope", NULL},
				 *const of_practice[] = {"sob-author", "sob-committer", "empty-merge",
				     "back-merge", NULL},
				 *const of_ground[] = {"base", "merge-bases", "hand-made-merge", NULL};
	struct error *err = NULL;

	if (wants_any(job, of_soak))
		err = survey_soak(job->survey);
	job->pull.soak = !err && wants_any(job, of_soak) && next_count(&job->survey->project->next);
	if (!err)
		err = wording_find(&job->wordings, job->survey);
	if (!err && wants_any(job, of_practice))
		err = practice_find(&job->pull.practice, job->survey->project);
	if (!err && wants_any(job, of_extent))
		err = extent_find(&job->extents, job->survey);
	if (!err && rules_wants(&job->settings, "tree-not-in-next"))
		err = find_taken(job);
	if (!err && rules_wants(&job->settings, "outside-scope"))
		err = find_acks(job);
	if (!err && rules_wants(&job->settings, "duplicate-patch"))
		err = duplicates_find(&job->duplicates, job->survey);
	if (!err && wants_any(job, of_ground))
		err =
		    grounds_find(&job->grounds, job->survey, rules_wants(&job->settings, "hand-made-merge"));
	return err;
}

static struct error *read_settings(struct job *job)
{
	struct error *err = rule_levels_read(&job->settings, job->survey->project->config);

	if (!err)
		err =
		    rule_levels_narrow(&job->settings, job->wish->only, job->wish->except, job->wish->level);
	if (!err && job->wish->quiet)
		job->settings.least = FINDING_ERROR;
	if (!err)
		err = config_number(
		    job->survey->project->config, "pullprep.minReleases", 3, 1, &job->pull.min_releases);
	return err;
}

static struct error *judge(struct job *job)
{
	struct error *err = read_settings(job);

	if (!err)
		err = find_facts(job);
	if (err)
		return err;
	job->pull.survey = job->survey;
	job->pull.topics = job->topics;
	job->pull.topic_count = job->topic_count;
	job->pull.wordings = job->wordings;
	job->pull.extents = job->extents;
	job->pull.duplicates = job->duplicates;
	job->pull.grounds = job->grounds;
	job->pull.tag = job->tag.there ? &job->tag.facts : NULL;
	rules_judge(&job->findings, &job->pull, &job->settings);
	return waived_mark(&job->findings, job->survey);
}

/* ---- what to say ---- */

static struct error *show(struct job *job)
{
	const struct project *project = job->survey->project;
	struct buf out = BUF_INIT;
	struct term term;

	if (job->globals->format && strcmp(job->globals->format, "text")) {
		soak_warn(&project->next, &job->survey->notes);
		return judged_records(stdout, job->globals->format, &job->findings);
	}
	if (job->wish->quiet && !findings_count(&job->findings, FINDING_ERROR))
		return NULL;
	term_init(&term, job->globals->color);
	if (!job->wish->quiet && !job->of_batch) /* which are told already */
		soak_add_notes(&out, &term, &project->next, &job->survey->notes);
	if (!job->wish->quiet && !next_count(&project->next))
		buf_addstr(&out,
		    "No linux-next data: how long commits were there is not judged (pullprep soak).\n\n");
	if (!job->topic_count)
		buf_addstr(&out, "No topics: there is nothing to judge.\n");
	judged_add_text(&out, &term, &job->pull, &job->findings);
	if (job->topic_count)
		judged_add_summary(&out, &job->pull, &job->findings);
	return pager_show(&out, job->globals->no_pager);
}

static void job_release(struct job *job)
{
	size_t n = job->survey ? job->survey->commits.n : 0, topics = job->survey ? job->survey->topics.n : 0;

	wording_free(job->wordings, n);
	extent_free(job->extents, n);
	acks_release(&job->acks);
	next_takens_release(&job->taken);
	free(job->duplicates);
	grounds_free(job->grounds, topics);
	judged_tag_release(&job->tag);
	free(job->topics);
	findings_release(&job->findings);
	rule_settings_release(&job->settings);
	if (job->of_batch) {
		planned_release(&job->planned);
	} else {
		survey_release(&job->own);
		project_release(&job->project);
	}
}

struct error *judge_wished(const struct globals *globals, const struct judge_wish *wish)
{
	struct job job = {.globals = globals,
	    .wish = wish,
	    .tag = JUDGED_TAG_INIT,
	    .settings = RULE_SETTINGS_INIT,
	    .findings = FINDINGS_INIT,
	    .pull = {.batch = BATCH_COUNT}};
	struct error *err = open_wished(&job);
	size_t errors;

	if (!err)
		err = judge(&job);
	if (!err)
		err = show(&job);
	errors = findings_count(&job.findings, FINDING_ERROR);
	if (!err && errors)
		err = error_new(ERROR_FINDINGS, "%zu error%s", errors, errors == 1 ? "" : "s");
	job_release(&job);
	return err;
}
