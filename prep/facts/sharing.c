/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/sharing.h"

#include <string.h>

void sharing_direct(const struct containment *c, size_t topic, uint64_t *row)
{
	const uint64_t *inside = containment_row(c, topic);

	if (c->words)
		memcpy(row, inside, c->words * sizeof(*row));
	for (size_t inner = 0; inner < c->n; inner++) {
		const uint64_t *deeper = containment_row(c, inner);

		if (!containment_strict(c, topic, inner))
			continue;
		/* What it strictly contains is reached through it. */
		for (size_t word = 0; word < c->words; word++) {
			uint64_t hidden = row[word] & deeper[word];

			for (size_t bit = 0; hidden; bit++, hidden >>= 1)
				if ((hidden & 1) && !containment_has(c, word * 64 + bit, inner))
					row[word] &= ~((uint64_t)1 << bit);
		}
	}
}

void sharing_needs(const struct survey *survey, const struct topic *topic, const char ***out, size_t *n)
{
	struct containment c;
	uint64_t *row;

	containment_make(&c, survey->topics.v, survey->topics.n);
	row = mem_zero(c.words + 1, sizeof(*row));
	sharing_direct(&c, (size_t)(topic - survey->topics.v), row);
	*out = mem_new(c.n + 1, sizeof(const char *));
	*n = 0;
	for (size_t i = 0; i < c.n; i++)
		if (row[i / 64] >> i % 64 & 1)
			(*out)[(*n)++] = survey->topics.v[i].name;
	free(row);
	containment_release(&c);
}

/* Which topic has which commit. */
struct owner {
	size_t commit, topic;
};

static int by_commit(const void *a, const void *b)
{
	const struct owner *x = a, *y = b;

	if (x->commit != y->commit)
		return x->commit < y->commit ? -1 : 1;
	return x->topic < y->topic ? -1 : x->topic > y->topic;
}

struct owners {
	struct owner *v;
	size_t n, cap;
	size_t *start; /* by commit: where its owners begin; one more at the end */
};

static void find_owners(struct owners *out, const struct survey *survey)
{
	size_t at = 0;

	*out = (struct owners){.start = mem_zero(survey->commits.n + 1, sizeof(*out->start))};
	for (size_t i = 0; i < survey->topics.n; i++)
		for (size_t k = 0; k < survey->topics.v[i].commits.n; k++)
			array_push(out, (struct owner){survey->topics.v[i].commits.v[k], i});
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_commit);
	for (size_t commit = 0; commit <= survey->commits.n; commit++) {
		while (at < out->n && out->v[at].commit < commit)
			at++;
		out->start[commit] = at;
	}
}

/* Counts, for each later topic, the commits that it has in common with this one. */
static void count_shared(
    size_t *counts, const struct survey *survey, const struct owners *owners, size_t topic)
{
	const struct topic *t = &survey->topics.v[topic];

	for (size_t i = 0; i < t->commits.n; i++) {
		size_t commit = t->commits.v[i];

		if (survey->commits.v[commit].merge)
			continue;
		for (size_t k = owners->start[commit]; k < owners->start[commit + 1]; k++)
			if (owners->v[k].topic > topic)
				counts[owners->v[k].topic]++;
	}
}

void sharing_find(struct sharing *out, const struct survey *survey)
{
	size_t n = survey->topics.n, *counts = mem_zero(n + 1, sizeof(*counts));
	struct containment c;
	struct owners owners;

	*out = (struct sharing){.v = NULL};
	containment_make(&c, survey->topics.v, n);
	find_owners(&owners, survey);
	for (size_t a = 0; a < n; a++) {
		count_shared(counts, survey, &owners, a);
		for (size_t b = a + 1; b < n; b++) {
			if (counts[b] && !containment_has(&c, a, b) && !containment_has(&c, b, a))
				array_push(out, (struct shared_commits){a, b, counts[b]});
			counts[b] = 0;
		}
	}
	array_release(&owners);
	free(owners.start);
	free(counts);
	containment_release(&c);
}

void sharing_release(struct sharing *sharing)
{
	array_release(sharing);
}
