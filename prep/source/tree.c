/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/tree.h"

#include <git2.h>
#include <string.h>

/* A commit's tree is compared as the new side once and as the old side of the next commit: a few of each
 * depth are kept. */
enum { KEPT = 64 };

struct kept {
	git_oid oid;
	git_odb_object *object;
	unsigned used; /* by how many comparisons under way */
	uint64_t last;
};

struct tree_reader {
	struct repo *repo;
	struct kept kept[KEPT];
	uint64_t clock;
	struct buf path;
};

struct tree_reader *tree_reader_new(struct repo *repo)
{
	struct tree_reader *reader = mem_zero(1, sizeof(*reader));

	reader->repo = repo;
	reader->path = (struct buf)BUF_INIT;
	return reader;
}

void tree_reader_free(struct tree_reader *reader)
{
	if (!reader)
		return;
	for (size_t i = 0; i < KEPT; i++)
		git_odb_object_free(reader->kept[i].object);
	buf_release(&reader->path);
	free(reader);
}

/* A cursor over one raw tree: "MODE SP name NUL id" after another. */
struct cursor {
	struct kept *kept;   /* NULL: the empty tree */
	git_odb_object *own; /* where no place was left to keep it */
	const char *at, *end;
	uint32_t mode;
	const char *name;
	size_t length;
	git_oid id;
	bool valid;
};

static struct error *unreadable(const git_oid *oid)
{
	char *hex = oid_text(oid);
	struct error *err = error_new(ERROR_MISSING, "the repository lacks tree %s, or it is corrupt", hex);

	error_hint(err, "See what is wrong with:  git fsck");
	free(hex);
	return err;
}

/* git shows only these modes, whatever an old tree says. */
static uint32_t canonical(uint32_t mode)
{
	switch (mode & 0170000) {
	case 0100000:
		return mode & 0100 ? 0100755 : 0100644;
	case 0120000:
		return 0120000;
	case 0040000:
		return 0040000;
	default:
		return 0160000;
	}
}

/* Moves on to the next entry; a malformed rest ends the tree, with `false`. */
static bool advance(struct cursor *c)
{
	uint32_t mode = 0;
	const char *p = c->at, *zero;

	c->valid = false;
	if (p >= c->end)
		return true;
	for (; p < c->end && *p >= '0' && *p <= '7'; p++)
		mode = mode << 3 | (uint32_t)(*p - '0');
	if (p >= c->end || *p != ' ')
		return false;
	p++;
	zero = memchr(p, '\0', (size_t)(c->end - p));
	if (!zero || c->end - zero <= GIT_OID_RAWSZ)
		return false;
	c->mode = canonical(mode);
	c->name = p;
	c->length = (size_t)(zero - p);
	memcpy(c->id.id, zero + 1, GIT_OID_RAWSZ);
	c->at = zero + 1 + GIT_OID_RAWSZ;
	c->valid = true;
	return true;
}

static struct error *cursor_open(struct tree_reader *reader, const git_oid *oid, struct cursor *c)
{
	git_odb_object *object = NULL;
	struct kept *oldest = NULL;

	memset(c, 0, sizeof(*c));
	if (git_oid_is_zero(oid))
		return NULL;
	for (size_t i = 0; i < KEPT; i++) {
		struct kept *kept = reader->kept + i;

		if (kept->object && git_oid_equal(&kept->oid, oid)) {
			c->kept = kept;
			break;
		}
		if (!kept->used && (!oldest || kept->last < oldest->last))
			oldest = kept;
	}
	if (!c->kept) {
		if (git_odb_read(&object, repo_odb(reader->repo), oid) < 0)
			return unreadable(oid);
		if (git_odb_object_type(object) != GIT_OBJECT_TREE) {
			git_odb_object_free(object);
			return unreadable(oid);
		}
		if (oldest) {
			git_odb_object_free(oldest->object);
			*oldest = (struct kept){.oid = *oid, .object = object};
			c->kept = oldest;
		} else {
			c->own = object;
		}
	}
	if (c->kept) {
		c->kept->used++;
		c->kept->last = ++reader->clock;
		object = c->kept->object;
	}
	c->at = git_odb_object_data(object);
	c->end = c->at + git_odb_object_size(object);
	return advance(c) ? NULL : unreadable(oid);
}

static void cursor_close(struct cursor *c)
{
	if (c->kept)
		c->kept->used--;
	git_odb_object_free(c->own);
}

static bool is_tree(const struct cursor *c)
{
	return c->mode == 0040000;
}

/* git sorts a directory as if its name ended in a slash. */
static int compare(const struct cursor *a, const struct cursor *b)
{
	size_t shorter = a->length < b->length ? a->length : b->length;
	int order;
	unsigned char x, y;

	if (!a->valid || !b->valid)
		return a->valid ? -1 : 1;
	order = memcmp(a->name, b->name, shorter);
	if (order)
		return order;
	x = a->length > shorter ? (unsigned char)a->name[shorter] : is_tree(a) ? '/' : '\0';
	y = b->length > shorter ? (unsigned char)b->name[shorter] : is_tree(b) ? '/' : '\0';
	return (x > y) - (x < y);
}

struct job {
	struct tree_reader *reader;
	tree_enter_fn enter;
	tree_change_fn tell;
	void *context;
	bool stopped;
};

static struct error *compare_trees(struct job *job, const git_oid *from, const git_oid *to, int depth);

/* One side may be NULL: the entry came or went. */
static struct error *tell_entry(
    struct job *job, const struct cursor *old, const struct cursor *new, int depth)
{
	static const git_oid none;
	const struct cursor *some = new ? new : old;
	struct buf *path = &job->reader->path;
	size_t before = path->len;
	struct error *err = NULL;
	git_oid from = old ? old->id : none, to = new ? new->id : none;

	if (before)
		buf_addch(path, '/');
	buf_add(path, some->name, some->length);
	if (is_tree(some)) {
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
	struct cursor old = {.valid = false}, new = {.valid = false};
	struct error *err = NULL;
	bool good = true;

	if (depth > 2048)
		return unreadable(to);
	err = cursor_open(job->reader, from, &old);
	if (!err)
		err = cursor_open(job->reader, to, &new);
	while (!err && good && !job->stopped && (old.valid || new.valid)) {
		int order = compare(&old, &new);

		if (order < 0) {
			err = tell_entry(job, &old, NULL, depth);
			good = advance(&old);
		} else if (order > 0) {
			err = tell_entry(job, NULL, &new, depth);
			good = advance(&new);
		} else {
			if (old.mode != new.mode || !git_oid_equal(&old.id, &new.id))
				err = tell_entry(job, &old, &new, depth);
			good = advance(&old) && advance(&new);
		}
	}
	cursor_close(&old);
	cursor_close(&new);
	if (!err && !good)
		err = unreadable(to);
	return err;
}

struct error *tree_changes(struct tree_reader *reader, const git_oid *from, const git_oid *to,
    tree_enter_fn enter, tree_change_fn tell, void *context, bool *stopped)
{
	struct job job = {reader, enter, tell, context, false};
	struct error *err = NULL;

	buf_reset(&reader->path);
	if (!git_oid_equal(from, to))
		err = compare_trees(&job, from, to, 0);
	*stopped = job.stopped;
	return err;
}

/* The entry of that name in one tree; false if there is none. */
static struct error *find_entry(struct tree_reader *reader, const git_oid *tree, const char *name,
    size_t length, uint32_t *mode, git_oid *id, bool *found)
{
	struct cursor cursor;
	struct error *err = cursor_open(reader, tree, &cursor);
	bool good = true;

	*found = false;
	while (!err && good && cursor.valid && !*found) {
		*found = cursor.length == length && !memcmp(cursor.name, name, length);
		if (*found) {
			*mode = cursor.mode;
			*id = cursor.id;
		} else {
			good = advance(&cursor);
		}
	}
	cursor_close(&cursor);
	return !err && !good ? unreadable(tree) : err;
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
