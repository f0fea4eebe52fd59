/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/trunk.h"

#include <string.h>

struct trunk {
	struct history *history;
	ARRAY(node_t) line;
	bool complete;      /* down to a root */
	int32_t *positions; /* by node; -1: not on the line as far as it is known */
	uint32_t *stamps;   /* by node; the line of which meeting has passed it */
	size_t known;
	uint32_t meeting;
};

static void know(struct trunk *trunk, node_t node)
{
	size_t count = history_count(trunk->history);

	if (node < trunk->known)
		return;
	count += count / 2;
	trunk->positions = mem_grow(trunk->positions, count, sizeof(*trunk->positions));
	trunk->stamps = mem_grow(trunk->stamps, count, sizeof(*trunk->stamps));
	memset(trunk->positions + trunk->known, 0xff, (count - trunk->known) * sizeof(*trunk->positions));
	memset(trunk->stamps + trunk->known, 0, (count - trunk->known) * sizeof(*trunk->stamps));
	trunk->known = count;
}

static void append(struct trunk *trunk, node_t node)
{
	know(trunk, node);
	trunk->positions[node] = (int32_t)trunk->line.n;
	array_push(&trunk->line, node);
}

struct trunk *trunk_new(struct history *history, node_t tip)
{
	struct trunk *trunk = mem_zero(1, sizeof(*trunk));

	trunk->history = history;
	append(trunk, tip);
	return trunk;
}

void trunk_free(struct trunk *trunk)
{
	if (!trunk)
		return;
	array_release(&trunk->line);
	free(trunk->positions);
	free(trunk->stamps);
	free(trunk);
}

size_t trunk_length(const struct trunk *trunk)
{
	return trunk->line.n;
}

node_t trunk_at(const struct trunk *trunk, size_t position)
{
	return trunk->line.v[position];
}

/* The first parent of a node, NODE_NONE below a root. */
static struct error *first_parent(struct trunk *trunk, node_t node, node_t *parent)
{
	struct error *err = history_load(trunk->history, node);

	*parent = NODE_NONE;
	if (!err && history_at(trunk->history, node)->parent_count)
		*parent = history_parents(trunk->history, node)[0];
	return err;
}

/* One step further down, unless the line is complete. */
static struct error *extend(struct trunk *trunk)
{
	node_t next;
	struct error *err = first_parent(trunk, trunk->line.v[trunk->line.n - 1], &next);

	if (err)
		return err;
	if (next == NODE_NONE)
		trunk->complete = true;
	else
		append(trunk, next);
	return NULL;
}

/* Steps the trunk down while it is not older than `time` (or to its end); stops where it meets the line being
 * stepped. */
static struct error *extend_to(struct trunk *trunk, int64_t time, bool to_the_end, int32_t *met)
{
	struct error *err = NULL;

	while (!err && !trunk->complete && *met < 0) {
		node_t tail = trunk->line.v[trunk->line.n - 1];

		err = history_load(trunk->history, tail);
		if (err || (!to_the_end && history_at(trunk->history, tail)->time < time))
			break;
		err = extend(trunk);
		tail = trunk->line.v[trunk->line.n - 1];
		if (!err && trunk->stamps[tail] == trunk->meeting)
			*met = trunk->positions[tail];
	}
	return err;
}

struct error *trunk_meet(struct trunk *trunk, node_t from, int32_t *position)
{
	struct error *err = NULL;

	*position = -1;
	trunk->meeting++;
	while (!err && from != NODE_NONE) {
		know(trunk, from);
		if (trunk->positions[from] >= 0) {
			*position = trunk->positions[from];
			return NULL;
		}
		trunk->stamps[from] = trunk->meeting;
		err = history_load(trunk->history, from);
		if (!err)
			err = extend_to(trunk, history_at(trunk->history, from)->time, false, position);
		if (err || *position >= 0)
			return err;
		if (trunk->positions[from] < 0)
			err = first_parent(trunk, from, &from);
	}
	return err ? err : extend_to(trunk, 0, true, position);
}

struct error *trunk_reach(struct trunk *trunk, int64_t time)
{
	int32_t none = -1;

	trunk->meeting++;
	return extend_to(trunk, time, false, &none);
}
