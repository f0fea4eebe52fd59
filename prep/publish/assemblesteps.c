/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/assemblesteps.h"

#include "source/commit.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

#define NOBODY ((size_t)-1)
enum { SUBJECT_COLUMNS = 60 };

/* Everything beyond the base below the batch's tips, what is resumed and what the branch has. */
struct search {
	struct assemble_steps *out;
	struct strings *remarks;
	const struct survey *survey;
	const struct assemble_steps_wish *wish;
	struct history *history;
	struct ancestry ancestry;
	git_oid *tips;
	size_t resume, existing; /* their marks; NOBODY: there is no such thing */
	bool *own;               /* by commit of the survey: it is a topic's of the batch */
	bool *done;              /* by topic of the batch */
};

static const struct topic *topic_at(const struct search *s, size_t i)
{
	return &s->survey->topics.v[s->wish->topics[i]];
}

static node_t node_of(const struct search *s, const git_oid *commit)
{
	return history_node(s->history, commit);
}

/* Is the commit below that mark's tip, and not in the base? */
static bool is_below(const struct search *s, const git_oid *commit, size_t mark)
{
	return ancestry_has(&s->ancestry, commit) && ancestry_below(&s->ancestry, node_of(s, commit), mark);
}

static size_t add_tip(struct search *s, size_t *n, const git_oid *tip)
{
	if (oid_is_zero(tip))
		return NOBODY;
	s->tips[*n] = *tip;
	return (*n)++;
}

static struct error *walk(struct search *s)
{
	size_t n = s->wish->n;

	s->history = s->survey->project->history;
	s->tips = mem_new(n + 2, sizeof(*s->tips));
	s->own = mem_zero(s->survey->commits.n + 1, sizeof(*s->own));
	s->done = mem_zero(n + 1, sizeof(*s->done));
	for (size_t i = 0; i < s->wish->n; i++) {
		s->tips[i] = topic_at(s, i)->tip;
		for (size_t k = 0; k < topic_at(s, i)->commits.n; k++)
			s->own[topic_at(s, i)->commits.v[k]] = true;
	}
	s->resume = add_tip(s, &n, &s->wish->resume);
	s->existing = add_tip(s, &n, &s->wish->existing);
	return ancestry_find(&s->ancestry, s->history, s->tips, n, &s->wish->base, 1);
}

static void search_release(struct search *s)
{
	ancestry_release(&s->ancestry);
	free(s->tips);
	free(s->own);
	free(s->done);
}

/* ---- what may come along ---- */

/* The topic of the batch that brings a commit of this other topic, or NOBODY. */
static size_t find_bringer(const struct search *s, const struct topic *other, git_oid *brought)
{
	for (size_t i = 0; i < other->commits.n; i++) {
		const struct commit_facts *commit = &s->survey->commits.v[other->commits.v[i]];

		if (s->own[other->commits.v[i]] || commit->merge)
			continue;
		for (size_t k = 0; k < s->wish->n; k++)
			if (is_below(s, &commit->oid, k)) {
				*brought = commit->oid;
				return k;
			}
	}
	return NOBODY;
}

static struct error *refuse_brought(struct search *s, size_t bringer, const char *others, size_t n)
{
	const struct topic *topic = topic_at(s, bringer);
	struct error *err = error_failed(
	    "%s cannot go without what it stands on, which is not in the batch:%s", topic->name, others);

	return error_hint(err, "Put %s into the batch, or %s into a later one: pullprep split --edit",
	    n == 1 ? "it" : "these", topic->name);
}

static struct error *check_brought(struct search *s)
{
	struct buf others = BUF_INIT;
	size_t first = NOBODY, n = 0;
	struct error *err = NULL;

	for (size_t i = 0; i < s->survey->topics.n; i++) {
		git_oid brought;
		size_t bringer =
		    s->wish->may_bring[i] ? NOBODY : find_bringer(s, &s->survey->topics.v[i], &brought);

		if (bringer == NOBODY)
			continue;
		if (first == NOBODY)
			first = bringer;
		if (bringer == first && ++n)
			buf_addf(
			    &others, "\n%s (%.12s)", s->survey->topics.v[i].name, git_oid_tostr_s(&brought));
	}
	if (n)
		err = refuse_brought(s, first, others.s, n);
	buf_release(&others);
	return err;
}

/* ---- steps ---- */

static void add_step(struct search *s, size_t i, enum assembled_how how, size_t by, const git_oid *merge)
{
	struct assemble_step step = {.topic = s->wish->topics[i], .how = how, .by = by};

	if (merge)
		step.merge = *merge;
	s->done[i] = true;
	array_push(&s->out->steps, step);
}

/* What now holds the topic's tip: a topic that is done, the base, or nothing (NOBODY). */
static size_t holder(const struct search *s, size_t i)
{
	if (!ancestry_has(&s->ancestry, &topic_at(s, i)->tip))
		return s->survey->topics.n;
	for (size_t k = 0; k < s->wish->n; k++)
		if (k != i && s->done[k] && is_below(s, &topic_at(s, i)->tip, k))
			return s->wish->topics[k];
	return NOBODY;
}

/* The one of the batch's series below which all the others of its line are. */
static size_t find_cut(const struct search *s)
{
	size_t top = NOBODY;

	for (size_t i = 0; i < s->wish->n; i++) {
		const struct topic *topic = topic_at(s, i);

		if (topic->kind == TOPIC_SERIES && ancestry_has(&s->ancestry, &topic->tip) &&
		    (top == NOBODY || is_below(s, &topic_at(s, top)->tip, i)))
			top = i;
	}
	return top;
}

static struct error *start(struct search *s)
{
	size_t cut = find_cut(s);
	struct error *err = NULL;
	bool stands = false;

	s->out->start = s->wish->base;
	if (cut != NOBODY)
		err = repo_is_ancestor(
		    s->survey->project->repo, &stands, &s->wish->base, &topic_at(s, cut)->tip);
	if (!err && stands)
		s->out->start = topic_at(s, cut)->tip;
	return err;
}

/* The topic of the batch at whose tip the commit is, and that is not done; NOBODY if there is none. */
static size_t at_tip(const struct search *s, const git_oid *commit)
{
	for (size_t i = 0; i < s->wish->n; i++)
		if (!s->done[i] && oid_equal(&topic_at(s, i)->tip, commit))
			return i;
	return NOBODY;
}

static void take_cut(struct search *s)
{
	size_t cut = oid_equal(&s->out->start, &s->wish->base) ? NOBODY : at_tip(s, &s->out->start);

	s->out->tip = s->out->start;
	if (cut != NOBODY)
		add_step(s, cut, ASSEMBLED_CUT, 0, NULL);
}

/* ---- what is there already ---- */

/* The first-parent line of a commit down to the base, oldest first. */
struct line {
	node_t *v;
	size_t n, cap;
};

static struct error *read_line(struct line *out, const struct search *s, const git_oid *tip)
{
	git_oid at = *tip;
	struct error *err = NULL;

	while (!err && ancestry_has(&s->ancestry, &at)) {
		node_t node = node_of(s, &at);

		array_push(out, node);
		err = history_load(s->history, node);
		if (err || !history_at(s->history, node)->parent_count)
			break;
		at = history_at(s->history, history_parents(s->history, node)[0])->oid;
	}
	for (size_t i = 0; i < out->n / 2; i++) {
		node_t swap = out->v[i];

		out->v[i] = out->v[out->n - 1 - i];
		out->v[out->n - 1 - i] = swap;
	}
	return err;
}

static git_oid parent_of(const struct search *s, node_t node, size_t i)
{
	return history_at(s->history, history_parents(s->history, node)[i])->oid;
}

/* Takes the merges that continue the tip in the plan's order, each of one topic. */
static struct error *keep_merges(struct search *s)
{
	struct line line = {.v = NULL};
	struct error *err = s->existing == NOBODY ? NULL : read_line(&line, s, &s->tips[s->existing]);
	size_t at = 0;

	for (size_t i = 0; !err && i < s->wish->n; i++) {
		size_t by = s->done[i] ? NOBODY : holder(s, i);
		git_oid first, second;

		if (s->done[i])
			continue;
		if (by != NOBODY) {
			add_step(s, i, ASSEMBLED_HELD, by, NULL);
			continue;
		}
		for (; at < line.n; at++) {
			if (history_at(s->history, line.v[at])->parent_count != 2)
				continue;
			first = parent_of(s, line.v[at], 0);
			if (oid_equal(&first, &s->out->tip))
				break;
		}
		if (at < line.n)
			second = parent_of(s, line.v[at], 1);
		if (at < line.n && oid_equal(&second, &topic_at(s, i)->tip)) {
			s->out->tip = history_at(s->history, line.v[at])->oid;
			add_step(s, i, ASSEMBLED_KEPT, 0, &s->out->tip);
		} else {
			at = line.n;
			add_step(s, i, ASSEMBLED_MERGED, 0, NULL);
			s->out->wanting++;
		}
	}
	array_release(&line);
	return err;
}

/* ---- what --continue brings ---- */

static struct error *refuse_commit(const struct search *s, node_t node, const char *what)
{
	const git_oid oid = history_at(s->history, node)->oid;
	struct commit commit;
	struct buf subject = BUF_INIT;
	struct error *err = commit_read(&commit, s->survey->project->repo, &oid);

	if (err)
		return err;
	safe_add(&subject, commit.subject, strlen(commit.subject));
	err = error_failed("%.12s (\"%.*s\") %s", git_oid_tostr_s(&oid), SUBJECT_COLUMNS, subject.s, what);
	commit_release(&commit);
	buf_release(&subject);
	return err;
}

/* Is it a commit that a topic of the batch has itself, since the line was cut there? */
static bool is_batch_commit(const struct search *s, node_t node)
{
	const git_oid oid = history_at(s->history, node)->oid;

	for (size_t i = 0; i < s->wish->n; i++)
		if (is_below(s, &oid, i))
			return true;
	return false;
}

static struct error *take_merge(struct search *s, node_t node)
{
	const git_oid oid = history_at(s->history, node)->oid;
	size_t parents = history_at(s->history, node)->parent_count;

	if (is_batch_commit(s, node)) {
		size_t cut = at_tip(s, &oid);

		if (cut != NOBODY)
			add_step(s, cut, ASSEMBLED_CUT, 0, NULL);
		return NULL;
	}
	if (parents < 2)
		return refuse_commit(s, node, "is neither a merge nor a commit of the batch");
	for (size_t i = 1; i < parents; i++) {
		const git_oid other = parent_of(s, node, i);
		size_t topic = at_tip(s, &other);

		if (topic == NOBODY)
			return refuse_commit(
			    s, node, "merges something else than the tip of a topic of the batch");
		add_step(s, topic, ASSEMBLED_KEPT, 0, &oid);
	}
	return NULL;
}

static struct error *take_resumed(struct search *s)
{
	struct repo *repo = s->survey->project->repo;
	struct line line = {.v = NULL};
	char *resume = oid_text(&s->wish->resume), *base = oid_text(&s->wish->base);
	bool stands;
	struct error *err = repo_is_ancestor(repo, &stands, &s->wish->base, &s->wish->resume);

	if (!err && !stands)
		err = error_failed("%.12s does not stand on the base %.12s", resume, base);
	if (!err)
		err = read_line(&line, s, &s->wish->resume);
	for (size_t i = 0; !err && i < line.n; i++)
		err = take_merge(s, line.v[i]);
	if (!err) {
		s->out->start = s->wish->base;
		s->out->tip = s->wish->resume;
		s->out->resumed = true;
	}
	free(resume);
	free(base);
	array_release(&line);
	return err;
}

/* What was resolved by hand some time ago may not fit the plan of today. */
static struct error *resume(struct search *s)
{
	struct error *err = take_resumed(s);

	if (!err)
		return NULL;
	s->out->steps.n = 0;
	memset(s->done, 0, s->wish->n * sizeof(*s->done));
	if (s->wish->must_resume)
		return error_hint(error_context(err, "--continue"),
		    "Name a branch that starts at the base and has merges of the batch's topics only, each "
		    "at its "
		    "tip.");
	strings_take(s->remarks, mem_format("what was merged by hand is not kept: %s", err->message));
	error_free(err);
	return NULL;
}

struct error *assemble_steps_find(struct assemble_steps *out, struct strings *remarks,
    const struct survey *survey, const struct assemble_steps_wish *wish)
{
	struct search s = {.out = out, .remarks = remarks, .survey = survey, .wish = wish};
	struct error *err;

	*out = (struct assemble_steps){.wanting = 0};
	err = walk(&s);
	if (!err)
		err = check_brought(&s);
	if (!err && s.resume != NOBODY)
		err = resume(&s);
	if (!err && !out->resumed) {
		err = start(&s);
		if (!err)
			take_cut(&s);
	}
	if (!err)
		err = keep_merges(&s);
	search_release(&s);
	if (err)
		assemble_steps_release(out);
	return err;
}

void assemble_steps_release(struct assemble_steps *steps)
{
	array_release(&steps->steps);
}
