/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/culprits.h"

#include "facts/commitnames.h"
#include "facts/reach.h"
#include "source/commit.h"
#include "source/datequeue.h"
#include "source/ids.h"

#include <stdlib.h>
#include <string.h>

/* A commit by its subject. */
struct titled {
	const char *subject; /* borrowed */
	git_oid oid;
};

struct culprits {
	struct {
		struct commit_name *v;
		size_t n, cap;
	} names;
	struct ids prior; /* sorted */
	struct {
		struct titled *v;
		size_t n, cap;
	} titles;             /* by subject; empty if no id is missing */
	struct strings older; /* the subjects before the first PREV */
};

static void ask(struct culprits *culprits, const struct mend_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		array_push(&culprits->names, (struct commit_name){.id = list->v[i].id});
}

/* ---- commits that are not of the cycles ---- */

static int by_oid(const void *a, const void *b)
{
	return git_oid_cmp(a, b);
}

static void drop_doubles(struct ids *ids)
{
	size_t keep = 0;

	if (ids->n)
		qsort(ids->v, ids->n, sizeof(*ids->v), by_oid);
	for (size_t i = 0; i < ids->n; i++)
		if (!keep || !oid_equal(&ids->v[keep - 1], &ids->v[i]))
			ids->v[keep++] = ids->v[i];
	ids->n = keep;
}

static struct error *find_prior(struct culprits *culprits, const struct past_walk *walk)
{
	struct ids outside = {.v = NULL};
	size_t most = walk->n / walk->cycles->n * REACH_TIMES;
	struct error *err;
	bool *has;

	for (size_t i = 0; i < culprits->names.n; i++) {
		const struct commit_name *name = &culprits->names.v[i];

		if (name->known && !walk_is_visible(walk->walk, history_node(walk->history, &name->oid)))
			array_push(&outside, name->oid);
	}
	drop_doubles(&outside);
	has = mem_zero(outside.n + 1, sizeof(*has));
	if (most < REACH_LEAST)
		most = REACH_LEAST;
	err = reach_find_within(
	    walk->history, &walk->cycles->v[0].prev.commit, most, outside.v, outside.n, has);
	for (size_t i = 0; !err && i < outside.n; i++)
		if (has[i])
			array_push(&culprits->prior, outside.v[i]);
	free(has);
	array_release(&outside);
	return err;
}

bool culprits_is_prior(const struct culprits *culprits, const git_oid *oid)
{
	return ids_has(&culprits->prior, oid);
}

/* ---- by subject ---- */

static int by_subject(const void *a, const void *b)
{
	return strcmp(((const struct titled *)a)->subject, ((const struct titled *)b)->subject);
}

static bool is_missing(const struct culprits *culprits, const struct mend *mend)
{
	const struct commit_name *name = commit_names_find(culprits->names.v, culprits->names.n, mend->id);

	return name && !name->known && !name->ambiguous && mend->quoted;
}

static bool any_missing(const struct culprits *culprits, const struct tolds *tolds)
{
	for (size_t i = 0; i < tolds->n; i++) {
		const struct mends *mends = &tolds->v[i].mends;

		for (size_t k = 0; k < mends->fixes.n; k++)
			if (is_missing(culprits, &mends->fixes.v[k]))
				return true;
		for (size_t k = 0; k < mends->reverts.n; k++)
			if (is_missing(culprits, &mends->reverts.v[k]))
				return true;
	}
	return false;
}

static struct error *read_title(
    struct culprits *culprits, struct repo *repo, const struct history *history, node_t node)
{
	git_oid oid = history_at(history, node)->oid;
	struct commit commit;
	size_t length;
	const char *raw = history_kept(history, node, &length);
	struct error *err = raw ? commit_parse(&commit, &oid, raw, length) : commit_read(&commit, repo, &oid);

	if (err)
		return err;
	if (commit.parent_count < 2) {
		array_push(&culprits->titles, (struct titled){commit.subject, oid});
		strings_take(&culprits->older, commit.subject);
		commit.subject = NULL;
	}
	commit_release(&commit);
	return NULL;
}

/* Which nodes were met. */
struct marks {
	bool *v;
	size_t n, cap;
};

/* For the first time? */
static bool meet(struct marks *marks, node_t node)
{
	bool met;

	while (marks->n <= node)
		array_push(marks, false);
	met = marks->v[node];
	marks->v[node] = true;
	return !met;
}

/* By date, newest first. Most of them were looked at already. */
static struct error *read_older(struct culprits *culprits, struct repo *repo, const struct past_walk *walk)
{
	size_t left = walk->n < BEFORE_LEAST ? BEFORE_LEAST : walk->n > BEFORE_MOST ? BEFORE_MOST : walk->n;
	struct history *history = walk->history;
	node_t prev = history_node(history, &walk->cycles->v[0].prev.commit);
	struct datequeue queue = {.v = NULL};
	struct error *err = history_load(history, prev);
	struct marks met = {.v = NULL};

	if (!err)
		datequeue_push(&queue, history_at(history, prev)->time, prev);
	while (!err && queue.n && left) {
		node_t node = datequeue_pop(&queue);

		if (!meet(&met, node))
			continue;
		left--;
		err = read_title(culprits, repo, history, node);
		for (size_t i = 0; !err && i < history_at(history, node)->parent_count; i++) {
			node_t parent = history_parents(history, node)[i];

			err = history_load(history, parent);
			if (!err)
				datequeue_push(&queue, history_at(history, parent)->time, parent);
		}
	}
	array_release(&met);
	datequeue_release(&queue);
	return err;
}

static struct error *read_titles(
    struct culprits *culprits, struct repo *repo, const struct past_walk *walk, const struct tolds *tolds)
{
	struct error *err;

	for (size_t i = 0; i < tolds->n; i++)
		array_push(
		    &culprits->titles, (struct titled){tolds->v[i].commit.subject, tolds->v[i].commit.oid});
	err = read_older(culprits, repo, walk);
	if (culprits->titles.n)
		qsort(culprits->titles.v, culprits->titles.n, sizeof(*culprits->titles.v), by_subject);
	return err;
}

/* The only one of that subject but for the fix itself, or NULL. */
static const struct titled *only_one(
    const struct culprits *culprits, const struct told *fix, const char *subject)
{
	struct titled key = {.subject = subject};
	const struct titled *begin = culprits->titles.v, *end = begin + culprits->titles.n, *at, *one = NULL;

	at = culprits->titles.n ? bsearch(&key, begin, culprits->titles.n, sizeof(key), by_subject) : NULL;
	while (at && at > begin && !strcmp(at[-1].subject, subject))
		at--;
	for (; at && at < end && !strcmp(at->subject, subject); at++) {
		if (oid_equal(&at->oid, &fix->commit.oid))
			continue;
		if (one)
			return NULL;
		one = at;
	}
	return one;
}

struct culprit culprit_of(const struct culprits *culprits, const struct told *fix, const struct mend *mend)
{
	const struct commit_name *name = commit_names_find(culprits->names.v, culprits->names.n, mend->id);
	struct culprit culprit = {.kind = CULPRIT_MISSING};
	const struct titled *title;

	if (name && name->known) {
		culprit = (struct culprit){CULPRIT_FOUND, name->oid};
	} else if (name && name->ambiguous) {
		culprit.kind = CULPRIT_AMBIGUOUS;
	} else if (mend->quoted && (title = only_one(culprits, fix, mend->quoted))) {
		culprit = (struct culprit){CULPRIT_RECOVERED, title->oid};
	}
	return culprit;
}

struct error *culprits_find(
    struct culprits **out, struct repo *repo, const struct past_walk *walk, const struct tolds *tolds)
{
	struct culprits *culprits = mem_zero(1, sizeof(*culprits));
	struct error *err;

	for (size_t i = 0; i < tolds->n; i++) {
		ask(culprits, &tolds->v[i].mends.fixes);
		ask(culprits, &tolds->v[i].mends.reverts);
	}
	err = commit_names_resolve(culprits->names.v, culprits->names.n, repo);
	if (!err)
		err = find_prior(culprits, walk);
	if (!err && any_missing(culprits, tolds))
		err = read_titles(culprits, repo, walk, tolds);
	if (err) {
		culprits_free(culprits);
		culprits = NULL;
	}
	*out = culprits;
	return err;
}

void culprits_free(struct culprits *culprits)
{
	if (!culprits)
		return;
	array_release(&culprits->names);
	array_release(&culprits->prior);
	array_release(&culprits->titles);
	strings_release(&culprits->older);
	free(culprits);
}
