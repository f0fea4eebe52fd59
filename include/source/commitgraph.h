/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_COMMITGRAPH_H
#define SOURCE_COMMITGRAPH_H

#include "util/error.h"

#include <git2/oid.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * git's own commit-graph files, read only: objects/info/commit-graph or the chain in
 * objects/info/commit-graphs/, of this object store and of those it borrows from (gitformat-commit-graph(5),
 * version 1, SHA-1). Anything odd about a file (unknown version, chunk out of bounds, short file) makes it as
 * if it were not there: commits are then read from their objects.
 */
struct commitgraph;

/* NULL if there is none that can be read. objects_dir: ".../objects". */
struct commitgraph *commitgraph_open(const char *objects_dir);
void commitgraph_free(struct commitgraph *graph);

#define COMMITGRAPH_PARENTS 64 /* a commit with more is left to its object */

struct commitgraph_entry {
	git_oid tree;
	int64_t time;
	uint32_t parent_count;
	git_oid parents[COMMITGRAPH_PARENTS];
};

/* False if the graph does not hold the commit. */
bool commitgraph_find(const struct commitgraph *graph, const git_oid *oid, struct commitgraph_entry *out);

#endif
