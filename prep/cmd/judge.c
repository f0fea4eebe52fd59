/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/judge.h"

#include "cmd/judgedtag.h"
#include "text/gates.h"
#include "text/judged.h"
#include "text/postednotes.h"
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
	enum batch batch;
	struct judged_tag tag; /* the batch's */
	size_t *topics;
	size_t topic_count;
	struct judgement judgement;
};

/* ---- what to judge ---- */

static struct error *open_batch(struct job *job, enum batch batch)
{
	struct error *err = planned_read(&job->planned, job->globals, job->wish->plan, PLAN_LINES);

	if (err)
		return err;
	job->of_batch = true;
	job->batch = batch;
	job->survey = &job->planned.survey;
	job->topics = judgement_topics(&job->topic_count, &job->planned, batch);
	return judged_tag_find(&job->tag, &job->planned, batch, NULL);
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

static struct error *judge(struct job *job)
{
	const struct judged_what what = {.survey = job->survey,
	    .topics = job->topics,
	    .topic_count = job->topic_count,
	    .batch = job->batch,
	    .tag = job->tag.there ? &job->tag.facts : NULL};

	return judgement_make(&job->judgement, &what, &job->wish->rules);
}

/* ---- what to say ---- */

static struct error *show(struct job *job)
{
	const struct project *project = job->survey->project;
	const struct judgement *judgement = &job->judgement;
	struct buf out = BUF_INIT;
	struct term term;

	if (!job->planned.gated.topics) /* which were told then */
		gates_warn_odd(&judgement->gated.results);
	if (job->globals->format && strcmp(job->globals->format, "text")) {
		soak_warn(&project->next, &job->survey->notes);
		posted_warn(judgement->pull.posted);
		return judged_records(stdout, job->globals->format, &judgement->findings);
	}
	if (job->wish->quiet && !findings_count(&judgement->findings, FINDING_ERROR))
		return NULL;
	term_init(&term, job->globals->color);
	if (!job->wish->quiet && !job->of_batch) /* which are told already */
		soak_add_notes(&out, &term, &project->next, &job->survey->notes);
	if (!job->wish->quiet && !next_count(&project->next))
		buf_addstr(&out,
		    "No linux-next data: how long commits were there is not judged (pullprep soak).\n\n");
	if (!job->wish->quiet)
		posted_add_note(&out, &term, judgement->pull.posted);
	if (!job->topic_count)
		buf_addstr(&out, "No topics: there is nothing to judge.\n");
	else if (!job->survey->commits.n)
		buf_addstr(&out, "No commits: there is nothing to judge.\n");
	judged_add_text(
	    &out, &term, &judgement->pull, &judgement->findings, rule_wish_least(&job->wish->rules));
	if (judgement->settings.least <= FINDING_INFO)
		gates_add_passed(
		    &out, &term, job->survey, job->topics, job->topic_count, judgement->pull.gates);
	if (job->topic_count && job->survey->commits.n)
		judged_add_summary(
		    &out, &judgement->pull, &judgement->findings, rule_wish_least(&job->wish->rules));
	if (!job->wish->quiet && job->survey->commits.n)
		judgement_add_lore_advice(&out, judgement, project->config);
	return pager_show(&out, job->globals->no_pager);
}

static void job_release(struct job *job)
{
	judgement_release(&job->judgement);
	judged_tag_release(&job->tag);
	free(job->topics);
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
	    .batch = BATCH_COUNT,
	    .tag = JUDGED_TAG_INIT,
	    .judgement = JUDGEMENT_INIT};
	struct error *err = open_wished(&job);

	if (!err)
		err = judge(&job);
	if (!err)
		err = show(&job);
	if (!err)
		err = judgement_error(&job.judgement);
	job_release(&job);
	return err;
}
