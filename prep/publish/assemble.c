/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/assemble.h"

#include "facts/handmade.h"
#include "publish/assemblebase.h"
#include "publish/assemblebranch.h"
#include "publish/assemblemerge.h"
#include "publish/assemblesteps.h"
#include "publish/assembletopics.h"
#include "publish/batch.h"
#include "publish/child.h"
#include "source/aside.h"
#include "source/commit.h"
#include "text/draft.h"
#include "text/lettered.h"

#include <stdlib.h>
#include <string.h>

struct job {
	struct assembled *out;
	struct strings *remarks;
	struct assemble_stop *stop;
	const struct survey *survey;
	const struct verdict *verdicts;
	const size_t *order;
	const struct split_rules *rules;
	const struct assemble_wish *wish;
	struct assemble_topics topics;
	struct assemble_base base;
	struct assemble_branch branch;
	struct merge_manner manner;
	struct assemble_steps steps;
	git_oid resume;
	ARRAY(size_t) merged;
};

static struct repo *job_repo(const struct job *job)
{
	return job->survey->project->repo;
}

static const struct topic *topic_of(const struct job *job, const struct assemble_step *step)
{
	return &job->survey->topics.v[step->topic];
}

/* ---- which topics, on what ---- */

static struct assemble_topics_wish topics_wish(const struct job *job)
{
	return (struct assemble_topics_wish){.survey = job->survey,
	    .verdicts = job->verdicts,
	    .order = job->order,
	    .rules = job->rules,
	    .batch = job->wish->batch,
	    .resume = job->resume,
	    .fixes_tagged = job->wish->fixes_tagged};
}

static struct error *list_topics(struct job *job)
{
	const struct assemble_topics_wish wish = topics_wish(job);

	return assemble_topics_list(&job->topics, &wish);
}

static struct error *add_riding(struct job *job)
{
	const struct assemble_topics_wish wish = topics_wish(job);

	return assemble_topics_add_fixes(&job->topics, job->remarks, &wish, &job->base);
}

static struct error *find_base(struct job *job)
{
	const struct assemble_base_wish wish = {job->wish->base, job->wish->first, job->wish->first_name};

	return assemble_base_find(&job->base, job->remarks, job->survey, job->topics.v, job->topics.n, &wish);
}

/* ---- what is there already ---- */

static struct error *find_resume(struct job *job)
{
	if (job->wish->resume)
		return error_hint(
		    error_context(repo_commit(job_repo(job), job->wish->resume, &job->resume), "--continue"),
		    "Name the branch in which you merged what conflicts.");
	if (assemble_branch_is_ours(&job->branch))
		job->resume = job->branch.resumed;
	return NULL;
}

static struct error *find_steps(struct assemble_steps *out, struct strings *remarks, const struct job *job,
    const git_oid *resume, const git_oid *existing)
{
	const struct assemble_steps_wish wish = {.topics = job->topics.v,
	    .n = job->topics.n,
	    .may_bring = job->topics.may_bring,
	    .base = job->base.commit,
	    .resume = *resume,
	    .must_resume = job->wish->resume,
	    .existing = *existing};

	return assemble_steps_find(out, remarks, job->survey, &wish);
}

static void remark_by_hand(struct job *job, const struct assemble_step *step, const struct handmade *handmade)
{
	enum { TOLD = 5 };
	struct buf text = BUF_INIT;

	buf_addf(&text, "soak cannot vouch for the merge of %s, which git would have made otherwise:",
	    topic_of(job, step)->name);
	for (size_t i = 0; i < handmade->paths.n && i < TOLD; i++)
		buf_addf(&text, "%s %s", i ? "," : "", handmade->paths.v[i]);
	if (handmade->paths.n > TOLD)
		buf_addf(&text, " and %zu more", handmade->paths.n - TOLD);
	strings_take(job->remarks, buf_detach(&text));
}

/* Which of the merges that --continue brought are not git's. */
static struct error *find_handmade(struct job *job)
{
	struct handmades handmades = {.v = NULL};
	struct error *err = NULL;

	if (job->steps.resumed)
		err = handmade_find(&handmades, job->survey->project, &job->resume, &job->base.commit);
	for (size_t i = 0; i < handmades.n; i++)
		for (size_t k = 0; k < job->steps.steps.n; k++) {
			struct assemble_step *step = &job->steps.steps.v[k];

			if (step->how != ASSEMBLED_KEPT || !oid_equal(&step->merge, &handmades.v[i].merge))
				continue;
			step->how = ASSEMBLED_RESOLVED;
			remark_by_hand(job, step, &handmades.v[i]);
		}
	handmades_release(&handmades);
	return err;
}

/* A merge that is kept keeps its words. */
static struct error *check_kept(struct job *job, const struct assemble_step *step)
{
	char *words = merge_words(topic_of(job, step));
	struct buf text = BUF_INIT;
	struct commit merge;
	struct error *err = NULL;

	if (step->how == ASSEMBLED_KEPT || step->how == ASSEMBLED_RESOLVED)
		err = commit_read(&merge, job_repo(job), &step->merge);
	else
		goto done;
	if (err)
		goto done;
	buf_addstr(&text, words ? words : "");
	draft_clean(&text);
	buf_trim(&text);
	if (!strstr(merge.message, "\n\n"))
		strings_take(job->remarks,
		    mem_format("the merge of %s (%.12s) has no words that say what it does and why",
			topic_of(job, step)->name, git_oid_tostr_s(&step->merge)));
	else if (words && !topic_of(job, step)->letters.n && !job->steps.resumed &&
		 !strstr(merge.message, text.s))
		strings_take(job->remarks,
		    mem_format(
			"the merge of %s keeps the words that it was made with, though its description is "
			"another now; to take that, begin anew after: git branch -D %s",
			topic_of(job, step)->name, job->wish->branch));
	commit_release(&merge);
done:
	free(words);
	buf_release(&text);
	return err;
}

/* All that will need words and has none is told at once, before anything is done. */
static struct error *check_words(struct job *job)
{
	struct buf names = BUF_INIT;
	const char *first = NULL;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < job->steps.steps.n; i++) {
		const struct assemble_step *step = &job->steps.steps.v[i];
		char *words = step->how == ASSEMBLED_MERGED ? merge_words(topic_of(job, step)) : NULL;

		if (step->how == ASSEMBLED_MERGED && !words) {
			first = first ? first : topic_of(job, step)->name;
			buf_addf(&names, " %s", topic_of(job, step)->name);
		} else if (words && topic_of(job, step)->letters.n) {
			strings_take(job->remarks, lettered_words(topic_of(job, step)));
		}
		free(words);
		err = check_kept(job, step);
	}
	if (!err && first && job->wish->dry_run) {
		strings_take(job->remarks, mem_format("no words yet for the merges of:%s", names.s));
	} else if (!err && first && !job->wish->may_edit) {
		err = error_failed("there are no words that say what these topics do and why:%s", names.s);
		error_hint(err,
		    "Describe each with:  git branch --edit-description %s\n"
		    "or write them in the editor: on a terminal, without --no-edit.",
		    first);
	}
	buf_release(&names);
	return err;
}

static struct error *guard(struct job *job)
{
	struct strings kept = STRINGS_INIT;
	struct error *err = NULL;

	strings_take(&kept, oid_text(&job->steps.tip));
	strings_take(&kept, oid_text(&job->survey->project->mainline));
	for (size_t i = 0; i < job->topics.n; i++)
		strings_take(&kept, oid_text(&job->survey->topics.v[job->topics.v[i]].tip));
	if (job->steps.wanting || !oid_equal(&job->steps.tip, &job->branch.tip))
		err = assemble_branch_guard(
		    &job->branch, job->survey, job->topics.v, job->topics.n, &kept, job->wish->force);
	strings_release(&kept);
	return err;
}

/* ---- the merges ---- */

static struct error *merge_one(struct job *job, struct assemble_step *step)
{
	struct assemble_merge merge = {.survey = job->survey,
	    .manner = &job->manner,
	    .merged = job->merged.v,
	    .merged_count = job->merged.n,
	    .base = job->base.commit,
	    .base_name = job->base.name,
	    .into = job->out->tip,
	    .topic = topic_of(job, step),
	    .may_edit = job->wish->may_edit && !job->wish->dry_run,
	    .sign = job->manner.sign && !job->wish->dry_run};
	struct error *err = interrupt_error();

	if (!err)
		err = assemble_merge_make(&step->merge, &merge, &job->stop->conflict);
	if (!err)
		job->out->tip = step->merge;
	else
		job->stop->topic = merge.topic;
	return err;
}

static struct error *merge_all(struct job *job)
{
	struct error *err = NULL;

	job->out->tip = job->steps.tip;
	for (size_t i = 0; !err && i < job->steps.steps.n; i++) {
		struct assemble_step *step = &job->steps.steps.v[i];

		if (step->how == ASSEMBLED_MERGED)
			err = merge_one(job, step);
		array_push(&job->merged, step->topic);
	}
	job->stop->tip = job->out->tip;
	job->stop->made = !oid_equal(&job->out->tip, &job->steps.tip);
	return err;
}

/* ---- what came of it ---- */

static struct error *count(size_t *out, const struct job *job, const char *which)
{
	char *base = oid_text(&job->base.commit), *tip = oid_text(&job->out->tip);
	char *range = mem_format("%s..%s", base, tip);
	struct buf answer = BUF_INIT;
	struct error *err = repo_git(job_repo(job), &answer, "rev-list", "--count", which, range, "--", NULL);

	*out = strtoul(answer.s, NULL, 10);
	free(base);
	free(tip);
	free(range);
	buf_release(&answer);
	return err;
}

static struct error *measure(struct job *job)
{
	char *base = oid_text(&job->base.commit), *tip = oid_text(&job->out->tip);
	struct buf answer = BUF_INIT;
	struct error *err = count(&job->out->commits, job, "--no-merges");

	if (!err)
		err = count(&job->out->merges, job, "--merges");
	if (!err)
		err = repo_git(job_repo(job), &answer, "diff", "--no-ext-diff", "--no-textconv", "-M",
		    "--shortstat", base, tip, "--", NULL);
	buf_trim(&answer);
	job->out->diffstat = answer.len ? mem_dup(answer.s + strspn(answer.s, " ")) : NULL;
	free(base);
	free(tip);
	buf_release(&answer);
	return err;
}

/* What tag will ask: is it exactly the batch? */
static struct error *check_whole(struct job *job)
{
	char *tip = oid_text(&job->out->tip), *base = oid_text(&job->base.commit);
	const struct selection_wish wish = {
	    .batch = job->wish->batch, .tip = tip, .base = base, .fixes_tagged = job->wish->fixes_tagged};
	struct selection selection;
	struct error *err =
	    selection_make(&selection, job->survey, job->verdicts, job->order, job->rules, &wish);

	if (!err)
		selection_release(&selection);
	free(tip);
	free(base);
	return err;
}

static void fill(struct job *job)
{
	struct assembled *out = job->out;

	out->base = job->base.commit;
	out->base_name = mem_dup(job->base.name);
	out->dry_run = job->wish->dry_run;
	out->unchanged = oid_equal(&out->tip, &job->branch.tip);
	for (size_t i = 0; i < job->steps.steps.n; i++) {
		const struct assemble_step *step = &job->steps.steps.v[i];
		const struct topic *topic = topic_of(job, step);
		struct assembled_topic row = {.name = topic->name,
		    .how = step->how,
		    .tip = topic->tip,
		    .merge = step->merge,
		    .commits = topic->patches};

		if (step->how == ASSEMBLED_HELD)
			row.by = step->by < job->survey->topics.n ? job->survey->topics.v[step->by].name
								  : out->base_name;
		array_push(&out->topics, row);
	}
}

/*
 * Does what --continue brought have to be remembered? Not if it is what would be kept anyhow: merges that git
 * made, one topic each, in the plan's order, on a start that would be taken.
 */
static struct error *is_by_hand(bool *out, const struct job *job)
{
	const git_oid none = {{0}};
	struct assemble_steps anyhow = {.wanting = 0};
	struct strings remarks = STRINGS_INIT;
	struct error *err = NULL;

	*out = false;
	for (size_t i = 0; i < job->steps.steps.n; i++)
		*out = *out || job->steps.steps.v[i].how == ASSEMBLED_RESOLVED;
	if (*out || !job->steps.resumed)
		return NULL;
	err = find_steps(&anyhow, &remarks, job, &none, &job->out->tip);
	*out = anyhow.wanting || !oid_equal(&anyhow.tip, &job->out->tip);
	assemble_steps_release(&anyhow);
	strings_release(&remarks);
	return err;
}

/* The branch, or the record alone where the branch is as it should be. */
static struct error *publish(struct job *job)
{
	const git_oid none = {{0}}, *resumed;
	char *why = mem_format("pullprep: assemble %s", batch_name[job->wish->batch]);
	bool moved = false, by_hand;
	struct error *err = is_by_hand(&by_hand, job);

	resumed = by_hand ? &job->resume : &none;
	if (!err)
		err = interrupt_error();
	if (!err && job->out->unchanged)
		err = assemble_branch_record(&job->branch, job_repo(job), &job->out->tip, resumed);
	else if (!err)
		err = assemble_branch_move(&moved, &job->branch, job_repo(job), &job->out->tip, resumed, why);
	free(why);
	return err;
}

static struct error *make(struct job *job)
{
	struct aside aside = {.directory = NULL};
	struct error *err = job->wish->dry_run ? aside_enter(&aside, job_repo(job)) : NULL;

	if (!err)
		err = merge_all(job);
	if (!err)
		err = check_whole(job);
	if (!err)
		err = measure(job);
	if (!err)
		fill(job);
	aside_leave(&aside);
	return err || job->wish->dry_run ? err : publish(job);
}

static void remark_unplanned(const struct job *job)
{
	const struct strings *unplanned = job->wish->unplanned;
	struct buf names = BUF_INIT;

	for (size_t i = 0; unplanned && i < unplanned->n; i++)
		buf_addf(&names, " %s", unplanned->v[i]);
	if (names.len)
		strings_take(job->remarks,
		    mem_format("not in the plan, and left out:%s; write %s in with: pullprep split --write",
			names.s, unplanned->n == 1 ? "it" : "them"));
	buf_release(&names);
}

static struct error *prepare(struct job *job)
{
	const struct project *project = job->survey->project;
	struct error *err = assemble_branch_read(&job->branch, project, job->wish->branch);

	if (!err)
		err = merge_manner_read(&job->manner, project->config, job->wish->branch);
	if (!err)
		err = find_resume(job);
	if (!err)
		err = list_topics(job);
	if (!err)
		err = find_base(job);
	if (!err)
		err = add_riding(job);
	if (!err)
		err = find_steps(&job->steps, job->remarks, job, &job->resume, &job->branch.tip);
	if (!err)
		err = find_handmade(job);
	if (!err)
		err = guard(job);
	return err ? err : check_words(job);
}

struct error *assemble_batch(struct assembled *out, struct strings *remarks, struct assemble_stop *stop,
    const struct survey *survey, const struct verdict *verdicts, const size_t *order,
    const struct split_rules *rules, const struct assemble_wish *wish)
{
	struct job job = {.out = out,
	    .remarks = remarks,
	    .stop = stop,
	    .survey = survey,
	    .verdicts = verdicts,
	    .order = order,
	    .rules = rules,
	    .wish = wish};
	struct error *err;

	*out = (struct assembled){.batch = batch_name[wish->batch], .branch = wish->branch};
	*stop = (struct assemble_stop){.topic = NULL};
	interrupt_begin();
	err = prepare(&job);
	if (!err)
		remark_unplanned(&job);
	if (!err)
		err = make(&job);
	interrupt_end();
	assemble_topics_release(&job.topics);
	array_release(&job.merged);
	assemble_base_release(&job.base);
	assemble_branch_release(&job.branch);
	assemble_steps_release(&job.steps);
	if (err)
		assembled_release(out);
	return err;
}
