/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/soakdb.h"

#include "source/commit.h"
#include "source/nextdb.h"
#include "source/patchid.h"
#include "source/trunk.h"
#include "source/walk.h"

#include <string.h>

/* What is looked for of one commit. */
struct wanted {
	git_oid commit, patch; /* patch zero: none, or not known */
	unsigned char subject[32];
	bool has_subject, is_here; /* is_here: the repository has it */
	size_t index;
};

enum key { BY_COMMIT, BY_PATCH, BY_SUBJECT, KEYS };

/* The wanted, sorted by each key, so that a row finds those it speaks of. */
struct index {
	const struct wanted **v[KEYS];
	size_t n;
};

static const void *key_of(const struct wanted *w, enum key key)
{
	return key == BY_COMMIT  ? (const void *)w->commit.id
	       : key == BY_PATCH ? (const void *)w->patch.id
				 : (const void *)w->subject;
}

static size_t key_size(enum key key)
{
	return key == BY_SUBJECT ? sizeof(((struct wanted *)NULL)->subject) : sizeof(((git_oid *)NULL)->id);
}

static int by_commit(const void *a, const void *b)
{
	return memcmp((*(const struct wanted *const *)a)->commit.id,
	    (*(const struct wanted *const *)b)->commit.id, key_size(BY_COMMIT));
}

static int by_patch(const void *a, const void *b)
{
	return memcmp((*(const struct wanted *const *)a)->patch.id,
	    (*(const struct wanted *const *)b)->patch.id, key_size(BY_PATCH));
}

static int by_subject(const void *a, const void *b)
{
	return memcmp((*(const struct wanted *const *)a)->subject,
	    (*(const struct wanted *const *)b)->subject, key_size(BY_SUBJECT));
}

static void index_make(struct index *index, const struct wanted *wanted, size_t n)
{
	static int (*const order[KEYS])(const void *, const void *) = {by_commit, by_patch, by_subject};

	index->n = n;
	for (int key = 0; key < KEYS; key++) {
		index->v[key] = mem_new(n, sizeof(*index->v[key]));
		for (size_t i = 0; i < n; i++)
			index->v[key][i] = wanted + i;
		qsort(index->v[key], n, sizeof(*index->v[key]), order[key]);
	}
}

/* The first of the wanted with that key, and how many there are. */
static size_t index_find(const struct index *index, enum key key, const void *value, size_t *count)
{
	size_t low = 0, high = index->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (memcmp(key_of(index->v[key][middle], key), value, key_size(key)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (*count = 0; low + *count < index->n; ++*count)
		if (memcmp(key_of(index->v[key][low + *count], key), value, key_size(key)))
			break;
	return low;
}

static void sight(struct soak *soak, int tree, bool own)
{
	if (soak->first == SOAK_NONE)
		soak->first = tree;
	if (own && soak->own_first == SOAK_NONE)
		soak->own_first = tree;
	if (soak->last != tree)
		soak->releases++;
	soak->last = tree;
}

static void read_row(const struct index *index, const struct nextdb_row *row, int tree, struct soak *out)
{
	size_t count, at = index_find(index, BY_COMMIT, row->commit.id, &count);

	for (size_t i = 0; i < count; i++)
		sight(&out[index->v[BY_COMMIT][at + i]->index], tree, true);
	if (!oid_is_zero(&row->patch)) {
		at = index_find(index, BY_PATCH, row->patch.id, &count);
		for (size_t i = 0; i < count; i++)
			sight(&out[index->v[BY_PATCH][at + i]->index], tree, false);
	}
	at = index_find(index, BY_SUBJECT, row->subject, &count);
	for (size_t i = 0; i < count; i++) {
		const struct wanted *wanted = index->v[BY_SUBJECT][at + i];

		if (wanted->has_subject && out[wanted->index].was == SOAK_NONE)
			out[wanted->index].was = tree;
	}
}

/* What the database itself says of the commits that were asked for: patch id and subject. */
static void learn(struct wanted *wanted, const struct index *index, const struct nextdb_row *row)
{
	size_t count, at = index_find(index, BY_COMMIT, row->commit.id, &count);

	for (size_t i = 0; i < count; i++) {
		struct wanted *w = wanted + index->v[BY_COMMIT][at + i]->index;

		w->patch = row->patch;
		memcpy(w->subject, row->subject, sizeof(w->subject));
		w->has_subject = true;
	}
}

/* The others are asked of the repository: its patch ids are made the way the database's were. */
static struct error *ask_repository(struct repo *repo, struct wanted *wanted, size_t n)
{
	git_oid *commits = mem_new(n, sizeof(*commits)), *ids = mem_zero(n, sizeof(*ids));
	size_t *which = mem_new(n, sizeof(*which)), count = 0;
	struct error *err = NULL;

	for (size_t i = 0; i < n; i++) {
		struct commit commit;

		err = commit_read(&commit, repo, &wanted[i].commit);
		if (err) {
			error_free(err); /* not here: the database is all there is to ask */
			continue;
		}
		wanted[i].is_here = true;
		if (!wanted[i].has_subject && commit.parent_count < 2) {
			nextdb_subject(commit.subject, wanted[i].subject);
			wanted[i].has_subject = true;
			which[count] = i;
			commits[count++] = wanted[i].commit;
		}
		commit_release(&commit);
	}
	err = patch_ids_shown(repo, commits, count, ids);
	for (size_t k = 0; !err && k < count; k++)
		wanted[which[k]].patch = ids[k];
	free(which);
	free(ids);
	free(commits);
	return err;
}

/*
 * The day on which mainline took each. What it took before the first day of the database need not be told
 * apart: no row can be older.
 */
static struct error *ask_mainline(struct history *history, const git_oid *mainline, day_t first,
    struct wanted *wanted, size_t n, struct soak *out)
{
	struct trunk *trunk = trunk_new(history, history_node(history, mainline));
	struct walk *walk = walk_new(history, 0);
	struct error *err = trunk_reach(trunk, day_start(first));
	size_t oldest;

	oldest = trunk_length(trunk) - 1;
	walk_hide(walk, trunk_at(trunk, oldest));
	for (size_t i = 0; i < oldest; i++)
		walk_take(walk, trunk_at(trunk, i), (int32_t)i);
	for (size_t i = 0; i < n; i++)
		if (wanted[i].is_here)
			walk_start(walk, history_node(history, &wanted[i].commit));
	if (!err)
		err = walk_run(walk);
	for (size_t i = 0; !err && i < n; i++) {
		node_t node = wanted[i].is_here ? history_node(history, &wanted[i].commit) : NODE_NONE;
		size_t at = oldest;

		if (node == NODE_NONE || (walk_is_visible(walk, node) && walk_taken(walk, node) < 0))
			continue;
		if (walk_is_visible(walk, node))
			at = (size_t)walk_taken(walk, node);
		out[i].taken = day_of_time(history_at(history, trunk_at(trunk, at))->time);
	}
	walk_free(walk);
	trunk_free(trunk);
	return err;
}

static void answer(const struct next_trees *next, struct soak *soak)
{
	soak->match = soak->own_first != SOAK_NONE ? MATCH_SAME
		      : soak->first != SOAK_NONE   ? MATCH_REBASED
		      : soak->was != SOAK_NONE     ? MATCH_MODIFIED
						   : MATCH_NEVER;
	if (soak->match != MATCH_MODIFIED)
		soak->was = SOAK_NONE;
	soak->newest = soak->last != SOAK_NONE && next->v + soak->last == next_newest(next) ? NEWEST_YES
		       : soak->taken != DAY_NONE                                            ? NEWEST_MAINLINE
											    : NEWEST_NO;
	if (soak->first != SOAK_NONE)
		soak->days = soak_days(next, soak->first, soak->taken);
}

struct error *soakdb_find(struct repo *repo, struct history *history, struct next_trees *next,
    const git_oid *mainline, const git_oid *commits, size_t n, struct soak *out, struct soak_notes *notes)
{
	struct nextdb_file *files = mem_zero(next->n, sizeof(*files));
	struct wanted *wanted = mem_zero(n, sizeof(*wanted));
	struct index index = {.n = 0};
	struct error *err = NULL;

	(void)notes;
	for (size_t i = 0; i < n; i++) {
		wanted[i].commit = commits[i];
		wanted[i].index = i;
	}
	index_make(&index, wanted, n);
	for (size_t t = 0; !err && t < next->n; t++) {
		err = nextdb_read(&files[t], next->where, next->v[t].name);
		for (size_t r = 0; !err && r < files[t].n; r++)
			learn(wanted, &index, &files[t].v[r]);
	}
	for (int key = 0; key < KEYS; key++)
		free(index.v[key]);
	if (!err && repo)
		err = ask_repository(repo, wanted, n);
	if (!err && repo && mainline)
		err = ask_mainline(history, mainline, next->v[0].day, wanted, n, out);
	index_make(&index, wanted, n);
	for (size_t t = 0; !err && t < next->n; t++)
		for (size_t r = 0; r < files[t].n; r++)
			read_row(&index, &files[t].v[r], (int)t, out);
	for (size_t i = 0; !err && i < n; i++)
		answer(next, &out[i]);
	for (size_t t = 0; t < next->n; t++)
		nextdb_release(&files[t]);
	for (int key = 0; key < KEYS; key++)
		free(index.v[key]);
	free(wanted);
	free(files);
	return err;
}
