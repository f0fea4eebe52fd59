/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/predict.h"

#include "util/safe.h"

#include <stdlib.h>

struct error *predict_one(
    struct prediction *out, const struct merge_head *ours, const struct merge_head *theirs)
{
	return conflicts_test(&out->merges, out->project, ours, theirs);
}

static void add_summary(struct prediction *out, const char *what, size_t pairs, size_t merged, size_t from)
{
	size_t conflicts = 0, found = out->merges.n - from;
	struct buf *text = &out->summary;
	char *masked = safe_text(what);

	for (size_t i = from; i < out->merges.n; i++)
		conflicts += out->merges.v[i].conflicts.n;
	buf_addf(text, "%zu pair%s of %s", pairs, pairs == 1 ? "" : "s", masked);
	if (merged < pairs)
		buf_addf(text, " (%zu merged, others share no path)", merged);
	if (conflicts)
		buf_addf(text, ": %zu conflict%s in %zu pair%s\n", conflicts, conflicts == 1 ? "" : "s",
		    found, found == 1 ? "" : "s");
	else
		buf_addstr(text, ": no conflicts\n");
	free(masked);
}

struct error *predict_each(
    struct prediction *out, const struct heads *topics, const struct merge_head *theirs)
{
	char *what = mem_format("a topic and %s", theirs->name);
	struct heads heads = {.v = NULL};
	struct head_pairs pairs = HEAD_PAIRS_INIT;
	size_t from = out->merges.n;
	struct error *err;

	for (size_t i = 0; i < topics->n; i++) {
		array_push(&heads, topics->v[i]);
		array_push(&pairs, (struct head_pair){i, topics->n});
	}
	array_push(&heads, *theirs);
	err = conflicts_of_pairs(&out->merges, out->project, heads.v, &pairs);
	add_summary(out, what, pairs.n, pairs.n, from);
	array_release(&heads);
	array_release(&pairs);
	free(what);
	return err;
}

struct error *predict_topics(struct prediction *out, const struct heads *topics)
{
	struct head_pairs pairs = HEAD_PAIRS_INIT;
	size_t from = out->merges.n;
	struct error *err = overlap_find(&pairs, out->project, topics->v, topics->n);

	if (!err)
		err = conflicts_of_pairs(&out->merges, out->project, topics->v, &pairs);
	add_summary(out, "topics", topics->n ? topics->n * (topics->n - 1) / 2 : 0, pairs.n, from);
	array_release(&pairs);
	return err;
}

struct error *predict_batch(
    struct prediction *out, const struct merge_head *batch, const struct heads *topics)
{
	struct heads heads = {.v = NULL};
	struct head_pairs pairs = HEAD_PAIRS_INIT;
	size_t from = out->merges.n, kept = 0;
	struct error *err;

	array_push(&heads, *batch);
	for (size_t i = 0; i < topics->n; i++)
		array_push(&heads, topics->v[i]);
	err = overlap_find(&pairs, out->project, heads.v, heads.n);
	for (size_t i = 0; i < pairs.n; i++)
		if (!pairs.v[i].one)
			pairs.v[kept++] = pairs.v[i];
	pairs.n = kept;
	if (!err)
		err = conflicts_of_pairs(&out->merges, out->project, heads.v, &pairs);
	add_summary(out, "the batch and a topic", topics->n, pairs.n, from);
	array_release(&heads);
	array_release(&pairs);
	return err;
}

struct error *predict_next(struct merge_head *out, const struct project *project)
{
	const struct next_tree *tree = next_newest(&project->next);

	if (!tree)
		return next_nothing(&project->next);
	if (oid_is_zero(&tree->commit))
		return error_hint(error_failed("%s in %s is no commit that could be merged with", tree->name,
				      project->next.where),
		    "--next needs the tags of linux-next in this repository.");
	*out = (struct merge_head){tree->name, tree->commit};
	return NULL;
}

void prediction_release(struct prediction *prediction)
{
	test_merges_release(&prediction->merges);
	buf_release(&prediction->summary);
}
