/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mails.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A mail that is there, or that may come: the first of an id stays. */
struct candidate {
	const char *id;
	size_t order;               /* those that are there go first */
	const struct raw_mail *raw; /* NULL: it is there */
};
struct candidates {
	struct candidate *v;
	size_t n, cap;
};

static int by_id(const void *a, const void *b)
{
	const struct candidate *one = a, *other = b;
	int order = strcmp(one->id, other->id);

	return order ? order : one->order < other->order ? -1 : one->order > other->order;
}

static int by_order(const void *a, const void *b)
{
	const struct candidate *one = a, *other = b;

	return one->order < other->order ? -1 : one->order > other->order;
}

static void add_candidate(struct candidates *out, const char *id, const struct raw_mail *raw)
{
	const struct candidate candidate = {id, out->n, raw};

	if (id)
		array_push(out, candidate);
}

/* Leaves those alone that are new, in their order. */
static void keep_new(struct candidates *all)
{
	size_t kept = 0;

	if (all->n)
		qsort(all->v, all->n, sizeof(*all->v), by_id);
	for (size_t i = 0, first = 0; i < all->n; i++) {
		if (strcmp(all->v[i].id, all->v[first].id) != 0)
			first = i;
		if (i == first)
			all->v[kept++] = all->v[i];
	}
	all->n = 0;
	for (size_t i = 0; i < kept; i++)
		if (all->v[i].raw)
			all->v[all->n++] = all->v[i];
	if (all->n)
		qsort(all->v, all->n, sizeof(*all->v), by_order);
}

size_t mails_add(struct emails *mails, const struct raw_mails *const *answers, size_t count)
{
	struct candidates all = {.v = NULL};
	size_t before = mails->n;

	for (size_t i = 0; i < mails->n; i++)
		add_candidate(&all, mails->v[i].message_id, NULL);
	for (size_t k = 0; k < count; k++)
		for (size_t i = 0; i < answers[k]->n; i++)
			add_candidate(&all, answers[k]->v[i].id, &answers[k]->v[i]);
	keep_new(&all);
	for (size_t i = 0; i < all.n; i++) {
		struct email email;

		email_parse(&email, all.v[i].raw->bytes, all.v[i].raw->length);
		free(email.message_id);
		email.message_id = mem_dup(all.v[i].id);
		array_push(mails, email);
	}
	array_release(&all);
	return mails->n - before;
}
