/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/innext.h"

#include "facts/ancestry.h"
#include "facts/commitnames.h"

#include <stdlib.h>
#include <string.h>

struct job {
	const struct survey *survey;
	const struct next_heads *heads;
	const char *tree; /* pullprep.nextTree */
	bool *here;       /* by head: its commit is */
	bool *own;        /* by head: it is here, and of the maintainer's own tree */
	struct ancestry ancestry;
	size_t *
	    mark; /* by head: its number among the tips that were walked from; of a topic heads->n + its own */
};

static const struct topic *topic_at(const struct job *job, size_t i)
{
	return &job->survey->topics.v[i];
}

/* ---- which commits are here ---- */

static struct error *find_here(struct job *job, size_t *count)
{
	const struct next_heads *heads = job->heads;
	struct commit_name *names = mem_zero(heads->n + 1, sizeof(*names));
	char **ids = mem_zero(heads->n + 1, sizeof(*ids));
	struct error *err;

	for (size_t i = 0; i < heads->n; i++)
		names[i].id = ids[i] = oid_text(&heads->v[i].commit);
	err = commit_names_resolve(names, heads->n, job->survey->project->repo);
	for (size_t i = 0; i < heads->n; i++) {
		const struct commit_name *name = err ? NULL : commit_names_find(names, heads->n, ids[i]);

		job->here[i] = name && name->known;
		*count += job->here[i];
	}
	for (size_t i = 0; i < heads->n; i++)
		free(ids[i]);
	free(ids);
	free(names);
	return err;
}

/* ---- who has what ---- */

static struct error *walk_down(struct job *job)
{
	const struct project *project = job->survey->project;
	size_t most = job->heads->n + job->survey->topics.n, n = 0;
	git_oid *tips = mem_new(most + 1, sizeof(*tips));
	struct error *err;

	for (size_t i = 0; i < job->heads->n; i++)
		if (job->here[i]) {
			job->mark[i] = n;
			tips[n++] = job->heads->v[i].commit;
		}
	for (size_t i = 0; i < job->survey->topics.n; i++) {
		job->mark[job->heads->n + i] = n;
		tips[n++] = topic_at(job, i)->tip;
	}
	err = ancestry_find(&job->ancestry, project->history, tips, n, &project->mainline, 1);
	free(tips);
	return err;
}

/* Is the commit, which mainline lacks, among what the tip of that number has? */
static bool has(const struct job *job, size_t number, const git_oid *commit)
{
	const struct ancestry *ancestry = &job->ancestry;

	return ancestry_has(ancestry, commit) &&
	       ancestry_below(ancestry, history_node(ancestry->history, commit), job->mark[number]);
}

static bool head_has(const struct job *job, size_t head, const git_oid *commit)
{
	return job->here[head] && has(job, head, commit);
}

/* How many of the topic's patches the tree has; HEAD_NONE: some tree. */
static size_t count_patches(const struct job *job, size_t head, const struct topic *topic)
{
	size_t count = 0;

	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &job->survey->commits.v[topic->commits.v[i]];
		bool found = head != HEAD_NONE && head_has(job, head, &commit->oid);

		for (size_t k = 0; head == HEAD_NONE && !found && k < job->heads->n; k++)
			found = head_has(job, k, &commit->oid);
		count += found && !commit->merge;
	}
	return count;
}

/* ---- the maintainer's own trees ---- */

static bool is_related(const struct job *job, size_t head)
{
	for (size_t i = 0; i < job->survey->topics.n; i++)
		if (head_has(job, head, &topic_at(job, i)->tip) ||
		    has(job, job->heads->n + i, &job->heads->v[head].commit))
			return true;
	return false;
}

static void find_own(struct job *job)
{
	for (size_t i = 0; i < job->heads->n; i++)
		job->own[i] = job->here[i] &&
			      (job->tree ? !strcmp(job->heads->v[i].name, job->tree) : is_related(job, i));
}

/* Of the maintainer's trees the one that has most of the topic. */
static size_t nearest_own(const struct job *job, const struct topic *topic)
{
	size_t best = HEAD_NONE, most = 0;

	for (size_t i = 0; i < job->heads->n; i++) {
		size_t count = job->own[i] ? count_patches(job, i, topic) : 0;

		if (job->own[i] && (best == HEAD_NONE || count > most)) {
			best = i;
			most = count;
		}
	}
	return best;
}

/* ---- the verdict ---- */

/* A tree that was taken at the tip, else one of the maintainer's own that has it, else any. */
static size_t holder(const struct job *job, const struct topic *topic)
{
	size_t best = HEAD_NONE;
	int rank = 0;

	for (size_t i = 0; i < job->heads->n; i++) {
		int now = oid_equal(&job->heads->v[i].commit, &topic->tip) ? 3
			  : !head_has(job, i, &topic->tip)                 ? 0
			  : job->own[i]                                    ? 2
									   : 1;

		if (now > rank) {
			rank = now;
			best = i;
		}
	}
	return best;
}

/* Why nobody can say that the topic is not in it. */
static char *doubt(const struct job *job, size_t here)
{
	for (size_t i = 0; job->tree && i < job->heads->n; i++)
		if (!strcmp(job->heads->v[i].name, job->tree)) {
			char *id = oid_text(&job->heads->v[i].commit);
			char *why =
			    mem_format("tree %s was taken at %.12s, which is not here", job->tree, id);

			free(id);
			return why;
		}
	if (job->tree)
		return mem_format("there is no tree %s in it, which pullprep.nextTree names", job->tree);
	return mem_format("the commits of %zu of its %zu trees are here, and none is known to be of your "
			  "tree: pullprep.nextTree names it",
	    here, job->heads->n);
}

static struct in_next_of settle(const struct job *job, const struct topic *topic, size_t here)
{
	struct in_next_of of = {.head = HEAD_NONE};

	if (!ancestry_has(&job->ancestry, &topic->tip)) {
		of.state = IN_NEXT_MAINLINE;
		return of;
	}
	of.have = count_patches(job, HEAD_NONE, topic);
	of.head = holder(job, topic);
	if (of.head != HEAD_NONE) {
		of.state = IN_NEXT_IN;
		return of;
	}
	of.head = nearest_own(job, topic);
	of.state = of.head != HEAD_NONE || here == job->heads->n ? IN_NEXT_NOT : IN_NEXT_UNKNOWN;
	if (of.state == IN_NEXT_UNKNOWN)
		of.why = doubt(job, here);
	return of;
}

/* In a partial clone, history may be missing that the answer depends on. */
static void settle_missing(struct in_next_facts *out, struct error *err)
{
	for (size_t i = 0; i < out->n; i++)
		out->v[i].why = mem_dup(err->message);
	error_free(err);
}

struct error *in_next_find(
    struct in_next_facts *out, const struct survey *survey, const struct next_heads *heads, const char *tree)
{
	struct job job = {.survey = survey,
	    .heads = heads,
	    .tree = tree,
	    .here = mem_zero(heads->n + 1, sizeof(*job.here)),
	    .own = mem_zero(heads->n + 1, sizeof(*job.own)),
	    .mark = mem_zero(heads->n + survey->topics.n + 1, sizeof(*job.mark))};
	struct error *err;

	*out = (struct in_next_facts){.n = survey->topics.n};
	out->v = mem_zero(out->n + 1, sizeof(*out->v));
	for (size_t i = 0; i < out->n; i++)
		out->v[i].head = HEAD_NONE;
	err = find_here(&job, &out->here);
	if (!err)
		err = walk_down(&job);
	if (!err) {
		find_own(&job);
		for (size_t i = 0; i < out->n; i++)
			out->v[i] = settle(&job, topic_at(&job, i), out->here);
		ancestry_release(&job.ancestry);
	} else if (err->code == ERROR_MISSING) {
		settle_missing(out, err);
		err = NULL;
	}
	free(job.here);
	free(job.own);
	free(job.mark);
	return err;
}

void in_next_release(struct in_next_facts *facts)
{
	for (size_t i = 0; i < facts->n; i++)
		free(facts->v[i].why);
	free(facts->v);
	*facts = (struct in_next_facts){.v = NULL};
}
