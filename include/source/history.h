/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_HISTORY_H
#define SOURCE_HISTORY_H

#include "source/repo.h"

#include <stdint.h>

/*
 * The commit graph as far as it was looked at. A node is a number; a commit is read at most once, from git's
 * commit-graph file where the repository has one (a help, never a need), else from its object. Nothing is
 * written, nothing outlives the process.
 */
struct history;

typedef uint32_t node_t;
#define NODE_NONE UINT32_MAX

struct node {
	git_oid oid;
	git_oid tree; /* the following are valid once loaded */
	int64_t time; /* committer date, seconds since the epoch */
	uint64_t
	    signature; /* hash of author name and subject; 0: not computed yet, see history_signature() */
	uint32_t parents_at; /* see history_parents() */
	uint16_t parent_count;
	uint8_t loaded;
};

struct error *history_new(struct history **out, struct repo *repo);
void history_free(struct history *history);
size_t history_count(const struct history *history); /* nodes so far: 0..count-1 */

/* The node of a commit, made (but not read) if it is new. */
node_t history_node(struct history *history, const git_oid *oid);

/* Its data. Valid until the next node is made. */
const struct node *history_at(const struct history *history, node_t node);

/* Reads it, if that was not done before. ERROR_MISSING if the object is not there or is no commit. */
struct error *history_load(struct history *history, node_t node);

/*
 * Keeps the objects of commits that are read from now on, as long as they take no more than so many bytes
 * together: for who will want their messages, and would read them twice.
 */
void history_keep(struct history *history, size_t bytes);
/* A commit's object, valid until the next load; NULL if it was not kept. */
const char *history_kept(const struct history *history, node_t node, size_t *length);

/* The parents of a loaded node. Valid until the next load. */
const node_t *history_parents(const struct history *history, node_t node);

/*
 * A hash of (author name, subject), equal for commits that have both alike after recoding to UTF-8. Reads the
 * commit's object if it came from the commit-graph.
 */
struct error *history_signature(struct history *history, node_t node, uint64_t *out);

#endif
