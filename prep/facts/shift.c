/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/shift.h"

#include <stdlib.h>

#define DIRECTORY 0040000u

struct search {
	const struct touched *touched;
	struct project *project;
	struct tree_reader *reader;
	size_t n;
	void (*tell)(void *context, size_t one, size_t other);
	void *context;
};

/* What a start has of the paths that are touched, compared by numbers. */
struct starts {
	struct {
		git_oid *v; /* trees, each once */
		size_t n, cap;
	} trees;
	size_t *of;       /* each head's */
	uint16_t *depths; /* for each tree and path: how many of the path's directories are there, */
	bool *files;      /* and whether the file is */
};

static struct error *list_starts(const struct search *search, struct starts *out)
{
	struct history *history = search->project->history;
	struct error *err = NULL;

	for (size_t head = 0; !err && head < search->n; head++) {
		const git_oid *start = &search->touched->footings[head].start;
		git_oid tree = {{0}};
		size_t i = 0;

		if (!oid_is_zero(start)) {
			node_t node = history_node(history, start);

			err = history_load(history, node);
			if (!err)
				tree = history_at(history, node)->tree;
		}
		while (i < out->trees.n && !oid_equal(&out->trees.v[i], &tree))
			i++;
		if (i == out->trees.n)
			array_push(&out->trees, tree);
		out->of[head] = i;
	}
	return err;
}

static struct error *look_up(
    const struct search *search, const git_oid *tree, const struct touch *path, uint16_t *depth, bool *file)
{
	uint32_t mode = DIRECTORY;
	struct error *err = NULL;
	git_oid id;

	*depth = 0;
	for (size_t at = 1; !err && mode == DIRECTORY && at < path->length; at++) {
		if (path->path[at] != '/')
			continue;
		err = tree_find(search->reader, tree, path->path, at, &mode, &id);
		*depth += mode == DIRECTORY;
	}
	if (!err && mode == DIRECTORY)
		err = tree_find(search->reader, tree, path->path, path->length, &mode, &id);
	else
		mode = 0;
	*file = mode && mode != DIRECTORY;
	return err;
}

static struct error *look_up_all(const struct search *search, struct starts *starts)
{
	size_t paths = search->touched->paths.n;
	struct error *err = NULL;

	starts->depths = mem_new(starts->trees.n * paths + 1, sizeof(*starts->depths));
	starts->files = mem_new(starts->trees.n * paths + 1, sizeof(*starts->files));
	for (size_t i = 0; i < starts->trees.n; i++)
		for (size_t k = 0; !err && k < paths; k++)
			err = look_up(search, &starts->trees.v[i], search->touched->paths.v[k].v,
			    &starts->depths[i * paths + k], &starts->files[i * paths + k]);
	return err;
}

/* Has a start a file, or the directory of one that the head adds, which the other start has no more? */
static bool is_moved(const struct starts *starts, size_t paths, size_t path, size_t from, size_t to)
{
	size_t before = from * paths + path, after = to * paths + path;

	return (starts->files[before] && !starts->files[after]) ||
	       starts->depths[after] < starts->depths[before];
}

/*
 * For each head and start: what the head touches and has from its own start, but the other start has no more
 * (moved); what it touches that the other start does not have (fresh). A file may have been renamed from the
 * one to the other.
 */
static void compare_starts(const struct search *search, const struct starts *starts, bool *moved, bool *fresh)
{
	size_t paths = search->touched->paths.n, n = starts->trees.n;

	for (size_t path = 0; path < paths; path++)
		for (size_t i = 0; i < search->touched->paths.v[path].n; i++)
			for (size_t head = 0; head < search->n; head++) {
				if (!touch_has(&search->touched->paths.v[path].v[i], head))
					continue;
				for (size_t to = 0; to < n; to++) {
					moved[head * n + to] |=
					    is_moved(starts, paths, path, starts->of[head], to);
					fresh[head * n + to] |= !starts->files[to * paths + path];
				}
			}
}

/* One that touches what mainline has moved away, and another that touches what is new since the first one's
 * start, may both mean the same file. */
static void mark_moved(const struct search *search, const struct starts *starts)
{
	size_t n = starts->trees.n;
	bool *moved = mem_zero(search->n * n, sizeof(*moved)),
	     *fresh = mem_zero(search->n * n, sizeof(*fresh));

	compare_starts(search, starts, moved, fresh);
	for (size_t one = 0; one < search->n; one++)
		for (size_t other = 0; other < search->n; other++)
			if (one != other && moved[one * n + starts->of[other]] &&
			    fresh[other * n + starts->of[one]])
				search->tell(search->context, one, other);
	free(moved);
	free(fresh);
}

struct error *shift_find(const struct touched *touched, struct project *project, struct tree_reader *reader,
    size_t n, void (*tell)(void *context, size_t one, size_t other), void *context)
{
	const struct search search = {touched, project, reader, n, tell, context};
	struct starts starts = {.of = mem_zero(n + 1, sizeof(*starts.of))};
	struct error *err = list_starts(&search, &starts);

	if (!err && starts.trees.n > 1) {
		err = look_up_all(&search, &starts);
		if (!err)
			mark_moved(&search, &starts);
	}
	array_release(&starts.trees);
	free(starts.of);
	free(starts.depths);
	free(starts.files);
	return err;
}
