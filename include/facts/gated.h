/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_GATED_H
#define FACTS_GATED_H

#include "facts/gates.h"
#include "facts/survey.h"

/*
 * How topics stand with their gates: for each gate that a topic has to pass, the newest result on the tree of its
 * tip. What passed on another tree has not passed: a topic has its gate only as it is. Nothing is asked of what
 * mainline has taken, nor of a range, which has no name that a gate could be for.
 */
struct gate_state {
	const struct gate *gate; /* borrowed */
	git_oid tree;            /* of the topic's tip */
	/* The newest on that tree; else the newest for the topic on another one; NULL: none. Borrowed. */
	const struct gate_result *result;
	bool before; /* it is of another tree */
};
struct topic_gates {
	struct gate_state *v; /* in the order of the configuration */
	size_t n, cap;
};

/* Those of one topic, for which it is asked whatever mainline has. The caller releases the array. */
struct error *topic_gates_find(struct topic_gates *out, struct repo *repo, const struct gates *gates,
    const struct gate_results *results, const struct topic *topic);

/* Has it passed, on the tree as it is? */
bool gate_has_passed(const struct gate_state *state);

/*
 * What is known, as what follows "it" or the gate's name: "passed on 2022-03-22 on tree 0123456789ab", "failed on
 * 2022-03-22 on tree 0123456789ab (exit status 2; log in the git directory: pullprep/gates/ABC/kvm-next.log)", "was not run on tree
 * 0123456789ab". On one line.
 */
void gate_state_describe(struct buf *out, const struct gate_state *state);
/* Where its log is, on one line: "log: URL"; nothing, if there is none. */
void gate_log_describe(struct buf *out, const struct gate_result *result);

/* All of it. Where no gate is configured no notes are read, and ->topics is NULL. */
struct gated {
	struct gates gates;
	struct gate_results results;
	struct topic_gates *topics; /* one per topic of the survey */
	size_t n;
};

/* What is dated ahead of today, by a clock that is, counts unless a day was asked for. After an error nothing is left
 * to release. */
struct error *gated_find(struct gated *out, const struct survey *survey);
void gated_release(struct gated *gated);

#endif
