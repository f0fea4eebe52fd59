/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/treecursor.h"

#include <git2.h>
#include <string.h>

/* A commit's tree is compared as the new side once and as the old side of the next commit: a few of each
 * depth are kept. */
enum { KEPT = 64 };

struct tree_kept {
	git_oid oid;
	git_odb_object *object;
	unsigned used; /* by how many comparisons under way */
	uint64_t last;
};

struct tree_reader {
	struct repo *repo;
	struct tree_kept kept[KEPT];
	uint64_t clock;
};

struct tree_reader *tree_reader_new(struct repo *repo)
{
	struct tree_reader *reader = mem_zero(1, sizeof(*reader));

	reader->repo = repo;
	return reader;
}

void tree_reader_free(struct tree_reader *reader)
{
	if (!reader)
		return;
	for (size_t i = 0; i < KEPT; i++)
		git_odb_object_free(reader->kept[i].object);
	free(reader);
}

struct error *tree_unreadable(const git_oid *oid)
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

bool tree_cursor_next(struct tree_cursor *c)
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
	c->odd = c->mode != mode;
	c->name = p;
	c->length = (size_t)(zero - p);
	memcpy(c->id.id, zero + 1, GIT_OID_RAWSZ);
	c->at = zero + 1 + GIT_OID_RAWSZ;
	c->valid = true;
	return true;
}

/* How long the entry is that begins there; 0: it is malformed. */
static size_t entry_length(const char *at, size_t left)
{
	size_t mode = 0;
	const char *zero;

	while (mode < left && at[mode] >= '0' && at[mode] <= '7')
		mode++;
	zero = mode < left && at[mode] == ' ' ? memchr(at + mode, '\0', left - mode) : NULL;
	if (!zero || left - (size_t)(zero - at) <= GIT_OID_RAWSZ)
		return 0;
	return (size_t)(zero - at) + 1 + GIT_OID_RAWSZ;
}

bool tree_cursor_next_both(struct tree_cursor *a, struct tree_cursor *b)
{
	for (;;) {
		size_t left = (size_t)(a->end - a->at), other = (size_t)(b->end - b->at);
		size_t length = entry_length(a->at, left < other ? left : other);

		if (!length || memcmp(a->at, b->at, length))
			break;
		a->at += length;
		b->at += length;
	}
	return tree_cursor_next(a) && tree_cursor_next(b);
}

struct error *tree_cursor_open(struct tree_cursor *c, struct tree_reader *reader, const git_oid *oid)
{
	git_odb_object *object = NULL;
	struct tree_kept *oldest = NULL;

	memset(c, 0, sizeof(*c));
	if (git_oid_is_zero(oid))
		return NULL;
	for (size_t i = 0; i < KEPT; i++) {
		struct tree_kept *kept = reader->kept + i;

		if (kept->object && git_oid_equal(&kept->oid, oid)) {
			c->kept = kept;
			break;
		}
		if (!kept->used && (!oldest || kept->last < oldest->last))
			oldest = kept;
	}
	if (!c->kept) {
		if (git_odb_read(&object, repo_odb(reader->repo), oid) < 0)
			return tree_unreadable(oid);
		if (git_odb_object_type(object) != GIT_OBJECT_TREE) {
			git_odb_object_free(object);
			return tree_unreadable(oid);
		}
		if (oldest) {
			git_odb_object_free(oldest->object);
			*oldest = (struct tree_kept){.oid = *oid, .object = object};
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
	return tree_cursor_next(c) ? NULL : tree_unreadable(oid);
}

void tree_cursor_close(struct tree_cursor *c)
{
	if (c->kept)
		c->kept->used--;
	git_odb_object_free(c->own);
}

int tree_cursor_compare(const struct tree_cursor *a, const struct tree_cursor *b)
{
	size_t shorter = a->length < b->length ? a->length : b->length;
	int order;
	unsigned char x, y;

	if (!a->valid || !b->valid)
		return a->valid ? -1 : 1;
	order = memcmp(a->name, b->name, shorter);
	if (order)
		return order;
	x = a->length > shorter ? (unsigned char)a->name[shorter] : tree_cursor_is_tree(a) ? '/' : '\0';
	y = b->length > shorter ? (unsigned char)b->name[shorter] : tree_cursor_is_tree(b) ? '/' : '\0';
	return (x > y) - (x < y);
}
