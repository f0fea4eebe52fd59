/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/containment.h"

#include <string.h>

static int by_name(const void *a, const void *b)
{
	const struct topic_name *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static void sort_names(struct containment *out, const struct topic *topics, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		array_push(&out->names, (struct topic_name){topics[i].name, i});
		for (size_t k = 0; k < topics[i].aliases.n; k++)
			array_push(&out->names, (struct topic_name){topics[i].aliases.v[k], i});
	}
	if (out->names.n)
		qsort(out->names.v, out->names.n, sizeof(*out->names.v), by_name);
}

/* The topic of that name; mostly it is the one guessed, since lists have the topics' order. */
static size_t look_up(
    const struct containment *out, const struct topic *topics, const char *name, size_t guess)
{
	if (guess < out->n && !strcmp(topics[guess].name, name))
		return guess;
	return containment_topic(out, name);
}

void containment_make(struct containment *out, const struct topic *topics, size_t n)
{
	*out = (struct containment){.n = n, .words = (n + 63) / 64};
	sort_names(out, topics, n);
	out->inside = mem_zero(n * out->words + 1, sizeof(*out->inside));
	for (size_t i = 0; i < n; i++) {
		size_t inner = CONTAINMENT_NONE;

		for (size_t k = 0; k < topics[i].contains.n; k++) {
			inner = look_up(out, topics, topics[i].contains.v[k], inner + 1);
			if (inner != CONTAINMENT_NONE && inner != i)
				out->inside[i * out->words + inner / 64] |= (uint64_t)1 << inner % 64;
		}
	}
}

size_t containment_topic(const struct containment *containment, const char *name)
{
	const struct topic_name wanted = {name, 0};
	const struct topic_name *found = NULL;

	if (containment->names.n)
		found = bsearch(&wanted, containment->names.v, containment->names.n, sizeof(wanted), by_name);
	return found ? found->topic : CONTAINMENT_NONE;
}

void containment_release(struct containment *containment)
{
	free(containment->inside);
	containment->inside = NULL;
	array_release(&containment->names);
}
