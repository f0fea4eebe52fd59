/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/duplicates.h"

#include "facts/ancestry.h"
#include "facts/samepatch.h"

#include <stdlib.h>
#include <string.h>

struct search {
	const struct survey *survey;
	struct history *history;
	struct tree_reader *reader;
	struct {
		struct own {
			uint64_t signature;
			size_t commit;
		} * v;
		size_t n, cap;
	} own;                       /* the survey's patches, sorted by signature */
	const struct ancestry *next; /* NULL: what is looked through is mainline's, otherwise this */
	struct duplicate *out;
};

static int by_signature(const void *a, const void *b)
{
	uint64_t x = ((const struct own *)a)->signature, y = ((const struct own *)b)->signature;

	return x < y ? -1 : x > y;
}

static struct error *sign_own(struct search *search)
{
	const struct survey *survey = search->survey;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < survey->commits.n; i++) {
		node_t node = history_node(search->history, &survey->commits.v[i].oid);
		struct own own = {.commit = i};

		if (survey->commits.v[i].merge)
			continue;
		err = history_load(search->history, node);
		if (!err)
			err = history_signature(search->history, node, &own.signature);
		array_push(&search->own, own);
	}
	if (!err && search->own.n)
		qsort(search->own.v, search->own.n, sizeof(*search->own.v), by_signature);
	return err;
}

/* In linux-next only what is there twice: where it itself is not, it was rebased. */
static bool is_asked(const struct search *search, size_t commit)
{
	return !search->out[commit].there &&
	       (!search->next || ancestry_has(search->next, &search->survey->commits.v[commit].oid));
}

static struct error *look_for(struct search *search, node_t node)
{
	struct own key, *found;
	struct error *err = history_signature(search->history, node, &key.signature);

	if (err || !search->own.n)
		return err;
	found = bsearch(&key, search->own.v, search->own.n, sizeof(key), by_signature);
	while (found && found > search->own.v && found[-1].signature == key.signature)
		found--;
	for (; !err && found && found < search->own.v + search->own.n && found->signature == key.signature;
	     found++) {
		struct duplicate *duplicate = &search->out[found->commit];
		const git_oid *own = &search->survey->commits.v[found->commit].oid;
		bool same;

		if (!is_asked(search, found->commit) ||
		    oid_equal(own, &history_at(search->history, node)->oid))
			continue;
		err = same_patch(&same, search->reader, search->survey->project->repo, search->history,
		    history_node(search->history, own), node);
		if (!err && same)
			*duplicate =
			    (struct duplicate){true, search->next, history_at(search->history, node)->oid};
	}
	return err;
}

static struct error *find_unmerged(struct ancestry *out, const struct search *search)
{
	const struct survey *survey = search->survey;
	git_oid *tips = mem_new(survey->topics.n + 1, sizeof(*tips));
	struct error *err;

	for (size_t i = 0; i < survey->topics.n; i++)
		tips[i] = survey->topics.v[i].tip;
	err = ancestry_find(out, search->history, tips, survey->topics.n, &survey->project->mainline, 1);
	free(tips);
	return err;
}

/* The oldest commit of mainline that a topic stands on: zero if none stands on any. A topic that has merged
 * mainline again stands on the older one, too. */
static struct error *find_oldest(git_oid *out, struct search *search)
{
	struct ancestry ancestry;
	int64_t oldest = INT64_MAX;
	struct error *err = find_unmerged(&ancestry, search);

	memset(out, 0, sizeof(*out));
	if (err)
		return err;
	for (size_t i = 0; i < ancestry.n; i++)
		for (size_t k = 0; k < history_at(search->history, ancestry.v[i])->parent_count; k++) {
			node_t parent = history_parents(search->history, ancestry.v[i])[k];
			const struct node *node = history_at(search->history, parent);

			if (walk_is_visible(ancestry.walk, parent) || !node->loaded || node->time >= oldest)
				continue;
			oldest = node->time;
			*out = node->oid;
		}
	ancestry_release(&ancestry);
	return NULL;
}

static struct error *look_through_mainline(struct search *search)
{
	const struct survey *survey = search->survey;
	struct ancestry ancestry;
	git_oid oldest;
	struct error *err = find_oldest(&oldest, search);

	if (err || oid_is_zero(&oldest))
		return err;
	err = ancestry_find(&ancestry, search->history, &survey->project->mainline, 1, &oldest, 1);
	if (err)
		return err;
	for (size_t i = 0; !err && ancestry.n <= DUPLICATES_MOST && i < ancestry.n; i++)
		if (history_at(search->history, ancestry.v[i])->parent_count < 2)
			err = look_for(search, ancestry.v[i]);
	ancestry_release(&ancestry);
	return err;
}

static struct error *look_through(struct search *search, const struct ancestry *next)
{
	struct ancestry unmerged;
	struct error *err = find_unmerged(&unmerged, search);

	if (err)
		return err;
	search->next = next;
	for (size_t i = 0; !err && i < next->n; i++) {
		const struct node *node = history_at(search->history, next->v[i]);

		if (node->parent_count < 2 && !ancestry_has(&unmerged, &node->oid))
			err = look_for(search, next->v[i]);
	}
	search->next = NULL;
	ancestry_release(&unmerged);
	return err;
}

/* A database has no commits to compare. */
static struct error *look_through_next(struct search *search)
{
	const struct project *project = search->survey->project;
	const struct next_tree *newest = next_newest(&project->next);
	struct ancestry next;
	struct error *err;

	if (!newest || project->next.kind == NEXT_DB || !search->own.n)
		return NULL;
	err = ancestry_find(&next, search->history, &newest->commit, 1, &project->mainline, 1);
	if (err)
		return err;
	if (next.n <= DUPLICATES_MOST)
		err = look_through(search, &next);
	ancestry_release(&next);
	return err;
}

struct error *duplicates_find(struct duplicate **out, const struct survey *survey)
{
	struct project *project = survey->project;
	struct search search = {.survey = survey,
	    .history = project->history,
	    .reader = tree_reader_new(project->repo),
	    .out = mem_zero(survey->commits.n + 1, sizeof(*search.out))};
	struct error *err = sign_own(&search);

	if (!err)
		err = look_through_mainline(&search);
	if (!err)
		err = look_through_next(&search);
	array_release(&search.own);
	tree_reader_free(search.reader);
	if (err) {
		free(search.out);
		search.out = NULL;
	}
	*out = search.out;
	return err;
}
