/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_GATEHOLD_H
#define PLAN_GATEHOLD_H

#include "facts/gated.h"
#include "plan/split.h"

/*
 * Lays the gates over the verdicts of split_topics(), and settles them again. A topic that has not passed all of its
 * gates on the tree of its tip is held (CLAUSE_GATE): it is not known to be good, be it a fix, and which batch it is
 * for is told beside. Its reason says which gate lacks, what is known of it, and the command that mends it; one that
 * is held anyway has both reasons. What it has passed is told in any case. What a tagged batch holds stays there.
 *
 * gates: one per topic; NULL: none are configured, and nothing is done. Call it before bumps_apply() and
 * plan_override(), which are the maintainer's word.
 */
void gates_hold(const struct topic_gates *gates, const struct topic *topics, size_t n,
    const struct split_rules *rules, struct verdict *verdicts);

#endif
