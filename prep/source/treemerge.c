/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/treemerge.h"

#include <stdlib.h>
#include <string.h>

enum { BASE, OURS, THEIRS, MERGED, TREES, SIDES = MERGED, DEEPEST = 2048 };

struct job {
	struct tree_reader *reader;
	struct tree_merge_files *files;
	struct buf path;
	bool sure;
};

/* One name in the four trees: NULL where it is not there. A file and a directory of the same name are two. */
struct slot {
	const struct tree_cursor *at[TREES];
	const char *name;
	size_t length;
	bool tree;
};

static bool same(const struct tree_cursor *a, const struct tree_cursor *b)
{
	return a && b ? a->mode == b->mode && oid_equal(&a->id, &b->id) : a == b;
}

static bool is_file(const struct tree_cursor *entry)
{
	return entry && (entry->mode & 0170000) == 0100000;
}

static struct tree_merge_version version_of(const struct tree_cursor *entry)
{
	return (struct tree_merge_version){entry->mode, entry->id};
}

static void add_file(struct job *job, const struct slot *slot)
{
	struct tree_merge_file file = {
	    .path = job->path.len ? mem_format("%s/%.*s", job->path.s, (int)slot->length, slot->name)
				  : mem_dupn(slot->name, slot->length),
	    .base = version_of(slot->at[BASE]),
	    .ours = version_of(slot->at[OURS]),
	    .theirs = version_of(slot->at[THEIRS]),
	    .merged = version_of(slot->at[MERGED])};

	array_push(job->files, file);
}

static struct error *compare(struct job *job, const git_oid *trees, int depth);

static struct error *enter(struct job *job, const struct slot *slot, int depth)
{
	git_oid trees[TREES] = {{{0}}};
	size_t before = job->path.len;
	struct error *err;

	for (int i = 0; i < TREES; i++)
		if (slot->at[i])
			trees[i] = slot->at[i]->id;
	if (before)
		buf_addch(&job->path, '/');
	buf_add(&job->path, slot->name, slot->length);
	err = compare(job, trees, depth + 1);
	buf_setlen(&job->path, before);
	return err;
}

/*
 * What both sides have done alike is in the merge. But a file that both have deleted may be one that each has
 * renamed in its own way.
 */
static struct error *compare_alike(struct job *job, const struct slot *slot, int depth)
{
	job->sure = same(slot->at[OURS], slot->at[MERGED]) && (slot->at[OURS] || !slot->at[BASE]);
	if (job->sure && slot->tree && slot->at[BASE])
		return enter(job, slot, depth);
	return NULL;
}

static struct error *compare_slot(struct job *job, const struct slot *slot, int depth)
{
	const struct tree_cursor *base = slot->at[BASE], *ours = slot->at[OURS], *theirs = slot->at[THEIRS],
				 *merged = slot->at[MERGED];

	for (int i = 0; i < TREES; i++)
		job->sure = job->sure && !(slot->at[i] && slot->at[i]->odd);
	if (!job->sure)
		return NULL;
	if (same(base, ours))
		job->sure = same(theirs, merged);
	else if (same(base, theirs))
		job->sure = same(ours, merged);
	else if (same(ours, theirs))
		return compare_alike(job, slot, depth);
	else if (slot->tree && ours && theirs)
		return enter(job, slot, depth);
	else if (is_file(base) && is_file(ours) && is_file(theirs) && is_file(merged))
		add_file(job, slot);
	else
		job->sure = false;
	return NULL;
}

/* The name that comes next in any of the trees. */
static bool next_slot(struct slot *slot, const struct tree_cursor *cursors)
{
	const struct tree_cursor *first = NULL;

	for (int i = 0; i < TREES; i++)
		if (cursors[i].valid && (!first || tree_cursor_compare(&cursors[i], first) < 0))
			first = &cursors[i];
	if (!first)
		return false;
	*slot =
	    (struct slot){.name = first->name, .length = first->length, .tree = tree_cursor_is_tree(first)};
	for (int i = 0; i < TREES; i++)
		if (cursors[i].valid && !tree_cursor_compare(&cursors[i], first))
			slot->at[i] = &cursors[i];
	return true;
}

static struct error *compare(struct job *job, const git_oid *trees, int depth)
{
	struct tree_cursor cursors[TREES] = {{.valid = false}};
	struct slot slot;
	struct error *err = depth > DEEPEST ? tree_unreadable(&trees[MERGED]) : NULL;

	for (int i = 0; !err && i < TREES; i++)
		err = tree_cursor_open(&cursors[i], job->reader, &trees[i]);
	while (!err && job->sure && next_slot(&slot, cursors)) {
		err = compare_slot(job, &slot, depth);
		for (int i = 0; !err && i < TREES; i++)
			if (slot.at[i] && !tree_cursor_next(&cursors[i]))
				err = tree_unreadable(&trees[i]);
	}
	for (int i = 0; i < TREES; i++)
		tree_cursor_close(&cursors[i]);
	return err;
}

struct error *tree_merge_compare(struct tree_merge_files *files, bool *sure, struct tree_reader *reader,
    const struct tree_merge_trees *trees)
{
	const git_oid all[TREES] = {trees->base, trees->ours, trees->theirs, trees->merged};
	struct job job = {.reader = reader, .files = files, .path = BUF_INIT, .sure = true};
	struct error *err;

	*files = (struct tree_merge_files){.v = NULL};
	err = compare(&job, all, 0);
	*sure = !err && job.sure;
	buf_release(&job.path);
	if (err || !job.sure)
		tree_merge_files_release(files);
	return err;
}

void tree_merge_files_release(struct tree_merge_files *files)
{
	for (size_t i = 0; i < files->n; i++)
		free(files->v[i].path);
	array_release(files);
}
