/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/graph.h"

#include "facts/sharing.h"
#include "util/safe.h"

#include <string.h>

enum { NAME_LEAST = 24 }; /* columns; a name that would have fewer is drawn elsewhere */

/* What trees are drawn with: each as wide as its plain counterpart. */
struct pen {
	const char *fork, *end, *along, *past; /* a branch, the last one, and beside what hangs on them */
	const char *down, *beside;             /* what alone is needed, and beside its group */
	const char *first, *middle, *last;     /* of a group */
};
static const struct pen pens[] = {
    {"|- ", "`- ", "|  ", "   ", "v ", "  ", "/ ", "| ", "\\ "},
    {"├─ ", "└─ ", "│  ", "   ", "↓ ", "  ", "┌ ", "│ ", "└ "},
};

/* Topics that contain each other are one node. */
struct graph {
	struct buf *out;
	const struct term *term;
	const struct pen *pen;
	const struct topic *topics;
	size_t topic_count;
	size_t *node_of;                       /* by topic */
	struct containment nodes;              /* of nodes, without names */
	uint64_t *direct;                      /* by node: what it directly needs, rows as in `nodes` */
	enum { OPEN, TO_COME, DRAWN } * state; /* by node */
	ARRAY(size_t) later;                   /* nodes that were too far to the right */
};

static void join(size_t *node_of, size_t n, size_t a, size_t b)
{
	size_t from = node_of[a] > node_of[b] ? node_of[a] : node_of[b];
	size_t to = node_of[a] < node_of[b] ? node_of[a] : node_of[b];

	for (size_t i = 0; from != to && i < n; i++)
		if (node_of[i] == from)
			node_of[i] = to;
}

/* Gives each topic its node; returns how many there are. */
static size_t find_nodes(size_t *node_of, const struct containment *c)
{
	size_t *number = mem_new(c->n + 1, sizeof(*number)), n = 0;

	for (size_t i = 0; i < c->n; i++)
		node_of[i] = i;
	for (size_t a = 0; a < c->n; a++)
		for (size_t b = a + 1; b < c->n; b++)
			if (containment_mutual(c, a, b))
				join(node_of, c->n, a, b);
	for (size_t i = 0; i < c->n; i++) {
		if (node_of[i] == i)
			number[i] = n++;
		node_of[i] = number[node_of[i]];
	}
	free(number);
	return n;
}

static void connect(struct graph *g, const struct containment *c)
{
	size_t n = find_nodes(g->node_of, c);

	g->nodes = (struct containment){.n = n, .words = (n + 63) / 64};
	g->nodes.inside = mem_zero(n * g->nodes.words + 1, sizeof(*g->nodes.inside));
	g->direct = mem_zero(n * g->nodes.words + 1, sizeof(*g->direct));
	for (size_t a = 0; a < c->n; a++)
		for (size_t b = 0; b < c->n; b++) {
			size_t outer = g->node_of[a], inner = g->node_of[b];

			if (outer != inner && containment_has(c, a, b))
				g->nodes.inside[outer * g->nodes.words + inner / 64] |= (uint64_t)1
											<< inner % 64;
		}
	for (size_t i = 0; i < n; i++)
		sharing_direct(&g->nodes, i, g->direct + i * g->nodes.words);
	g->state = mem_zero(n + 1, sizeof(*g->state));
}

static bool needs(const struct graph *g, size_t outer, size_t inner)
{
	return g->direct[outer * g->nodes.words + inner / 64] >> inner % 64 & 1;
}

static size_t count_needs(const struct graph *g, size_t node)
{
	size_t n = 0;

	for (size_t i = 0; i < g->nodes.n; i++)
		n += needs(g, node, i);
	return n;
}

static size_t count_members(const struct graph *g, size_t node)
{
	size_t n = 0;

	for (size_t i = 0; i < g->topic_count; i++)
		n += g->node_of[i] == node;
	return n;
}

static void add_name(struct graph *g, const char *before, const char *name, const char *remark)
{
	size_t taken = safe_width(before) + strlen(remark);
	char *masked = safe_text(name);

	buf_addf(g->out, "%s%s", before, term_paint(g->term, PAINT_NAME));
	safe_add_cut(g->out, masked, g->term->width > taken ? g->term->width - taken : 1);
	buf_addf(g->out, "%s%s\n", term_end(g->term), remark);
	free(masked);
}

/* The node's topics, a line each. first: what stands before the first one, next: before the others. */
static void add_members(struct graph *g, size_t node, const char *first, const char *next, const char *remark)
{
	size_t members = count_members(g, node), seen = 0;

	for (size_t i = 0; i < g->topic_count; i++) {
		const char *bracket = "";
		char *before;

		if (g->node_of[i] != node)
			continue;
		if (members > 1 && !*remark)
			bracket = !seen ? g->pen->first : seen + 1 < members ? g->pen->middle : g->pen->last;
		before = mem_format("%s%s", seen ? next : first, bracket);
		add_name(g, before, g->topics[i].name, seen ? "" : remark);
		free(before);
		seen++;
		if (*remark) /* a reference: one name is enough */
			break;
	}
}

static bool has_more(const struct graph *g, size_t node)
{
	return count_needs(g, node) || count_members(g, node) > 1;
}

/* Is it drawn elsewhere? Then only its name is here. */
static bool refer(struct graph *g, size_t node, const char *first, size_t room)
{
	const char *remark = NULL;

	if (g->state[node] == DRAWN)
		remark = has_more(g, node) ? " (above)" : "";
	else if (has_more(g, node) && (g->state[node] == TO_COME || room < NAME_LEAST))
		remark = " (below)";
	if (!remark)
		return false;
	if (g->state[node] == OPEN)
		array_push(&g->later, node);
	add_members(g, node, first, first, remark);
	return true;
}

static size_t count_inside(const struct graph *g, size_t node)
{
	const uint64_t *row = containment_row(&g->nodes, node);
	size_t n = 0;

	for (size_t i = 0; i < g->nodes.n; i++)
		n += row[i / 64] >> i % 64 & 1;
	return n;
}

/* Of what the node needs the one that goes straight down: the only one, or the one with the most below it. */
static size_t heir(const struct graph *g, size_t node)
{
	size_t best = g->nodes.n, most = 0, n = 0;

	for (size_t i = 0; i < g->nodes.n; i++) {
		size_t inside;

		if (!needs(g, node, i))
			continue;
		n++;
		inside = count_inside(g, i);
		if (g->state[i] == OPEN && (best == g->nodes.n || inside > most)) {
			best = i;
			most = inside;
		}
	}
	return n == 1 || most ? best : g->nodes.n;
}

static void draw(struct graph *g, size_t node, const char *next, const char *first);

/* All that the node needs but one, which is to follow, or g->nodes.n. */
static void draw_forks(struct graph *g, size_t node, size_t but, const char *next)
{
	size_t all = count_needs(g, node), left = all - (but < g->nodes.n);

	for (size_t i = 0; i < g->nodes.n && left; i++) {
		bool last;
		char *branch, *under;

		if (!needs(g, node, i) || i == but)
			continue;
		last = --left == 0 && but == g->nodes.n;
		branch = mem_format("%s%s", next,
		    all == 1 ? g->pen->down
		    : last   ? g->pen->end
			     : g->pen->fork);
		under = mem_format("%s%s", next, last ? g->pen->past : g->pen->along);
		draw(g, i, under, branch);
		free(branch);
		free(under);
	}
}

/* next: what stands before all that hangs on it, first: before its name. */
static void draw(struct graph *g, size_t node, const char *next, const char *first)
{
	size_t taken = safe_width(next), room = g->term->width > taken ? g->term->width - taken : 0, at = 0;
	char *down = mem_format("%s%s", next, g->pen->down),
	     *beside = mem_format("%s%s", next, g->pen->beside);
	ARRAY(size_t) trunk = ARRAY_INIT;

	if (refer(g, node, first, room))
		goto done;
	/* What goes straight down from here is not drawn where it is met aside. */
	for (; node < g->nodes.n; node = heir(g, node)) {
		g->state[node] = TO_COME;
		array_push(&trunk, node);
	}
	for (; at < trunk.n; at++) {
		g->state[trunk.v[at]] = DRAWN;
		add_members(g, trunk.v[at], at ? down : first, at ? beside : next, "");
		draw_forks(g, trunk.v[at], at + 1 < trunk.n ? trunk.v[at + 1] : g->nodes.n, next);
	}
done:
	array_release(&trunk);
	free(down);
	free(beside);
}

/* Does it hang together with others at all? */
static bool is_tied(const struct graph *g, size_t node)
{
	if (count_members(g, node) > 1 || count_needs(g, node))
		return true;
	for (size_t i = 0; i < g->nodes.n; i++)
		if (containment_has(&g->nodes, i, node))
			return true;
	return false;
}

/* Is it, of the wanted ones, in no other? */
static bool is_root(const struct graph *g, const bool *wanted, size_t node)
{
	for (size_t i = 0; i < g->nodes.n; i++)
		if (wanted[i] && containment_has(&g->nodes, i, node))
			return false;
	return wanted[node];
}

static void draw_tree(struct graph *g, size_t node, size_t start)
{
	if (g->state[node] == DRAWN)
		return;
	if (g->out->len > start)
		buf_addch(g->out, '\n');
	draw(g, node, "", "");
}

/* Trees are parted by empty lines. start: where the first one begins in the text. */
static void draw_trees(struct graph *g, const bool *wanted, size_t start)
{
	for (size_t i = 0; i < g->nodes.n; i++)
		if (is_root(g, wanted, i))
			draw_tree(g, i, start);
	/* Whatever hangs together, nothing that was asked for is left out. */
	for (size_t i = 0; i < g->nodes.n; i++)
		if (wanted[i] && g->state[i] != DRAWN)
			array_push(&g->later, i);
	for (size_t i = 0; i < g->later.n; i++)
		draw_tree(g, g->later.v[i], start);
}

bool graph_add(struct buf *out, const struct term *term, const struct topic *topics,
    const struct containment *containment, const bool *roots)
{
	struct graph g = {.out = out,
	    .term = term,
	    .pen = &pens[term->bars],
	    .topics = topics,
	    .topic_count = containment->n};
	size_t before = out->len;
	bool *wanted;

	g.node_of = mem_new(containment->n + 1, sizeof(*g.node_of));
	connect(&g, containment);
	wanted = mem_zero(g.nodes.n + 1, sizeof(*wanted));
	for (size_t i = 0; i < containment->n; i++)
		if ((!roots || roots[i]) && is_tied(&g, g.node_of[i]))
			wanted[g.node_of[i]] = true;
	draw_trees(&g, wanted, before);
	free(wanted);
	free(g.node_of);
	free(g.direct);
	free(g.state);
	array_release(&g.later);
	containment_release(&g.nodes);
	return out->len > before;
}
