/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/commitgraph.h"

#include "util/array.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HASH = 20, HEADER = 8, CHUNK_ROW = 12, DATA_ROW = HASH + 16 };
#define NO_PARENT   0x70000000u
#define EXTRA_EDGES 0x80000000u

/* One file: a layer of the graph. Positions count over all layers, the oldest first. */
struct layer {
	const unsigned char *map;
	size_t size;
	const unsigned char *fanout, *ids, *data, *edges;
	size_t edges_size;
	uint32_t count, before; /* commits here; commits in the layers below */
};

struct commitgraph {
	ARRAY(struct layer) layers;
};

static uint32_t number32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint64_t number64(const unsigned char *at)
{
	return (uint64_t)number32(at) << 32 | number32(at + 4);
}

/* The chunk of that name: its place and size; NULL if there is none within the file. */
static const unsigned char *chunk(const struct layer *layer, const char *name, size_t *size)
{
	const unsigned char *row = layer->map + HEADER;
	unsigned chunks = layer->map[6];

	for (unsigned i = 0; i < chunks; i++, row += CHUNK_ROW) {
		uint64_t start = number64(row + 4), end = number64(row + CHUNK_ROW + 4);

		if (memcmp(row, name, 4))
			continue;
		if (start > end || end > layer->size)
			return NULL;
		*size = (size_t)(end - start);
		return layer->map + start;
	}
	return NULL;
}

static bool understand(struct layer *layer)
{
	size_t fanout = 0, ids = 0, data = 0;
	const unsigned char *map = layer->map;
	uint32_t before = 0;

	/* signature, version 1, SHA-1, chunks with a terminating row */
	if (layer->size < HEADER || memcmp(map, "CGPH\1\1", 6) ||
	    layer->size < HEADER + (map[6] + 1u) * CHUNK_ROW)
		return false;
	layer->fanout = chunk(layer, "OIDF", &fanout);
	layer->ids = chunk(layer, "OIDL", &ids);
	layer->data = chunk(layer, "CDAT", &data);
	layer->edges = chunk(layer, "EDGE", &layer->edges_size);
	if (!layer->fanout || fanout != 256 * 4 || !layer->ids || !layer->data)
		return false;
	layer->count = number32(layer->fanout + 255 * 4);
	for (int i = 0; i < 256; i++) {
		uint32_t upto = number32(layer->fanout + i * 4);

		if (upto < before)
			return false;
		before = upto;
	}
	return ids == (size_t)layer->count * HASH && data == (size_t)layer->count * DATA_ROW;
}

static bool add_layer(struct commitgraph *graph, const char *path)
{
	struct layer layer = {.map = NULL};
	struct stat stat;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *map = MAP_FAILED;

	if (fd < 0)
		return false;
	if (!fstat(fd, &stat) && stat.st_size > 0)
		map = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return false;
	layer.map = map;
	layer.size = (size_t)stat.st_size;
	if (!understand(&layer)) {
		munmap(map, layer.size);
		return false;
	}
	if (graph->layers.n) {
		const struct layer *below = graph->layers.v + graph->layers.n - 1;

		layer.before = below->before + below->count;
	}
	array_push(&graph->layers, layer);
	return true;
}

/* The chain file names its layers by their hashes, the oldest first. All of them, or none. */
static bool add_chain(struct commitgraph *graph, const char *objects_dir)
{
	char *list = mem_format("%s/info/commit-graphs/commit-graph-chain", objects_dir), hash[64];
	FILE *file = fopen(list, "r");
	bool good = file != NULL;

	while (good && fscanf(file, "%63s", hash) == 1) {
		char *path = mem_format("%s/info/commit-graphs/graph-%s.graph", objects_dir, hash);

		good = add_layer(graph, path);
		free(path);
	}
	if (file)
		fclose(file);
	free(list);
	return good && graph->layers.n;
}

static void drop_layers(struct commitgraph *graph)
{
	for (size_t i = 0; i < graph->layers.n; i++)
		munmap((void *)(uintptr_t)graph->layers.v[i].map, graph->layers.v[i].size);
	array_release(&graph->layers);
}

struct commitgraph *commitgraph_open(const char *objects_dir)
{
	struct commitgraph *graph = mem_zero(1, sizeof(*graph));
	char *path = mem_format("%s/info/commit-graph", objects_dir);
	bool good = add_layer(graph, path);

	free(path);
	if (!good) {
		good = add_chain(graph, objects_dir);
		if (!good) {
			drop_layers(graph);
			free(graph);
			return NULL;
		}
	}
	return graph;
}

void commitgraph_free(struct commitgraph *graph)
{
	drop_layers(graph);
	free(graph);
}

/* The row of the id in the layer, by its fanout and bisection; false if it is not there. */
static bool row_of(const struct layer *layer, const git_oid *oid, uint32_t *row)
{
	uint32_t low = oid->id[0] ? number32(layer->fanout + (oid->id[0] - 1) * 4) : 0;
	uint32_t high = number32(layer->fanout + oid->id[0] * 4);

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = memcmp(layer->ids + (size_t)middle * HASH, oid->id, HASH);

		if (!order) {
			*row = middle;
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Adds the parent at that position of the whole graph. */
static bool add_parent(const struct commitgraph *graph, struct commitgraph_entry *entry, uint32_t position)
{
	for (size_t i = 0; i < graph->layers.n; i++) {
		const struct layer *layer = graph->layers.v + i;

		if (position < layer->before || position - layer->before >= layer->count)
			continue;
		if (entry->parent_count == COMMITGRAPH_PARENTS)
			return false;
		memcpy(entry->parents[entry->parent_count++].id,
		    layer->ids + (size_t)(position - layer->before) * HASH, HASH);
		return true;
	}
	return false;
}

/* The second parent's field may lead to a list of all further ones, the last marked by its highest bit. */
static bool add_edges(
    const struct commitgraph *graph, const struct layer *layer, struct commitgraph_entry *entry, uint32_t at)
{
	for (;; at++) {
		uint32_t edge;

		if (!layer->edges || ((size_t)at + 1) * 4 > layer->edges_size)
			return false;
		edge = number32(layer->edges + (size_t)at * 4);
		if (!add_parent(graph, entry, edge & ~EXTRA_EDGES))
			return false;
		if (edge & EXTRA_EDGES)
			return true;
	}
}

bool commitgraph_find(const struct commitgraph *graph, const git_oid *oid, struct commitgraph_entry *out)
{
	for (size_t i = graph->layers.n; i-- > 0;) {
		const struct layer *layer = graph->layers.v + i;
		const unsigned char *data;
		uint32_t row, first, second;

		if (!row_of(layer, oid, &row))
			continue;
		data = layer->data + (size_t)row * DATA_ROW;
		memcpy(out->tree.id, data, HASH);
		first = number32(data + HASH);
		second = number32(data + HASH + 4);
		/* 30 bits of generation number, then 34 of the committer date */
		out->time = (int64_t)(number32(data + HASH + 8) & 3) << 32 | number32(data + HASH + 12);
		out->parent_count = 0;
		if (first != NO_PARENT && !add_parent(graph, out, first))
			return false;
		if (second == NO_PARENT)
			return true;
		return second & EXTRA_EDGES ? add_edges(graph, layer, out, second & ~EXTRA_EDGES)
					    : add_parent(graph, out, second);
	}
	return false;
}
