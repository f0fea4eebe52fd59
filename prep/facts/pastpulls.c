/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastpulls.h"

#include "facts/mergename.h"
#include "source/commit.h"

#include <stdlib.h>
#include <string.h>

enum {
	DEPTH_MOST = 4, /* integration branches within integration branches */
	INTEGRATES = 2, /* merges on a branch's own line */
};

#define NOT_TAKEN UINT32_MAX

struct find {
	struct past_pulls *out;
	struct repo *repo;
	struct history *history;
	const struct past_walk *walk;
	ARRAY(node_t) stack;
	ARRAY(size_t) trunks; /* by pull */
};

static bool is_open(const struct find *find, node_t node)
{
	return walk_is_visible(find->walk->walk, node) && find->out->taken[node] == NOT_TAKEN;
}

static size_t parent_count(const struct find *find, node_t node)
{
	return history_at(find->history, node)->parent_count;
}

static node_t parent(const struct find *find, node_t node, size_t i)
{
	return history_parents(find->history, node)[i];
}

/* All that is below the node and was not brought before. */
static void take_below(struct find *find, node_t node, size_t pull, size_t trunk)
{
	array_push(&find->stack, node);
	while (find->stack.n) {
		node = find->stack.v[--find->stack.n];
		if (!is_open(find, node))
			continue;
		find->out->of[node] = pull;
		find->out->taken[node] = (uint32_t)trunk;
		for (size_t i = 0; i < parent_count(find, node); i++)
			array_push(&find->stack, parent(find, node, i));
	}
}

/* Is the merged head an integration branch: does its line of first parents have several merges? (One may be
 * that of another topic on which this one builds.) */
static bool integrates(const struct find *find, node_t head)
{
	int merges = 0;

	for (; is_open(find, head); head = parent(find, head, 0)) {
		merges += parent_count(find, head) > 1;
		if (merges == INTEGRATES || !parent_count(find, head))
			break;
	}
	return merges == INTEGRATES;
}

static struct error *read_pull(
    struct find *find, struct past_pull *out, node_t merge, size_t trunk, bool *names_tree)
{
	const git_oid *oid = &history_at(find->history, merge)->oid;
	struct merge_names names;
	struct commit commit;
	struct error *err = commit_read(&commit, find->repo, oid);

	*names_tree = false;
	if (err)
		return err;
	merge_names_of(&names, commit.subject, commit.parent_count - 1);
	*out = (struct past_pull){.merge = *oid,
	    .subject = mem_dup(commit.subject),
	    .merged = day_of_time(commit.committed),
	    .taken = day_of_time(history_at(find->history, find->walk->trunk.v[trunk])->time)};
	for (size_t i = 0; i < names.n; i++) {
		if (names.v[i].url && !out->tree)
			out->tree = mergename_repository(names.v[i].url);
		out->series = out->series || names.v[i].series;
	}
	*names_tree = out->tree || out->series;
	merge_names_release(&names);
	commit_release(&commit);
	return NULL;
}

static struct error *take_line(struct find *find, node_t tip, size_t trunk, int depth);

/* A merge of the line: what it brought is one pull, or, of an integration branch, many. */
static struct error *take_merge(struct find *find, node_t merge, size_t trunk, int depth)
{
	struct past_pull pull;
	bool names_tree;
	struct error *err = read_pull(find, &pull, merge, trunk, &names_tree);
	size_t at = find->out->list.n;

	if (err)
		return err;
	/* An integration branch is merged alone. */
	if (!names_tree && depth < DEPTH_MOST && parent_count(find, merge) == 2 &&
	    integrates(find, parent(find, merge, 1))) {
		err = take_line(find, parent(find, merge, 1), trunk, depth + 1);
		at = find->out->list.n;
	}
	find->out->taken[merge] = (uint32_t)trunk;
	find->out->of[merge] = at;
	array_push(&find->out->list, pull);
	array_push(&find->trunks, trunk);
	for (size_t i = 1; i < parent_count(find, merge); i++)
		take_below(find, parent(find, merge, i), at, trunk);
	return err;
}

/* One commit of a line: itself, or what it merged. What is beside the line is taken by its merges. */
static struct error *take_one(struct find *find, node_t node, size_t trunk, int depth)
{
	if (parent_count(find, node) > 1)
		return take_merge(find, node, trunk, depth);
	find->out->taken[node] = (uint32_t)trunk;
	find->out->of[node] = PULL_NONE;
	return NULL;
}

static struct error *take_line(struct find *find, node_t tip, size_t trunk, int depth)
{
	ARRAY(node_t) line = ARRAY_INIT;
	struct error *err = NULL;

	for (node_t at = tip; is_open(find, at); at = parent(find, at, 0)) {
		array_push(&line, at);
		if (!parent_count(find, at))
			break;
	}
	for (size_t i = line.n; !err && i--;)
		if (is_open(find, line.v[i]))
			err = take_one(find, line.v[i], trunk, depth);
	array_release(&line);
	return err;
}

struct error *pastpulls_find(struct past_pulls *out, struct repo *repo, const struct past_walk *walk)
{
	struct find find = {.out = out, .repo = repo, .history = walk->history, .walk = walk};
	size_t nodes = history_count(walk->history);
	struct error *err = NULL;

	*out = (struct past_pulls){.of = mem_new(nodes, sizeof(*out->of)),
	    .taken = mem_new(nodes, sizeof(*out->taken)),
	    .nodes = nodes};
	memset(out->taken, 0xff, nodes * sizeof(*out->taken));
	for (size_t i = 0; i < nodes; i++)
		out->of[i] = PULL_NONE;
	for (size_t i = 0; !err && i < walk->trunk.n; i++)
		if (is_open(&find, walk->trunk.v[i]))
			err = take_one(&find, walk->trunk.v[i], i, 0);
	array_release(&find.stack);
	out->at_trunk = find.trunks.v;
	if (err)
		pastpulls_release(out);
	return err;
}

void past_pull_release(struct past_pull *pull)
{
	free(pull->subject);
	free(pull->tree);
	pull->subject = pull->tree = NULL;
}

void pastpulls_release(struct past_pulls *pulls)
{
	for (size_t i = 0; i < pulls->list.n; i++)
		past_pull_release(&pulls->list.v[i]);
	array_release(&pulls->list);
	free(pulls->of);
	free(pulls->taken);
	free(pulls->at_trunk);
	*pulls = (struct past_pulls){.of = NULL};
}
