/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/soak.h"

#include "facts/soakdb.h"
#include "facts/twins.h"
#include "source/history.h"
#include "source/trunk.h"
#include "source/walk.h"

#include <string.h>

const char *const match_name[] = {"unknown", "never", "modified", "rebased", "same"};
const char *const newest_name[] = {"no", "yes", "mainline"};

void soak_notes_release(struct soak_notes *notes)
{
	strings_release(&notes->left_out);
	strings_release(&notes->unknown);
	free(notes->stale);
	notes->stale = NULL;
}

int soak_days(const struct next_trees *next, int first, day_t taken)
{
	int days = (taken != DAY_NONE ? taken : next->as_of) - next->v[first].day;

	return days < 0 ? 0 : days; /* mainline had it before any tree showed it */
}

/* Everything one look-up needs; the rooms it goes through are the functions below, in order. */
struct look {
	struct repo *repo;
	struct next_trees *next;
	const git_oid *mainline;
	const git_oid *commits;
	size_t n;
	struct soak *out;
	struct soak_notes *notes;

	struct history *history;
	struct trunk *trunk;
	struct walk *walk;
	size_t words;
	int32_t *bases; /* per tree: where its own part ends on the trunk; -1: it never meets mainline */
	int32_t oldest; /* the largest of them; -1: there is none */
	node_t *nodes;  /* per commit asked for */
	struct twin *twins;
	size_t twin_count;
	uint64_t *seen; /* per commit asked for, `words` each */
	uint64_t *none; /* no marks */
};

/* --- 1. where each tree's own part ends --- */

static struct error *find_bases(struct look *look)
{
	struct error *err = NULL;

	look->oldest = -1;
	for (size_t i = 0; !err && i < look->next->n; i++) {
		struct next_tree *tree = look->next->v + i;
		const git_oid *from = oid_is_zero(&tree->branch_base) ? &tree->commit : &tree->branch_base;

		err =
		    error_context(trunk_meet(look->trunk, history_node(look->history, from), &look->bases[i]),
			"%s", tree->name);
		if (!err && look->bases[i] < 0)
			strings_add(&look->notes->left_out, tree->name);
		tree->left_out = !err && look->bases[i] < 0;
		if (look->bases[i] > look->oldest)
			look->oldest = look->bases[i];
	}
	return err;
}

/* --- 2. one walk over all trees, mainline, and what is asked for --- */

static struct error *walk_trees(struct look *look)
{
	look->walk = walk_new(look->history, look->next->n);
	look->words = walk_words(look->walk);
	if (look->oldest >= 0)
		walk_hide(look->walk, trunk_at(look->trunk, (size_t)look->oldest));
	for (int32_t i = 0; i < look->oldest; i++)
		walk_take(look->walk, trunk_at(look->trunk, (size_t)i), i);
	for (size_t i = 0; i < look->next->n; i++)
		if (look->bases[i] >= 0)
			walk_mark(look->walk, history_node(look->history, &look->next->v[i].commit), i);
	for (size_t i = 0; i < look->n; i++) {
		look->nodes[i] = history_node(look->history, &look->commits[i]);
		walk_start(look->walk, look->nodes[i]);
	}
	return walk_run(look->walk);
}

static bool is_merge(const struct look *look, node_t node)
{
	return history_at(look->history, node)->parent_count > 1;
}

/* --- 3. own parts: what a tree reaches, less what mainline's commit under it reaches --- */

struct base {
	int32_t position;
	size_t tree;
};

static int by_position(const void *a, const void *b)
{
	const struct base *x = a, *y = b;

	return (x->position > y->position) - (x->position < y->position);
}

/*
 * Mainline's commit at position p holds c if c was taken at p or further down (older). So a tree keeps the
 * mark on c only if its base is older than the place where mainline took c. `upto` holds, for each rank of
 * the sorted bases, the trees with that base or a newer one.
 */
static void own_parts(struct look *look)
{
	struct base *bases = mem_new(look->next->n, sizeof(*bases));
	uint64_t *upto;
	const node_t *visible;
	size_t count = 0, visible_count;

	for (size_t i = 0; i < look->next->n; i++)
		if (look->bases[i] >= 0)
			bases[count++] = (struct base){look->bases[i], i};
	if (count)
		qsort(bases, count, sizeof(*bases), by_position);
	upto = mem_zero((count + 1) * look->words, sizeof(*upto));
	for (size_t i = 0; i < count; i++) {
		memcpy(upto + (i + 1) * look->words, upto + i * look->words, look->words * sizeof(*upto));
		upto[(i + 1) * look->words + bases[i].tree / 64] |= (uint64_t)1 << bases[i].tree % 64;
	}
	visible = walk_visible(look->walk, &visible_count);
	for (size_t k = 0; k < visible_count; k++) {
		int32_t taken = walk_taken(look->walk, visible[k]);
		size_t low = 0, high = count;
		uint64_t *marks;

		if (is_merge(look, visible[k]))
			continue;
		marks = walk_marks(look->walk, visible[k]);
		while (low < high) { /* how many bases are at or above the place where mainline took it */
			size_t middle = (low + high) / 2;

			if (bases[middle].position <= taken)
				low = middle + 1;
			else
				high = middle;
		}
		for (size_t w = 0; w < look->words; w++)
			marks[w] &= ~upto[low * look->words + w];
	}
	free(upto);
	free(bases);
}

/* --- 4. the same patch under other ids --- */

static bool any(const uint64_t *marks, size_t words)
{
	for (size_t i = 0; i < words; i++)
		if (marks[i])
			return true;
	return false;
}

/* Its data and its parent's, which comparing trees needs. */
static struct error *load_pair(struct look *look, node_t node)
{
	struct error *err = history_load(look->history, node);

	if (!err && history_at(look->history, node)->parent_count)
		err = history_load(look->history, history_parents(look->history, node)[0]);
	return err;
}

/* The commits asked for come first, in their order, merges among them too (never wanted); then all others
 * that were sighted. */
static struct error *find_twins(struct look *look)
{
	const node_t *visible;
	size_t visible_count;
	bool *asked = mem_zero(history_count(look->history), sizeof(*asked));
	struct error *err = NULL;

	visible = walk_visible(look->walk, &visible_count);
	look->twins = mem_zero(look->n + visible_count, sizeof(*look->twins));
	look->seen = mem_zero((look->n + 1) * look->words, sizeof(*look->seen));
	look->none = look->seen + look->n * look->words;
	for (size_t i = 0; !err && i < look->n; i++) {
		struct twin *twin = look->twins + look->twin_count++;
		node_t node = look->nodes[i];

		asked[node] = true;
		err = load_pair(look, node);
		twin->node = node;
		twin->wanted = !err && !is_merge(look, node);
		twin->marks = twin->wanted && walk_is_visible(look->walk, node) ? walk_marks(look->walk, node)
										: look->none;
		twin->seen = look->seen + i * look->words;
	}
	for (size_t k = 0; !err && k < visible_count; k++) {
		node_t node = visible[k];
		uint64_t *marks;

		if (is_merge(look, node) || asked[node])
			continue;
		marks = walk_marks(look->walk, node);
		if (!any(marks, look->words))
			continue;
		err = load_pair(look, node);
		look->twins[look->twin_count++] = (struct twin){.node = node, .marks = marks};
	}
	if (!err)
		err = twins_find(look->repo, look->history, look->twins, look->twin_count, look->words,
		    &look->notes->unknown);
	free(asked);
	return err;
}

/* --- 5. older versions: the same subject by the same author --- */

struct signature {
	uint64_t hash;
	int first; /* earliest tree */
};

static int by_hash(const void *a, const void *b)
{
	const struct signature *x = a, *y = b;

	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) : x->first - y->first;
}

static int lowest(const uint64_t *marks, size_t words)
{
	for (size_t i = 0; i < words; i++)
		if (marks[i])
			return (int)(i * 64) + __builtin_ctzll(marks[i]);
	return SOAK_NONE;
}

static int highest(const uint64_t *marks, size_t words)
{
	for (size_t i = words; i-- > 0;)
		if (marks[i])
			return (int)(i * 64) + 63 - __builtin_clzll(marks[i]);
	return SOAK_NONE;
}

static struct error *find_versions(struct look *look)
{
	struct signature *list = mem_new(look->twin_count, sizeof(*list));
	size_t count = 0;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < look->twin_count; i++) {
		if (!any(look->twins[i].marks, look->words))
			continue;
		err = history_signature(look->history, look->twins[i].node, &list[count].hash);
		list[count++].first = lowest(look->twins[i].marks, look->words);
	}
	if (!err && count)
		qsort(list, count, sizeof(*list), by_hash);
	for (size_t i = 0; !err && i < look->n; i++) {
		size_t low = 0, high = count;
		uint64_t hash;

		look->out[i].was = SOAK_NONE;
		if (any(look->twins[i].seen, look->words))
			continue;
		err = history_signature(look->history, look->nodes[i], &hash);
		while (!err && low < high) {
			size_t middle = (low + high) / 2;

			if (list[middle].hash < hash)
				low = middle + 1;
			else
				high = middle;
		}
		if (!err && low < count && list[low].hash == hash)
			look->out[i].was = list[low].first;
	}
	free(list);
	return err;
}

/* --- 6. the answer --- */

static int count_marks(const uint64_t *marks, size_t words)
{
	int n = 0;

	for (size_t i = 0; i < words; i++)
		n += __builtin_popcountll(marks[i]);
	return n;
}

/* The day on which mainline took it: exactly known above the oldest base; below it, at the latest that base's
 * day. */
static day_t day_taken(const struct look *look, node_t node)
{
	int32_t at = walk_taken(look->walk, node);

	if (walk_is_visible(look->walk, node))
		return at < 0
			   ? DAY_NONE
			   : day_of_time(history_at(look->history, trunk_at(look->trunk, (size_t)at))->time);
	return look->oldest < 0
		   ? DAY_NONE
		   : day_of_time(
			 history_at(look->history, trunk_at(look->trunk, (size_t)look->oldest))->time);
}

static void answer(struct look *look, size_t i)
{
	const struct twin *twin = look->twins + i;
	struct soak *soak = look->out + i;
	const uint64_t *seen = twin->seen;
	int was = soak->was;
	bool sighted = any(seen, look->words);

	soak->taken = day_taken(look, twin->node);
	soak->first = lowest(seen, look->words);
	soak->own_first = lowest(twin->marks, look->words);
	soak->last = highest(seen, look->words);
	soak->releases = count_marks(seen, look->words);
	soak->before = !sighted && soak->taken != DAY_NONE && !walk_is_visible(look->walk, twin->node);
	soak->match = !twin->wanted || twin->unknown || soak->before ? MATCH_UNKNOWN
		      : soak->own_first != SOAK_NONE                 ? MATCH_SAME
		      : sighted                                      ? MATCH_REBASED
		      : was != SOAK_NONE                             ? MATCH_MODIFIED
								     : MATCH_NEVER;
	soak->was = soak->match == MATCH_MODIFIED ? was : SOAK_NONE;
	soak->newest = sighted && look->next->v + soak->last == next_newest(look->next) ? NEWEST_YES
		       : soak->taken != DAY_NONE                                        ? NEWEST_MAINLINE
											: NEWEST_NO;
	soak->days = sighted ? soak_days(look->next, soak->first, soak->taken) : SOAK_NONE;
}

/*
 * The mainline commit that the newest tree says it was built on (Next/SHA1s, line "origin"). If mainline here
 * lacks it, its newer commits would pass for soaked.
 */
static struct error *check_stale(struct look *look)
{
	const struct next_tree *newest = next_newest(look->next);
	struct buf text = BUF_INIT;
	char *spec = NULL, *line, *hex;
	struct error *err = NULL;
	git_oid origin;
	int status;

	if (!newest || look->next->kind != NEXT_TAGS)
		return NULL;
	spec = mem_format("refs/tags/%s:Next/SHA1s", newest->name);
	const char *const show[] = {"cat-file", "blob", spec, NULL};
	err = repo_git_status(look->repo, &text, NULL, &status, show);
	line = !err && !status ? strstr(text.s, "origin\t") : NULL;
	if (line && (line == text.s || line[-1] == '\n')) {
		hex = line + strcspn(line, "\t");
		hex += strspn(hex, "\t");
		hex[strspn(hex, "0123456789abcdef")] = '\0';
		if (strlen(hex) == 2 * sizeof(origin.id)) {
			char *tip = oid_text(look->mainline);
			const char *const contains[] = {"merge-base", "--is-ancestor", hex, tip, NULL};

			err = repo_git_status(look->repo, NULL, NULL, &status, contains);
			if (!err && status)
				look->notes->stale = mem_format(
				    "mainline is older than what %s was built on (%.12s): its newer commits "
				    "would pass for soaked",
				    newest->name, hex);
			free(tip);
		}
	}
	free(spec);
	buf_release(&text);
	return err;
}

static void nothing_known(struct soak *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (struct soak){.match = MATCH_UNKNOWN,
		    .first = SOAK_NONE,
		    .own_first = SOAK_NONE,
		    .last = SOAK_NONE,
		    .was = SOAK_NONE,
		    .days = SOAK_NONE,
		    .taken = DAY_NONE};
}

struct error *soak_find(struct repo *repo, struct history *history, struct next_trees *next,
    const git_oid *mainline, const git_oid *commits, size_t n, struct soak *out, struct soak_notes *notes)
{
	struct look look = {.repo = repo,
	    .history = history,
	    .next = next,
	    .mainline = mainline,
	    .commits = commits,
	    .n = n,
	    .out = out,
	    .notes = notes};
	struct error *err = NULL;

	nothing_known(out, n);
	if (!n || !next->n)
		return NULL;
	if (next->kind == NEXT_DB)
		return soakdb_find(repo, history, next, mainline, commits, n, out, notes);
	look.bases = mem_new(next->n, sizeof(*look.bases));
	look.nodes = mem_new(n, sizeof(*look.nodes));
	look.trunk = trunk_new(look.history, history_node(look.history, mainline));
	err = find_bases(&look);
	if (!err)
		err = walk_trees(&look);
	if (err || look.oldest < 0)
		goto done; /* no tree has an own part: nothing is known */
	own_parts(&look);
	err = find_twins(&look);
	if (!err)
		err = find_versions(&look);
	for (size_t i = 0; !err && i < n; i++)
		answer(&look, i);
	if (!err)
		err = check_stale(&look);
done:
	free(look.twins);
	free(look.seen);
	free(look.nodes);
	free(look.bases);
	walk_free(look.walk);
	trunk_free(look.trunk);
	return err;
}
