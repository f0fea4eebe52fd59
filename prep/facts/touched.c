/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/touched.h"

#include "source/tree.h"

#include <stdlib.h>
#include <string.h>

/* The first size of a merge's difference at which another parent is tried: most often one of them is near. */
enum { NEAR = 256, FARTHER = 16 };

/* Paths that changed; `at` is where the path stands in the buffer. */
struct change {
	size_t at, length;
	git_oid id; /* what is there now, zero: nothing */
	uint32_t mode;
	bool came, gone;
};
struct changes {
	struct change *v;
	size_t n, cap, most;
	struct buf *paths;
};

struct search {
	struct touched *out;
	struct project *project;
	const struct ancestry *ancestry;
	const git_oid *tips;
	size_t n, words;
	struct tree_reader *reader;
	struct changes changes; /* of the commit at hand */
	struct {
		size_t *v; /* of each touch: where its path stands, until the buffer grows no more */
		size_t n, cap;
	} places;
};

/* ---- one difference ---- */

static bool note_change(void *context, const struct tree_change *change)
{
	struct changes *changes = context;

	if (changes->n == changes->most)
		return false;
	array_push(changes, (struct change){.at = changes->paths->len,
				.length = change->length,
				.id = change->new_id,
				.mode = change->new_mode,
				.came = !change->old_mode,
				.gone = !change->new_mode});
	buf_add(changes->paths, change->path, change->length);
	return true;
}

/* What differs from one tree to another; *whole is false if it is more than `most`. */
static struct error *compare(
    struct search *search, const git_oid *from, const git_oid *to, size_t most, bool *whole)
{
	bool stopped;
	struct error *err;

	if (search->changes.n)
		buf_setlen(search->changes.paths, search->changes.v[0].at);
	search->changes.n = 0;
	search->changes.most = most;
	err = tree_changes(search->reader, from, to, NULL, note_change, &search->changes, &stopped);
	*whole = !stopped;
	return err;
}

static void keep_changes(struct search *search, const uint64_t *tips, uint64_t change)
{
	for (size_t i = 0; i < search->changes.n; i++) {
		const struct change *c = search->changes.v + i;

		array_push(&search->places, c->at);
		array_push(search->out, (struct touch){.length = c->length,
					    .tips = tips,
					    .change = change,
					    .came = c->came,
					    .gone = c->gone});
	}
	search->changes.n = 0;
}

static struct error *tree_of(struct search *search, node_t node, git_oid *out)
{
	struct history *history = search->project->history;
	struct error *err = history_load(history, node);

	*out = err ? (git_oid){{0}} : history_at(history, node)->tree;
	return err;
}

/* ---- one commit ---- */

/* From the parent to which the difference is small: the others only have to be asked about few paths. */
static struct error *compare_nearest(
    struct search *search, const git_oid *parents, size_t count, const git_oid *tree, size_t *nearest)
{
	struct error *err = NULL;
	bool whole = false;

	for (size_t most = NEAR; !err && !whole; most *= FARTHER)
		for (size_t i = 0; !err && !whole && i < count; i++) {
			*nearest = i;
			err = compare(search, &parents[i], tree, most, &whole);
		}
	return err;
}

/* Leaves out what the merge has from another of its parents. */
static struct error *keep_own(struct search *search, const git_oid *parents, size_t count, size_t nearest)
{
	struct changes *changes = &search->changes;
	struct error *err = NULL;
	size_t kept = 0;

	for (size_t i = 0; !err && i < changes->n; i++) {
		struct change *c = changes->v + i;
		bool own = true;

		for (size_t k = 0; !err && own && k < count; k++) {
			uint32_t mode;
			git_oid id;

			if (k == nearest)
				continue;
			err = tree_find(
			    search->reader, &parents[k], changes->paths->s + c->at, c->length, &mode, &id);
			own = mode != c->mode || !oid_equal(&id, &c->id);
		}
		if (own)
			changes->v[kept++] = *c;
	}
	changes->n = kept;
	return err;
}

static uint64_t change_of(const git_oid *commit)
{
	uint64_t change;

	memcpy(&change, commit->id, sizeof(change));
	return change | 1;
}

static struct error *touch_commit(struct search *search, size_t at)
{
	node_t node = search->ancestry->v[at];
	struct history *history = search->project->history;
	size_t count = history_at(history, node)->parent_count, nearest = 0;
	git_oid *parents = mem_zero(count + 1, sizeof(*parents)), tree;
	node_t *nodes = mem_new(count + 1, sizeof(*nodes));
	struct error *err = tree_of(search, node, &tree);
	bool whole;

	if (count)
		memcpy(nodes, history_parents(history, node), count * sizeof(*nodes));
	for (size_t i = 0; !err && i < count; i++)
		err = tree_of(search, nodes[i], &parents[i]);
	if (!err && count < 2)
		err = compare(search, &parents[0], &tree, SIZE_MAX, &whole);
	else if (!err)
		err = compare_nearest(search, parents, count, &tree, &nearest);
	if (!err && count > 1)
		err = keep_own(search, parents, count, nearest);
	if (!err)
		keep_changes(search, search->out->rows + at * search->words,
		    change_of(&history_at(history, node)->oid));
	free(parents);
	free(nodes);
	return err;
}

/* ---- what was thrown away ---- */

static struct error *touch_tip(struct search *search, size_t tip, const git_oid *start)
{
	struct history *history = search->project->history;
	const uint64_t *alone = search->out->rows + (search->ancestry->n + tip) * search->words;
	git_oid from, to;
	bool whole;
	struct error *err = tree_of(search, history_node(history, start), &from);

	if (!err)
		err = tree_of(search, history_node(history, &search->tips[tip]), &to);
	if (!err)
		err = compare(search, &from, &to, SIZE_MAX, &whole);
	if (!err)
		keep_changes(search, alone, change_of(&search->tips[tip]) ^ 2);
	return err;
}

/* Those that stand on several commits of mainline, of which one is the newest. */
static struct error *touch_tips(struct search *search)
{
	struct error *err = NULL;

	for (size_t tip = 0; !err && tip < search->n; tip++) {
		const struct footing *footing = search->out->footings + tip;

		if (footing->several && footing->newest)
			err = touch_tip(search, tip, &footing->start);
	}
	return err;
}

/* ---- all of it ---- */

int touched_compare(const char *a, size_t a_length, const char *b, size_t b_length)
{
	int order = memcmp(a, b, a_length < b_length ? a_length : b_length);

	return order ? order : (a_length > b_length) - (a_length < b_length);
}

static int by_path(const void *left, const void *right)
{
	const struct touch *a = left, *b = right;
	int order = touched_compare(a->path, a->length, b->path, b->length);

	return order ? order : (a->change > b->change) - (a->change < b->change);
}

static void group_paths(struct touched *out)
{
	struct touch *v = out->v;

	if (out->n)
		qsort(v, out->n, sizeof(*v), by_path);
	for (size_t from = 0, to; from < out->n; from = to) {
		for (to = from + 1;
		     to < out->n && !touched_compare(v[from].path, v[from].length, v[to].path, v[to].length);
		     to++)
			;
		array_push(&out->paths, (struct touched_path){v + from, to - from});
	}
}

static struct error *touch_all(struct search *search)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < search->ancestry->n; i++)
		err = touch_commit(search, i);
	return err ? err : touch_tips(search);
}

/* Which tips have which commit; and behind that, for each tip, a row with nothing but itself. */
static void copy_rows(struct search *search)
{
	size_t commits = search->ancestry->n, words = search->words;
	uint64_t *rows = mem_zero((commits + search->n) * words + 1, sizeof(*rows));

	for (size_t i = 0; i < commits; i++)
		memcpy(rows + i * words, walk_marks(search->ancestry->walk, search->ancestry->v[i]),
		    words * sizeof(*rows));
	for (size_t tip = 0; tip < search->n; tip++)
		rows[(commits + tip) * words + tip / 64] |= (uint64_t)1 << tip % 64;
	search->out->rows = rows;
}

struct error *touched_find(struct touched *out, struct project *project, const struct ancestry *ancestry,
    const git_oid *tips, size_t n)
{
	struct search search = {.out = out,
	    .project = project,
	    .ancestry = ancestry,
	    .tips = tips,
	    .n = n,
	    .words = walk_words(ancestry->walk),
	    .reader = tree_reader_new(project->repo)};
	struct error *err;

	*out = (struct touched){.names = BUF_INIT};
	search.changes.paths = &out->names;
	copy_rows(&search);
	err = footing_find(&out->footings, ancestry, n);
	if (!err)
		err = touch_all(&search);
	for (size_t i = 0; i < out->n; i++)
		out->v[i].path = out->names.s + search.places.v[i];
	if (!err)
		group_paths(out);
	array_release(&search.places);
	array_release(&search.changes);
	tree_reader_free(search.reader);
	if (err)
		touched_release(out);
	return err;
}

void touched_release(struct touched *touched)
{
	array_release(touched);
	array_release(&touched->paths);
	buf_release(&touched->names);
	free(touched->rows);
	free(touched->footings);
	touched->rows = NULL;
	touched->footings = NULL;
}
