/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/ancestry.h"

#include <string.h>

bool batch_later(enum batch a, enum batch b)
{
	static const int late[BATCH_COUNT] = {
	    [BATCH_FIXES] = 0, [BATCH_FIRST] = 1, [BATCH_SECOND] = 2, [BATCH_HOLD] = 3, [BATCH_DROP] = 4};

	return late[a] > late[b];
}

/* What mainline has already holds nobody up. */
static bool gone(const struct verdict *verdict)
{
	return verdict->clause == CLAUSE_GONE;
}

/* Does it come that late by itself, not because of what it contains? */
static bool is_root(const struct verdict *verdict)
{
	return verdict->clause == CLAUSE_OVERRIDE || verdict->own == verdict->batch;
}

/* The contained topic that comes latest, if later than the topic itself; else n. Of several the one that
 * holds up the others, since that is what has to change. */
static size_t latest_inside(const struct containment *c, const struct verdict *verdicts, size_t outer)
{
	enum batch latest = verdicts[outer].batch;
	size_t found = c->n;

	for (size_t i = 0; i < c->n; i++) {
		const struct verdict *v = &verdicts[i];

		if (!containment_has(c, outer, i) || gone(v))
			continue;
		if (batch_later(v->batch, latest) ||
		    (found < c->n && v->batch == latest && is_root(v) && !is_root(&verdicts[found]))) {
			latest = v->batch;
			found = i;
		}
	}
	return found;
}

static void follow(const struct topic *inner, const struct verdict *cause, struct verdict *v)
{
	free(v->reason);
	v->reason = mem_format("contains %s, which is %s; by itself %s: %s", inner->name,
	    batch_name[cause->batch], batch_name[v->own], v->own_reason);
	v->batch = cause->batch;
	if (v->own != BATCH_HOLD)
		v->could_go = cause->could_go;
}

void ancestry_settle_in(const struct containment *c, const struct topic *topics, struct verdict *verdicts)
{
	bool moved = true;

	for (size_t i = 0; i < c->n; i++) {
		if (verdicts[i].clause == CLAUSE_OVERRIDE)
			continue;
		verdicts[i].batch = verdicts[i].own;
		if (verdicts[i].own != BATCH_HOLD)
			verdicts[i].could_go = DAY_NONE;
		free(verdicts[i].reason);
		verdicts[i].reason = mem_dup(verdicts[i].own_reason);
	}
	/* Each round settles at least one level of containment, so n rounds settle all. */
	for (size_t round = 0; moved && round < c->n; round++) {
		moved = false;
		for (size_t i = 0; i < c->n; i++) {
			size_t inner = c->n;

			if (!gone(&verdicts[i]) && verdicts[i].clause != CLAUSE_OVERRIDE)
				inner = latest_inside(c, verdicts, i);
			if (inner == c->n)
				continue;
			follow(&topics[inner], &verdicts[inner], &verdicts[i]);
			moved = true;
		}
	}
}

void ancestry_settle(const struct topic *topics, size_t n, struct verdict *verdicts)
{
	struct containment c;

	containment_make(&c, topics, n);
	ancestry_settle_in(&c, topics, verdicts);
	containment_release(&c);
}

/* Negative if a is to be listed before b. */
static int compare(const struct topic *topics, const struct verdict *verdicts, size_t a, size_t b)
{
	const struct verdict *va = &verdicts[a], *vb = &verdicts[b];
	const struct risk *ra = &topics[a].risk, *rb = &topics[b].risk;

	if (va->batch != vb->batch)
		return va->batch < vb->batch ? -1 : 1;
	if (va->risky != vb->risky)
		return va->risky ? -1 : 1;
	if (ra->existing_lines != rb->existing_lines)
		return ra->existing_lines > rb->existing_lines ? -1 : 1;
	return strcmp(topics[a].name, topics[b].name);
}

struct listing {
	const struct containment *containment;
	const struct verdict *verdicts;
	size_t *sorted; /* as it is wished for */
	bool *placed;
	size_t *order;
	size_t filled;
};

static void place(struct listing *l, size_t topic)
{
	if (l->placed[topic])
		return;
	l->placed[topic] = true;
	for (size_t i = 0; i < l->containment->n; i++) {
		size_t inner = l->sorted[i];

		if (!l->placed[inner] && l->verdicts[inner].batch == l->verdicts[topic].batch &&
		    containment_strict(l->containment, topic, inner))
			place(l, inner);
	}
	l->order[l->filled++] = topic;
}

static void order_in(const struct containment *c, const struct verdict *verdicts, size_t *order)
{
	struct listing l = {.containment = c, .verdicts = verdicts, .order = order};

	l.sorted = mem_new(c->n, sizeof(*l.sorted));
	l.placed = mem_zero(c->n, sizeof(*l.placed));
	if (c->n)
		memcpy(l.sorted, order, c->n * sizeof(*order));
	for (size_t i = 0; i < c->n; i++)
		place(&l, l.sorted[i]);
	free(l.sorted);
	free(l.placed);
}

void ancestry_order(const struct topic *topics, const struct verdict *verdicts, size_t n, size_t *order)
{
	struct containment c;

	containment_make(&c, topics, n);
	order_in(&c, verdicts, order);
	containment_release(&c);
}

void split_order(const struct topic *topics, const struct verdict *verdicts, size_t n, size_t *order)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = i;

		for (; at && compare(topics, verdicts, i, order[at - 1]) < 0; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	ancestry_order(topics, verdicts, n, order);
}
