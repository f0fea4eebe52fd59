/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/tree.h"

#include <string.h>

struct job {
	struct tree_reader *reader;
	struct buf path;
	tree_enter_fn enter;
	tree_change_fn tell;
	void *context;
	bool stopped;
};

static struct error *compare_trees(struct job *job, const git_oid *from, const git_oid *to, int depth);

/* One side may be NULL: the entry came or went. */
static struct error *tell_entry(
    struct job *job, const struct tree_cursor *old, const struct tree_cursor *new, int depth)
{
	static const git_oid none;
	const struct tree_cursor *some = new ? new : old;
	struct buf *path = &job->path;
	size_t before = path->len;
	struct error *err = NULL;
	git_oid from = old ? old->id : none, to = new ? new->id : none;

	if (before)
		buf_addch(path, '/');
	buf_add(path, some->name, some->length);
	if (tree_cursor_is_tree(some)) {
		if (job->enter && !job->enter(job->context, path->s, path->len))
			job->stopped = true;
		else
			err = compare_trees(job, &from, &to, depth + 1);
	} else {
		struct tree_change change = {
		    path->s, path->len, old ? old->mode : 0, new ? new->mode : 0, from, to};

		job->stopped = !job->tell(job->context, &change);
	}
	buf_setlen(path, before);
	return err;
}

static struct error *compare_trees(struct job *job, const git_oid *from, const git_oid *to, int depth)
{
	struct tree_cursor old = {.valid = false}, new = {.valid = false};
	struct error *err = NULL;
	bool good = true;

	if (depth > 2048)
		return tree_unreadable(to);
	err = tree_cursor_open(&old, job->reader, from);
	if (!err)
		err = tree_cursor_open(&new, job->reader, to);
	while (!err && good && !job->stopped && (old.valid || new.valid)) {
		int order = tree_cursor_compare(&old, &new);

		if (order < 0) {
			err = tell_entry(job, &old, NULL, depth);
			good = tree_cursor_next(&old);
		} else if (order > 0) {
			err = tell_entry(job, NULL, &new, depth);
			good = tree_cursor_next(&new);
		} else {
			if (old.mode != new.mode || !git_oid_equal(&old.id, &new.id))
				err = tell_entry(job, &old, &new, depth);
			good = tree_cursor_next_both(&old, &new);
		}
	}
	tree_cursor_close(&old);
	tree_cursor_close(&new);
	if (!err && !good)
		err = tree_unreadable(to);
	return err;
}

struct error *tree_changes(struct tree_reader *reader, const git_oid *from, const git_oid *to,
    tree_enter_fn enter, tree_change_fn tell, void *context, bool *stopped)
{
	struct job job = {reader, BUF_INIT, enter, tell, context, false};
	struct error *err = NULL;

	if (!git_oid_equal(from, to))
		err = compare_trees(&job, from, to, 0);
	*stopped = job.stopped;
	buf_release(&job.path);
	return err;
}

/* The entry of that name in one tree; false if there is none. */
static struct error *find_entry(struct tree_reader *reader, const git_oid *tree, const char *name,
    size_t length, uint32_t *mode, git_oid *id, bool *found)
{
	struct tree_cursor cursor;
	struct error *err = tree_cursor_open(&cursor, reader, tree);
	bool good = true;

	*found = false;
	while (!err && good && cursor.valid && !*found) {
		*found = cursor.length == length && !memcmp(cursor.name, name, length);
		if (*found) {
			*mode = cursor.mode;
			*id = cursor.id;
		} else {
			good = tree_cursor_next(&cursor);
		}
	}
	tree_cursor_close(&cursor);
	return !err && !good ? tree_unreadable(tree) : err;
}

struct error *tree_find(struct tree_reader *reader, const git_oid *tree, const char *path, size_t length,
    uint32_t *mode, git_oid *id)
{
	struct error *err = NULL;
	bool found = true;

	*mode = 0040000;
	*id = *tree;
	for (size_t at = 0; !err && found && at < length;) {
		const char *slash = memchr(path + at, '/', length - at);
		size_t name = slash ? (size_t)(slash - path) - at : length - at;
		git_oid inner = *id;

		found = *mode == 0040000;
		if (found)
			err = find_entry(reader, &inner, path + at, name, mode, id, &found);
		at += name + 1;
	}
	if (err || !found) {
		*mode = 0;
		*id = (git_oid){{0}};
	}
	return err;
}
