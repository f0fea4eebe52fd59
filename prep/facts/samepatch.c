/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/samepatch.h"

#include <string.h>

/* The trees before and after a commit; zero before a root. */
static struct error *trees_of(git_oid *from, git_oid *to, struct history *history, node_t node)
{
	node_t parent;
	struct error *err = history_load(history, node);

	memset(from, 0, sizeof(*from));
	if (err)
		return err;
	*to = history_at(history, node)->tree;
	if (!history_at(history, node)->parent_count)
		return NULL;
	parent = history_parents(history, node)[0];
	err = history_load(history, parent);
	if (!err)
		*from = history_at(history, parent)->tree;
	return err;
}

static bool same128(const struct fingerprint128 *a, const struct fingerprint128 *b)
{
	return a->low == b->low && a->high == b->high;
}

struct error *same_patch(bool *same, struct tree_reader *reader, struct repo *repo, struct history *history,
    node_t one, node_t other)
{
	struct fingerprint a, b;
	struct fingerprint_hunks a_hunks, b_hunks;
	git_oid a_from, a_to, b_from, b_to;
	struct error *err = trees_of(&a_from, &a_to, history, one);

	*same = false;
	if (!err)
		err = trees_of(&b_from, &b_to, history, other);
	if (err)
		return err;
	fingerprint_trees(&a, reader, NULL, &a_from, &a_to, NULL);
	fingerprint_trees(&b, reader, NULL, &b_from, &b_to, NULL);
	if (a.state != FINGERPRINT_OK || b.state != FINGERPRINT_OK || !same128(&a.paths, &b.paths))
		return NULL;
	*same = same128(&a.exact, &b.exact);
	if (*same)
		return NULL;
	fingerprint_blobs(&a_hunks, reader, repo, &a_from, &a_to, NULL);
	fingerprint_blobs(&b_hunks, reader, repo, &b_from, &b_to, NULL);
	*same = a_hunks.state == FINGERPRINT_OK && b_hunks.state == FINGERPRINT_OK &&
		same128(&a_hunks.hunks, &b_hunks.hunks);
	return NULL;
}
