/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lineground.h"

#include <stdlib.h>
#include <string.h>

#define NONE ((size_t)-1)

struct marks {
	size_t *v;
	size_t n, cap;
};

/* What a topic reaches. */
struct line_ground {
	struct marks own;    /* its heads that mainline lacks, newest merge first */
	struct marks others; /* others' heads that are below them */
	bool *started_on;    /* by node: below what it was started on; NULL: the line, or mainline */
};

struct nodes {
	node_t *v;
	size_t n, cap;
};

void lineground_heads(struct lineground *out, struct history *history, const struct line *line)
{
	*out = (struct lineground){.history = history, .line = line};
	for (size_t i = line->topics.n; i-- > 0;)
		for (size_t k = line->topics.v[i].heads.n; k-- > 0;) {
			const struct line_head *head = &line->topics.v[i].heads.v[k];

			if (head->visible)
				array_push(&out->marks,
				    (struct line_mark){i, head->at, history_node(history, &head->oid)});
		}
}

/* Beside the line, and not mainline's. */
static bool is_side(const struct lineground *g, node_t node)
{
	return walk_is_visible(g->ancestry->walk, node) && !g->on_line[node];
}

static bool below_any(const struct lineground *g, node_t node, const struct marks *marks)
{
	for (size_t i = 0; i < marks->n; i++)
		if (ancestry_below(g->ancestry, node, marks->v[i]))
			return true;
	return false;
}

static void push_parents(const struct lineground *g, struct nodes *stack, node_t node)
{
	for (size_t i = 0; i < history_at(g->history, node)->parent_count; i++)
		array_push(stack, history_parents(g->history, node)[i]);
}

/* ---- with what each commit came */

static void bring(struct lineground *g, struct nodes *stack, node_t head, size_t topic)
{
	array_push(stack, head);
	while (stack->n) {
		node_t node = stack->v[--stack->n];

		if (!is_side(g, node) || g->brought[node] != NONE)
			continue;
		g->brought[node] = topic;
		push_parents(g, stack, node);
	}
	for (node_t at = head; is_side(g, at) && g->brought[at] == topic && !g->spine[at];) {
		g->spine[at] = true;
		if (!history_at(g->history, at)->parent_count)
			break;
		at = history_parents(g->history, at)[0];
	}
}

struct arrival {
	size_t at, topic;
	node_t head;
	int64_t time;
};

/* By the place of the merge; of those that one merge brought together, the older first: another one may
 * contain it. */
static int by_place(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return (x->topic > y->topic) - (x->topic < y->topic);
}

static void bring_all(struct lineground *g)
{
	ARRAY(struct arrival) arrivals = ARRAY_INIT;
	struct nodes stack = {.v = NULL};

	for (size_t i = 0; i < g->marks.n; i++) {
		const struct line_mark *mark = &g->marks.v[i];

		array_push(&arrivals, (struct arrival){mark->at, mark->topic, mark->node,
					  history_at(g->history, mark->node)->time});
	}
	if (arrivals.n)
		qsort(arrivals.v, arrivals.n, sizeof(*arrivals.v), by_place);
	for (size_t i = 0; i < arrivals.n; i++)
		bring(g, &stack, arrivals.v[i].head, arrivals.v[i].topic);
	array_release(&stack);
	array_release(&arrivals);
}

/* ---- what each stands on */

static void set_inside(struct lineground *g, size_t outer, size_t inner)
{
	if (outer != inner && g->ahead[inner])
		g->inside[outer * g->words + inner / 64] |= (uint64_t)1 << inner % 64;
}

static void sort_marks(struct lineground *g, size_t topic)
{
	struct line_ground *ground = &g->grounds[topic];

	for (size_t i = 0; i < g->marks.n; i++)
		if (g->marks.v[i].topic == topic)
			array_push(&ground->own, i);
	for (size_t i = 0; i < g->marks.n; i++)
		if (g->marks.v[i].topic != topic && below_any(g, g->marks.v[i].node, &ground->own)) {
			array_push(&ground->others, i);
			set_inside(g, topic, g->marks.v[i].topic);
		}
}

/* All below that commit was there before the topic. */
static void start_on(struct lineground *g, size_t topic, node_t at)
{
	struct line_ground *ground = &g->grounds[topic];
	struct nodes stack = {.v = NULL};

	if (!ground->started_on)
		ground->started_on = mem_zero(g->nodes + 1, sizeof(*ground->started_on));
	array_push(&stack, at);
	while (stack.n) {
		node_t node = stack.v[--stack.n];

		if (!is_side(g, node) || ground->started_on[node])
			continue;
		ground->started_on[node] = true;
		set_inside(g, topic, g->brought[node]);
		push_parents(g, &stack, node);
	}
	array_release(&stack);
}

/* Down the first parents of its heads: where they come to the line of another topic, that was there before,
 * it was started on that one. */
static void find_start(struct lineground *g, size_t topic)
{
	const struct marks *own = &g->grounds[topic].own;

	for (size_t i = 0; i < own->n; i++) {
		node_t at = g->marks.v[own->v[i]].node;

		while (is_side(g, at) && g->brought[at] == topic && history_at(g->history, at)->parent_count)
			at = history_parents(g->history, at)[0];
		if (is_side(g, at) && g->brought[at] != topic && g->spine[at])
			start_on(g, topic, at);
	}
}

static size_t oldest_of(const struct line_topic *topic)
{
	if (topic->kind == TOPIC_SERIES)
		return topic->commits.v[0];
	for (size_t i = 0; i < topic->heads.n; i++)
		if (topic->heads.v[i].visible)
			return topic->heads.v[i].at;
	return NONE;
}

/* How much of the line is below the topic: the number of its positions. */
static size_t line_below(const struct lineground *g, size_t index)
{
	const struct line_topic *topic = &g->line->topics.v[index];
	size_t n = g->line->n;

	if (topic->kind == TOPIC_SERIES)
		return topic->commits.v[topic->commits.n - 1];
	while (n && !below_any(g, g->line->v[n - 1], &g->grounds[index].own))
		n--;
	return n;
}

static void find_inside(struct lineground *g, size_t topic)
{
	size_t end;

	if (!g->ahead[topic])
		return;
	sort_marks(g, topic);
	find_start(g, topic);
	end = line_below(g, topic);
	for (size_t i = 0; i < g->line->topics.n; i++)
		if (g->ahead[i] && oldest_of(&g->line->topics.v[i]) < end)
			set_inside(g, topic, i);
}

void lineground_find(struct lineground *g, const struct ancestry *ancestry)
{
	size_t n = g->line->topics.n;

	g->ancestry = ancestry;
	g->nodes = history_count(g->history);
	g->on_line = mem_zero(g->nodes + 1, sizeof(*g->on_line));
	g->spine = mem_zero(g->nodes + 1, sizeof(*g->spine));
	g->brought = mem_new(g->nodes + 1, sizeof(*g->brought));
	g->ahead = mem_zero(n + 1, sizeof(*g->ahead));
	g->grounds = mem_zero(n + 1, sizeof(*g->grounds));
	g->words = (n + 63) / 64;
	g->inside = mem_zero(n * g->words + 1, sizeof(*g->inside));
	for (size_t i = 0; i < g->nodes; i++)
		g->brought[i] = NONE;
	for (size_t i = 0; i < g->line->n; i++)
		g->on_line[g->line->v[i]] = true;
	for (size_t i = 0; i < n; i++)
		g->ahead[i] = oldest_of(&g->line->topics.v[i]) != NONE;
	bring_all(g);
	for (size_t i = 0; i < n; i++)
		find_inside(g, i);
}

void lineground_release(struct lineground *g)
{
	for (size_t i = 0; g->grounds && i < g->line->topics.n; i++) {
		array_release(&g->grounds[i].own);
		array_release(&g->grounds[i].others);
		free(g->grounds[i].started_on);
	}
	array_release(&g->marks);
	free(g->on_line);
	free(g->spine);
	free(g->brought);
	free(g->ahead);
	free(g->grounds);
	free(g->inside);
	*g = (struct lineground){.history = g->history};
}

bool lineground_contains(const struct lineground *g, size_t outer, size_t inner)
{
	return g->inside[outer * g->words + inner / 64] >> inner % 64 & 1;
}

/* Is a commit that the topic has, and that came with another one, its own as well? */
static bool shares(const struct lineground *g, size_t topic, node_t node)
{
	const struct line_ground *ground = &g->grounds[topic];

	return !lineground_contains(g, topic, g->brought[node]) &&
	       !(ground->started_on && ground->started_on[node]) && !below_any(g, node, &ground->others);
}

/* Is a commit that came with the topic another one's, which it contains by now? */
static bool gave_up(const struct lineground *g, size_t topic, node_t node)
{
	for (size_t i = 0; i < g->line->topics.n; i++)
		if (lineground_contains(g, topic, i) && below_any(g, node, &g->grounds[i].own) &&
		    shares(g, i, node))
			return true;
	return false;
}

bool lineground_owns(const struct lineground *g, size_t topic, node_t node, bool *former)
{
	const struct marks *own = &g->grounds[topic].own;

	if (!is_side(g, node) || !below_any(g, node, own))
		return false;
	*former = !ancestry_below(g->ancestry, node, own->v[0]);
	return g->brought[node] == topic ? !gave_up(g, topic, node) : shares(g, topic, node);
}
