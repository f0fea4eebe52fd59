/* SPDX-License-Identifier: GPL-2.0-or-later */
#define XXH_INLINE_ALL
#include "source/history.h"

#include "source/commitgraph.h"
#include "source/subject.h"

#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

struct piece {
	size_t start, length;
};

struct history {
	struct repo *repo;
	ARRAY(struct commitgraph *) graphs;
	struct node *nodes;
	size_t count, cap;
	ARRAY(node_t) parents;
	node_t *slots; /* open addressing over the ids; NODE_NONE is free */
	size_t mask;
	struct buf text;            /* scratch of signatures */
	struct buf kept;            /* objects, one behind the other */
	size_t keep;                /* bytes at most */
	ARRAY(struct piece) pieces; /* by node: where its object is in kept; length 0: nowhere */
};

/* The object stores of the repository: its own and those it borrows from, as far as they lead to others. */
static void open_graphs(struct history *h, const char *objects, int depth)
{
	struct commitgraph *graph = commitgraph_open(objects);
	char *path = mem_format("%s/info/alternates", objects), line[4096];
	FILE *file = fopen(path, "r");

	if (graph)
		array_push(&h->graphs, graph);
	while (file && depth < 5 && fgets(line, sizeof(line), file)) {
		char *other;

		line[strcspn(line, "\n")] = '\0';
		if (!*line || *line == '#')
			continue;
		other = *line == '/' ? mem_dup(line) : mem_format("%s/%s", objects, line);
		open_graphs(h, other, depth + 1);
		free(other);
	}
	if (file)
		fclose(file);
	free(path);
}

struct error *history_new(struct history **out, struct repo *repo)
{
	struct history *h = mem_zero(1, sizeof(*h));
	char *objects = mem_format("%s/objects", repo_common_dir(repo));

	h->repo = repo;
	h->text = h->kept = (struct buf)BUF_INIT;
	h->mask = (1u << 16) - 1;
	h->slots = mem_new(h->mask + 1, sizeof(*h->slots));
	memset(h->slots, 0xff, (h->mask + 1) * sizeof(*h->slots));
	open_graphs(h, objects, 0);
	free(objects);
	*out = h;
	return NULL;
}

void history_free(struct history *h)
{
	if (!h)
		return;
	for (size_t i = 0; i < h->graphs.n; i++)
		commitgraph_free(h->graphs.v[i]);
	array_release(&h->graphs);
	array_release(&h->parents);
	array_release(&h->pieces);
	buf_release(&h->text);
	buf_release(&h->kept);
	free(h->nodes);
	free(h->slots);
	free(h);
}

size_t history_count(const struct history *h)
{
	return h->count;
}

const struct node *history_at(const struct history *h, node_t node)
{
	return h->nodes + node;
}

const node_t *history_parents(const struct history *h, node_t node)
{
	return h->parents.v + h->nodes[node].parents_at;
}

static size_t slot_of(const struct history *h, const git_oid *oid)
{
	size_t at;

	memcpy(&at, oid->id, sizeof(at)); /* an id is a hash already */
	for (at &= h->mask; h->slots[at] != NODE_NONE; at = (at + 1) & h->mask)
		if (!memcmp(h->nodes[h->slots[at]].oid.id, oid->id, GIT_OID_RAWSZ))
			break;
	return at;
}

static void grow_slots(struct history *h)
{
	h->mask = h->mask * 2 + 1;
	h->slots = mem_grow(h->slots, h->mask + 1, sizeof(*h->slots));
	memset(h->slots, 0xff, (h->mask + 1) * sizeof(*h->slots));
	for (size_t i = 0; i < h->count; i++)
		h->slots[slot_of(h, &h->nodes[i].oid)] = (node_t)i;
}

node_t history_node(struct history *h, const git_oid *oid)
{
	size_t at = slot_of(h, oid);

	if (h->slots[at] != NODE_NONE)
		return h->slots[at];
	if (h->count == h->cap) {
		h->cap = h->cap ? h->cap + h->cap / 2 : 4096;
		h->nodes = mem_grow(h->nodes, h->cap, sizeof(*h->nodes));
	}
	memset(&h->nodes[h->count], 0, sizeof(*h->nodes));
	h->nodes[h->count].oid = *oid;
	h->slots[at] = (node_t)h->count++;
	if (h->count * 2 > h->mask)
		grow_slots(h);
	return (node_t)(h->count - 1);
}

static void set_parents(struct history *h, node_t node, const git_oid *oids, size_t n)
{
	size_t at = h->parents.n;

	for (size_t i = 0; i < n; i++)
		array_push(&h->parents, history_node(h, &oids[i]));
	h->nodes[node].parents_at = (uint32_t)at;
	h->nodes[node].parent_count = (uint16_t)n;
}

static bool load_from_graph(struct history *h, node_t node)
{
	struct commitgraph_entry entry;

	for (size_t i = 0; i < h->graphs.n; i++) {
		if (!commitgraph_find(h->graphs.v[i], &h->nodes[node].oid, &entry))
			continue;
		h->nodes[node].tree = entry.tree;
		h->nodes[node].time = entry.time;
		set_parents(h, node, entry.parents, entry.parent_count);
		h->nodes[node].loaded = 1;
		return true;
	}
	return false;
}

/* The header line "NAME " at the cursor: its value's start, and the cursor moved past the line; NULL if it is
 * another line. */
static const char *header(const char **at, const char *end, const char *name)
{
	size_t length = strlen(name);
	const char *value, *newline;

	if ((size_t)(end - *at) <= length || memcmp(*at, name, length))
		return NULL;
	value = *at + length;
	newline = memchr(value, '\n', (size_t)(end - value));
	*at = newline ? newline + 1 : end;
	return value;
}

/* "Name <mail> SECONDS ZONE": the seconds, read from the last '>' on. */
static int64_t person_time(const char *person, const char *end)
{
	const char *at = end;

	while (at > person && at[-1] != '>')
		at--;
	return at < end ? strtoll(at, NULL, 10) : 0;
}

static uint64_t signature_of(struct history *h, const char *raw, size_t length)
{
	uint64_t hash;

	buf_reset(&h->text);
	subject_signature(&h->text, raw, length);
	hash = XXH3_64bits(h->text.s, h->text.len);
	return hash ? hash : 1;
}

static bool parse(struct history *h, node_t node, const char *raw, size_t length)
{
	const char *at = raw, *end = raw + length, *value = header(&at, end, "tree ");
	git_oid parents[COMMITGRAPH_PARENTS], *many = parents;
	size_t n = 0;

	if (!value || git_oid_fromstrn(&h->nodes[node].tree, value, GIT_OID_HEXSZ) < 0)
		return false;
	while ((value = header(&at, end, "parent "))) {
		if (n == COMMITGRAPH_PARENTS) {
			many = mem_new(length / 48 + 1, sizeof(*many));
			memcpy(many, parents, sizeof(parents));
		}
		if (git_oid_fromstrn(&many[n++], value, GIT_OID_HEXSZ) < 0)
			break;
	}
	if (!value)
		set_parents(h, node, many, n);
	if (many != parents)
		free(many);
	if (value)
		return false;
	header(&at, end, "author ");
	value = header(&at, end, "committer ");
	h->nodes[node].time = value ? person_time(value, at - 1) : 0;
	return true;
}

static struct error *missing(const git_oid *oid)
{
	char *hex = oid_text(oid);
	struct error *err = error_new(ERROR_MISSING, "the repository lacks commit %s, or it is corrupt", hex);

	error_hint(err, "See what is wrong with:  git fsck --connectivity-only");
	free(hex);
	return err;
}

void history_keep(struct history *h, size_t bytes)
{
	h->keep = bytes;
}

const char *history_kept(const struct history *h, node_t node, size_t *length)
{
	if (node >= h->pieces.n || !h->pieces.v[node].length)
		return NULL;
	*length = h->pieces.v[node].length;
	return h->kept.s + h->pieces.v[node].start;
}

/* False where there is no room. */
static bool keep(struct history *h, node_t node, const void *raw, size_t length)
{
	if (h->kept.len + length > h->keep)
		return false;
	while (h->pieces.n <= node)
		array_push(&h->pieces, (struct piece){0, 0});
	h->pieces.v[node] = (struct piece){h->kept.len, length};
	buf_add(&h->kept, raw, length);
	return true;
}

struct error *history_load(struct history *h, node_t node)
{
	git_odb_object *object = NULL;
	git_oid oid = h->nodes[node].oid;
	const char *raw;
	size_t length;
	bool good;

	if (h->nodes[node].loaded || load_from_graph(h, node))
		return NULL;
	if (git_odb_read(&object, repo_odb(h->repo), &oid) < 0)
		return missing(&oid);
	raw = git_odb_object_data(object);
	length = git_odb_object_size(object);
	good = git_odb_object_type(object) == GIT_OBJECT_COMMIT && parse(h, node, raw, length);
	/* What is kept can be signed when it is asked for; of the rest this is the time. */
	if (good && !keep(h, node, raw, length))
		h->nodes[node].signature = signature_of(h, raw, length);
	git_odb_object_free(object);
	h->nodes[node].loaded = good;
	return good ? NULL : missing(&oid);
}

struct error *history_signature(struct history *h, node_t node, uint64_t *out)
{
	git_odb_object *object = NULL;
	git_oid oid = h->nodes[node].oid;
	size_t length;
	const char *raw = history_kept(h, node, &length);

	if (!h->nodes[node].signature && raw) {
		h->nodes[node].signature = signature_of(h, raw, length);
	} else if (!h->nodes[node].signature) {
		if (git_odb_read(&object, repo_odb(h->repo), &oid) < 0)
			return missing(&oid);
		h->nodes[node].signature =
		    signature_of(h, git_odb_object_data(object), git_odb_object_size(object));
		git_odb_object_free(object);
	}
	*out = h->nodes[node].signature;
	return NULL;
}
