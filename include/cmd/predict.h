/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_PREDICT_H
#define CMD_PREDICT_H

#include "facts/conflicts.h"
#include "util/buf.h"

/* Test merges of many heads, and a line for each kind that says how many there were. */
struct heads {
	struct merge_head *v; /* the names are borrowed */
	size_t n, cap;
};
struct prediction {
	struct project *project; /* borrowed */
	struct test_merges merges;
	struct buf summary; /* "15 pairs of topics (3 merged, others share no path): no conflicts"; masked */
};

/* Two heads; the merge is there, be it clean. No line is added. */
struct error *predict_one(
    struct prediction *out, const struct merge_head *ours, const struct merge_head *theirs);
/* Each of the topics with one head, which is no topic: all are merged, it may be far from them. The merges
 * that conflict are there, here and below. */
struct error *predict_each(
    struct prediction *out, const struct heads *topics, const struct merge_head *theirs);
/* Each two of them, those that may conflict. */
struct error *predict_topics(struct prediction *out, const struct heads *topics);
/* A batch with each of the topics, likewise. */
struct error *predict_batch(
    struct prediction *out, const struct merge_head *batch, const struct heads *topics);

/* The newest daily tree; an error if there is none, or it is no commit here. */
struct error *predict_next(struct merge_head *out, const struct project *project);

void prediction_release(struct prediction *prediction);

#endif
