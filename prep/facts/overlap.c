/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/overlap.h"

#include "facts/shift.h"
#include "facts/touched.h"
#include "source/tree.h"

#include <stdlib.h>
#include <string.h>

#define DIRECTORY 0040000u

/* What a head has at a path in the end. */
struct version {
	size_t head;
	uint64_t changes; /* those to the path that the head has, as one number */
	uint32_t mode;
	git_oid id;
};
struct versions {
	struct version *v;
	size_t n, cap;
};

/* Files that came or went somewhere below a directory. */
struct below {
	const char *path;
	size_t length;
	const uint64_t *heads;
	bool gone;
};

struct work {
	struct project *project;
	const struct merge_head *heads;
	size_t n, words;
	struct ancestry ancestry;
	struct touched touched;
	struct tree_reader *reader;
	git_oid *trees; /* of the heads */
	uint64_t *may;  /* n rows of bits */
};

static bool has_bit(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> i % 64 & 1;
}

static void set_bit(uint64_t *bits, size_t i)
{
	bits[i / 64] |= (uint64_t)1 << i % 64;
}

static void mark(struct work *work, size_t a, size_t b)
{
	set_bit(work->may + (a < b ? a : b) * work->words, a < b ? b : a);
}

static struct error *find(
    const struct work *work, size_t head, const char *path, size_t length, uint32_t *mode, git_oid *id)
{
	return tree_find(work->reader, &work->trees[head], path, length, mode, id);
}

/* ---- the same path ---- */

/* Adds the heads that have touched the path; *differ: not all by the same commits. */
static void list_versions(
    const struct work *work, const struct touched_path *group, struct versions *out, bool *differ)
{
	*differ = false;
	for (size_t head = 0; head < work->n; head++) {
		struct version version = {.head = head};
		bool touched = false;

		for (size_t i = 0; i < group->n; i++) {
			if (!touch_has(&group->v[i], head))
				continue;
			touched = true;
			version.changes += group->v[i].change * 0x9e3779b97f4a7c15u;
		}
		if (touched)
			array_push(out, version);
		*differ = *differ || (touched && version.changes != out->v[0].changes);
	}
}

static struct error *read_versions(
    const struct work *work, const struct touched_path *group, struct versions *versions)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < versions->n; i++) {
		struct version *version = versions->v + i;

		err =
		    find(work, version->head, group->v->path, group->v->length, &version->mode, &version->id);
	}
	return err;
}

static bool may_conflict(const struct version *a, const struct version *b)
{
	if (a->changes == b->changes)
		return false;
	return a->mode != b->mode || !oid_equal(&a->id, &b->id) || !a->mode;
}

static struct error *compare_versions(struct work *work, const struct touched_path *group)
{
	struct versions versions = {.v = NULL};
	struct error *err = NULL;
	bool differ;

	list_versions(work, group, &versions, &differ);
	if (differ)
		err = read_versions(work, group, &versions);
	for (size_t i = 0; !err && differ && i < versions.n; i++)
		for (size_t k = 0; k < i; k++)
			if (may_conflict(&versions.v[i], &versions.v[k]))
				mark(work, versions.v[i].head, versions.v[k].head);
	array_release(&versions);
	return err;
}

/* ---- a file and a directory of one name ---- */

static const struct touched_path *find_group(const struct work *work, const char *path, size_t length)
{
	size_t from = 0, to = work->touched.paths.n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct touched_path *group = work->touched.paths.v + middle;
		int order = touched_compare(path, length, group->v->path, group->v->length);

		if (!order)
			return group;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

/* The versions of a path that are something, and no directory. */
static struct error *list_files(
    const struct work *work, const struct touched_path *group, struct versions *out)
{
	bool differ;
	struct error *err;
	size_t kept = 0;

	list_versions(work, group, out, &differ);
	err = read_versions(work, group, out);
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].mode && out->v[i].mode != DIRECTORY)
			out->v[kept++] = out->v[i];
	out->n = kept;
	return err;
}

static struct error *compare_with_directories(
    struct work *work, const struct touched_path *outer, const struct touched_path *inner)
{
	struct versions files = {.v = NULL}, below = {.v = NULL};
	struct error *err = list_files(work, outer, &files);

	if (!err)
		err = list_files(work, inner, &below);
	for (size_t i = 0; !err && i < files.n; i++)
		for (size_t k = 0; k < below.n; k++)
			if (files.v[i].head != below.v[k].head)
				mark(work, files.v[i].head, below.v[k].head);
	array_release(&files);
	array_release(&below);
	return err;
}

static struct error *compare_with_parents(struct work *work, const struct touched_path *group)
{
	const char *path = group->v->path;
	struct error *err = NULL;

	for (size_t at = 1; !err && at < group->v->length; at++) {
		const struct touched_path *outer = path[at] == '/' ? find_group(work, path, at) : NULL;

		if (outer)
			err = compare_with_directories(work, outer, group);
	}
	return err;
}

/* ---- a directory that is gone ---- */

static int by_directory(const void *left, const void *right)
{
	const struct below *a = left, *b = right;

	return touched_compare(a->path, a->length, b->path, b->length);
}

/* n entries of one directory. */
static struct error *compare_directory(struct work *work, const struct below *v, size_t n)
{
	uint64_t *adds = mem_zero(work->words, sizeof(*adds)), *loses = mem_zero(work->words, sizeof(*loses));
	bool some = false;
	struct error *err = NULL;

	for (size_t i = 0; i < n; i++) {
		some = some || !v[i].gone;
		for (size_t word = 0; word < work->words; word++)
			(v[i].gone ? loses : adds)[word] |= v[i].heads[word];
	}
	for (size_t head = 0; some && !err && head < work->n; head++) {
		uint32_t mode = DIRECTORY;
		git_oid id;

		if (has_bit(loses, head))
			err = find(work, head, v->path, v->length, &mode, &id);
		for (size_t other = 0; !err && mode != DIRECTORY && other < work->n; other++)
			if (other != head && has_bit(adds, other))
				mark(work, head, other);
	}
	free(adds);
	free(loses);
	return err;
}

static struct error *compare_directories(struct work *work)
{
	ARRAY(struct below) list = ARRAY_INIT;
	struct error *err = NULL;

	for (size_t i = 0; i < work->touched.n; i++) {
		const struct touch *touch = work->touched.v + i;

		for (size_t at = 1; (touch->came || touch->gone) && at < touch->length; at++)
			if (touch->path[at] == '/')
				array_push(&list, (struct below){touch->path, at, touch->tips, touch->gone});
	}
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_directory);
	for (size_t from = 0, to; !err && from < list.n; from = to) {
		for (to = from + 1; to < list.n && !by_directory(&list.v[from], &list.v[to]); to++)
			;
		err = compare_directory(work, list.v + from, to - from);
	}
	array_release(&list);
	return err;
}

/* ---- all of it ---- */

/* Is the one below the other, or is it the same? */
static bool is_below(struct work *work, size_t one, size_t other)
{
	node_t node = history_node(work->project->history, &work->heads[one].tip);

	return !walk_is_visible(work->ancestry.walk, node) || ancestry_below(&work->ancestry, node, other);
}

static void list_pairs(struct work *work, struct head_pairs *out)
{
	for (size_t one = 0; one < work->n; one++)
		for (size_t other = one + 1; other < work->n; other++)
			if (has_bit(work->may + one * work->words, other) && !is_below(work, one, other) &&
			    !is_below(work, other, one))
				array_push(out, (struct head_pair){one, other});
}

static struct error *read_heads(struct work *work, git_oid *tips)
{
	struct history *history = work->project->history;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < work->n; i++) {
		node_t node = history_node(history, &work->heads[i].tip);

		tips[i] = work->heads[i].tip;
		err = history_load(history, node);
		if (!err)
			work->trees[i] = history_at(history, node)->tree;
	}
	return err;
}

static void mark_shifted(void *context, size_t one, size_t other)
{
	mark(context, one, other);
}

static struct error *compare_all(struct work *work)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < work->touched.paths.n; i++) {
		err = compare_versions(work, work->touched.paths.v + i);
		if (!err)
			err = compare_with_parents(work, work->touched.paths.v + i);
	}
	if (!err)
		err = compare_directories(work);
	return err ? err
		   : shift_find(&work->touched, work->project, work->reader, work->n, mark_shifted, work);
}

struct error *overlap_find(
    struct head_pairs *out, struct project *project, const struct merge_head *heads, size_t n)
{
	struct work work = {.project = project, .heads = heads, .n = n};
	git_oid *tips;
	struct error *err;

	if (n < 2)
		return NULL;
	tips = mem_zero(n, sizeof(*tips));
	work.trees = mem_zero(n, sizeof(*work.trees));
	err = read_heads(&work, tips);
	if (!err)
		err = ancestry_find(&work.ancestry, project->history, tips, n, &project->mainline, 1);
	if (err)
		goto done;
	work.words = walk_words(work.ancestry.walk);
	work.may = mem_zero(n * work.words, sizeof(*work.may));
	work.reader = tree_reader_new(project->repo);
	err = touched_find(&work.touched, project, &work.ancestry, tips, n);
	if (!err) {
		err = compare_all(&work);
		touched_release(&work.touched);
	}
	if (!err)
		list_pairs(&work, out);
	ancestry_release(&work.ancestry);
done:
	tree_reader_free(work.reader);
	free(work.trees);
	free(work.may);
	free(tips);
	return err;
}
