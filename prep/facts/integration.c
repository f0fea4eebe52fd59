/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/integration.h"

#include "util/array.h"

#include <stdlib.h>

static node_t node_of(const struct heads *heads, size_t tip)
{
	return history_node(heads->ancestry->history, &heads->tips[tip]);
}

bool integration_contains(const struct heads *heads, size_t outer, size_t inner)
{
	return heads->parts[inner] && !oid_equal(&heads->tips[inner], &heads->tips[outer]) &&
	       ancestry_below(heads->ancestry, node_of(heads, inner), outer);
}

/* Does it contain two of which neither contains the other? */
static bool contains_two(const struct heads *heads, size_t whole)
{
	for (size_t i = 0; i < heads->n; i++) {
		if (!integration_contains(heads, whole, i))
			continue;
		for (size_t k = i + 1; k < heads->n; k++)
			if (integration_contains(heads, whole, k) && !integration_contains(heads, i, k) &&
			    !integration_contains(heads, k, i))
				return true;
	}
	return false;
}

/* The marks of the branches that may have given it something. */
static uint64_t *givers(const struct heads *heads, size_t whole)
{
	uint64_t *mask = mem_zero(walk_words(heads->ancestry->walk), sizeof(*mask));
	node_t tip = node_of(heads, whole);

	for (size_t i = 0; i < heads->n; i++)
		if (heads->parts[i] && !ancestry_below(heads->ancestry, tip, i))
			mask[i / 64] |= (uint64_t)1 << i % 64;
	return mask;
}

static bool is_given(const struct heads *heads, node_t node, const uint64_t *mask)
{
	const uint64_t *marks = walk_marks(heads->ancestry->walk, node);

	for (size_t i = 0; i < walk_words(heads->ancestry->walk); i++)
		if (marks[i] & mask[i])
			return true;
	return false;
}

/* Has its line nothing of its own but merges, which bring two heads together? The branch that it was started
 * on is one head. */
static bool only_merges(const struct heads *heads, size_t whole, const uint64_t *mask)
{
	const struct ancestry *ancestry = heads->ancestry;
	node_t at = node_of(heads, whole);
	size_t merged = 0;

	while (walk_is_visible(ancestry->walk, at)) {
		size_t parents = history_at(ancestry->history, at)->parent_count;
		const node_t *parent = history_parents(ancestry->history, at);

		if (is_given(heads, at, mask)) {
			merged++;
			break;
		}
		if (parents < 2)
			return false;
		for (size_t i = 1; i < parents; i++)
			merged += walk_is_visible(ancestry->walk, parent[i]);
		at = parent[0];
	}
	return merged >= 2;
}

/* Sets of givers, each within the next or the other way round. */
struct chain {
	uint64_t *v; /* `words` each */
	size_t n, cap, words;
};

/* Takes a set in; false if one that is there has what the set lacks and lacks what it has. */
static bool chain_take(struct chain *chain, const uint64_t *marks, const uint64_t *mask)
{
	size_t words = chain->words;

	for (size_t at = 0; at < chain->n; at += words) {
		bool more = false, less = false;

		for (size_t i = 0; i < words; i++) {
			more = more || marks[i] & mask[i] & ~chain->v[at + i];
			less = less || chain->v[at + i] & ~marks[i];
		}
		if (more && less)
			return false;
		if (!more && !less)
			return true;
	}
	for (size_t i = 0; i < words; i++)
		array_push(chain, marks[i] & mask[i]);
	return true;
}

/* Did two others each give it commits that the other one lacks? */
static bool given_by_two(const struct heads *heads, size_t whole, const uint64_t *mask)
{
	const struct ancestry *ancestry = heads->ancestry;
	struct chain chain = {.words = walk_words(ancestry->walk)};
	bool two = false;

	for (size_t i = 0; i < ancestry->n && !two; i++)
		if (ancestry_below(ancestry, ancestry->v[i], whole) && is_given(heads, ancestry->v[i], mask))
			two = !chain_take(&chain, walk_marks(ancestry->walk, ancestry->v[i]), mask);
	array_release(&chain);
	return two;
}

bool integration_is(const struct heads *heads, size_t whole)
{
	uint64_t *mask;
	bool found;

	if (contains_two(heads, whole))
		return true;
	mask = givers(heads, whole);
	found = only_merges(heads, whole, mask) && given_by_two(heads, whole, mask);
	free(mask);
	return found;
}
