/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/soakearly.h"

#include "facts/samepatch.h"
#include "source/datequeue.h"
#include "source/trunk.h"
#include "source/walk.h"

#include <stdlib.h>
#include <string.h>

struct asking {
	const struct survey *survey;
	struct history *history;
	const struct next_tree *tree;
	node_t base;  /* where the tree's own part ends */
	node_t *open; /* of those that are not known yet; NODE_NONE: of one that is, or is not asked about */
	size_t left;  /* how many these are */
	bool *early;
};

static void settle(struct asking *asking, size_t commit)
{
	asking->early[commit] = true;
	asking->open[commit] = NODE_NONE;
	asking->left--;
}

/* The newest tree that is not of a later day, and the commit of mainline's line that it stands on. */
static struct error *find_tree(struct asking *asking, day_t day)
{
	const struct project *project = asking->survey->project;
	struct trunk *trunk = trunk_new(asking->history, history_node(asking->history, &project->mainline));
	struct error *err = NULL;
	int32_t base = -1;

	for (size_t i = project->next.n; !err && base < 0 && i-- > 0;) {
		const struct next_tree *tree = &project->next.v[i];
		const git_oid *from = oid_is_zero(&tree->branch_base) ? &tree->commit : &tree->branch_base;

		if (tree->day > day)
			continue;
		asking->tree = tree;
		err = trunk_meet(trunk, history_node(asking->history, from), &base);
	}
	if (!err && base >= 0)
		asking->base = trunk_at(trunk, (size_t)base);
	else
		asking->tree = NULL;
	trunk_free(trunk);
	return err;
}

/* ---- what it merged ---- */

struct entry {
	node_t node;
	size_t commit;
};

static int by_node(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return (x->node > y->node) - (x->node < y->node);
}

/* Those that are open, by their nodes. */
struct index {
	struct entry *v;
	size_t n;
};

static void make_index(struct index *index, const struct asking *asking)
{
	*index = (struct index){.v = mem_new(asking->left + 1, sizeof(*index->v))};
	for (size_t i = 0; i < asking->survey->commits.n; i++)
		if (asking->open[i] != NODE_NONE)
			index->v[index->n++] = (struct entry){asking->open[i], i};
	if (index->n)
		qsort(index->v, index->n, sizeof(*index->v), by_node);
}

static const struct entry *look_up(const struct index *index, node_t node)
{
	const struct entry key = {.node = node};

	return index->n ? bsearch(&key, index->v, index->n, sizeof(key), by_node) : NULL;
}

/* What was asked about and is reached from there through nothing else. */
static struct error *settle_below(struct asking *asking, const struct index *index, node_t start)
{
	ARRAY(node_t) todo = ARRAY_INIT;
	struct error *err = NULL;

	array_push(&todo, start);
	while (!err && todo.n) {
		node_t node = todo.v[--todo.n];
		const struct entry *found = look_up(index, node);

		if (!found || asking->open[found->commit] == NODE_NONE)
			continue;
		settle(asking, found->commit);
		err = history_load(asking->history, node);
		for (size_t i = 0; !err && i < history_at(asking->history, node)->parent_count; i++)
			array_push(&todo, history_parents(asking->history, node)[i]);
	}
	array_release(&todo);
	return err;
}

/* Steps down the tree's own first-parent line. */
static struct error *ask_merged(struct asking *asking)
{
	struct history *history = asking->history;
	node_t node = history_node(history, &asking->tree->commit);
	struct index index;
	struct error *err = NULL;

	make_index(&index, asking);
	while (!err && asking->left && node != asking->base) {
		err = settle_below(asking, &index, node);
		if (!err)
			err = history_load(history, node);
		for (size_t i = 1; !err && i < history_at(history, node)->parent_count; i++)
			err = settle_below(asking, &index, history_parents(history, node)[i]);
		if (err || !history_at(history, node)->parent_count)
			break;
		node = history_parents(history, node)[0];
	}
	free(index.v);
	return err;
}

/* ---- what it holds ---- */

/* A walk down from the tree by date, to the oldest that is asked about. What it meets is the tree's own, or
 * mainline has it. Wrong clocks only make it miss some. */
struct descent {
	struct datequeue queue;
	bool *met; /* by node */
	size_t nodes;
	int64_t oldest;
};

static struct error *meet(struct descent *descent, struct history *history, node_t node)
{
	struct error *err = history_load(history, node);

	if (history_count(history) > descent->nodes) {
		size_t nodes = 2 * history_count(history);

		descent->met = mem_grow(descent->met, nodes, sizeof(*descent->met));
		memset(descent->met + descent->nodes, 0, (nodes - descent->nodes) * sizeof(*descent->met));
		descent->nodes = nodes;
	}
	if (err || descent->met[node] || history_at(history, node)->time < descent->oldest)
		return err;
	descent->met[node] = true;
	datequeue_push(&descent->queue, history_at(history, node)->time, node);
	return NULL;
}

static struct error *find_oldest(struct descent *descent, const struct asking *asking)
{
	struct error *err = NULL;

	descent->oldest = INT64_MAX;
	for (size_t i = 0; !err && i < asking->survey->commits.n; i++)
		if (asking->open[i] != NODE_NONE) {
			err = history_load(asking->history, asking->open[i]);
			if (!err && history_at(asking->history, asking->open[i])->time < descent->oldest)
				descent->oldest = history_at(asking->history, asking->open[i])->time;
		}
	return err;
}

static struct error *ask_held(struct asking *asking)
{
	struct history *history = asking->history;
	struct descent descent = {.met = NULL};
	struct error *err = find_oldest(&descent, asking);

	if (!err)
		err = meet(&descent, history, history_node(history, &asking->tree->commit));
	while (!err && descent.queue.n) {
		node_t node = datequeue_pop(&descent.queue);

		for (size_t i = 0; !err && i < history_at(history, node)->parent_count; i++)
			err = meet(&descent, history, history_parents(history, node)[i]);
	}
	for (size_t i = 0; !err && i < asking->survey->commits.n; i++)
		if (asking->open[i] != NODE_NONE && descent.met[asking->open[i]])
			settle(asking, i);
	datequeue_release(&descent.queue);
	free(descent.met);
	return err;
}

/* ---- what it holds under another id ---- */

struct signed_commit {
	uint64_t signature;
	size_t commit;
};

static int by_signature(const void *a, const void *b)
{
	const struct signed_commit *x = a, *y = b;

	return (x->signature > y->signature) - (x->signature < y->signature);
}

static struct error *sign_open(struct signed_commit *list, size_t *n, const struct asking *asking)
{
	struct error *err = NULL;

	*n = 0;
	for (size_t i = 0; !err && i < asking->survey->commits.n; i++) {
		if (asking->open[i] == NODE_NONE)
			continue;
		err = history_load(asking->history, asking->open[i]);
		if (!err)
			err = history_signature(asking->history, asking->open[i], &list[*n].signature);
		list[(*n)++].commit = i;
	}
	if (*n)
		qsort(list, *n, sizeof(*list), by_signature);
	return err;
}

/* Is the tree's commit one of those under another id? */
static struct error *ask_twin(struct asking *asking, struct tree_reader *reader,
    const struct signed_commit *list, size_t n, node_t node)
{
	struct signed_commit key;
	const struct signed_commit *at;
	struct error *err = history_signature(asking->history, node, &key.signature);

	at = err ? NULL : bsearch(&key, list, n, sizeof(key), by_signature);
	while (at && at > list && at[-1].signature == key.signature)
		at--;
	for (; !err && at && at < list + n && at->signature == key.signature; at++) {
		bool same = false;

		if (asking->open[at->commit] == NODE_NONE)
			continue;
		err = same_patch(&same, reader, asking->survey->project->repo, asking->history,
		    asking->open[at->commit], node);
		if (!err && same)
			settle(asking, at->commit);
	}
	return err;
}

static struct error *ask_twins(struct asking *asking, struct walk *walk)
{
	struct signed_commit *list = mem_new(asking->left + 1, sizeof(*list));
	struct tree_reader *reader = tree_reader_new(asking->survey->project->repo);
	size_t n, count;
	const node_t *visible = walk_visible(walk, &count);
	struct error *err = sign_open(list, &n, asking);

	for (size_t i = 0; !err && asking->left && i < count; i++)
		if (walk_marks(walk, visible[i])[0] &&
		    history_at(asking->history, visible[i])->parent_count < 2)
			err = ask_twin(asking, reader, list, n, visible[i]);
	tree_reader_free(reader);
	free(list);
	return err;
}

/* Only what is the tree's own: mainline may have taken the same patch from elsewhere. */
static struct error *ask_own(struct asking *asking)
{
	struct walk *walk = walk_new(asking->history, 1);
	struct error *err;

	walk_hide(walk, asking->base);
	walk_mark(walk, history_node(asking->history, &asking->tree->commit), 0);
	err = walk_run(walk);
	if (!err)
		err = ask_twins(asking, walk);
	walk_free(walk);
	return err;
}

struct error *soak_early(bool **early, const struct survey *survey, const bool *wanted, day_t day)
{
	size_t n = survey->commits.n, asked;
	struct asking asking = {.survey = survey,
	    .history = survey->project->history,
	    .open = mem_new(n + 1, sizeof(*asking.open)),
	    .early = mem_zero(n + 1, sizeof(*asking.early))};
	struct error *err = NULL;

	for (size_t i = 0; i < n; i++) {
		bool open = wanted[i] && !survey->commits.v[i].merge;

		asking.open[i] = open ? history_node(asking.history, &survey->commits.v[i].oid) : NODE_NONE;
		asking.left += open;
	}
	asked = asking.left;
	if (asking.left && survey->project->next.kind != NEXT_DB)
		err = find_tree(&asking, day);
	if (!err && asking.tree)
		err = ask_merged(&asking);
	if (!err && asking.tree && asking.left)
		err = ask_held(&asking);
	/* who is known in part is not rebased: the rest will be new */
	if (!err && asking.tree && asking.left && asking.left == asked)
		err = ask_own(&asking);
	free(asking.open);
	*early = asking.early;
	if (err) {
		free(asking.early);
		*early = NULL;
	}
	return err;
}
