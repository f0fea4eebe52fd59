/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_ANCESTRY_H
#define PLAN_ANCESTRY_H

#include "facts/containment.h"
#include "plan/split.h"

/* What it means for batches and their order that one topic contains another. */

/* Is batch a sent later than b? Fixes come first, since a contained fixes topic rides along with whatever
 * contains it. */
bool batch_later(enum batch a, enum batch b);

/*
 * A topic's batch is the latest of its own and of all it contains; nothing moves earlier because something
 * needs it. Sets ->batch and ->reason from ->own and ->own_reason, but leaves the maintainer's overrides as
 * they are. May be called again after some of those were laid over. Series that contain each other come out
 * in one batch.
 */
void ancestry_settle(const struct topic *topics, size_t n, struct verdict *verdicts);
/* The same for who has the topics' containment at hand already. */
void ancestry_settle_in(
    const struct containment *containment, const struct topic *topics, struct verdict *verdicts);

/*
 * The order in which topics are listed and assembled, as indices into topics: by batch; within one the
 * riskiest first (risky ones, then by the lines of existing code that change), yet what is contained before
 * what contains it, unless both contain each other.
 */
void split_order(const struct topic *topics, const struct verdict *verdicts, size_t n, size_t *order);

/* Moves what is contained before what contains it, within each batch; leaves all else in order. */
void ancestry_order(const struct topic *topics, const struct verdict *verdicts, size_t n, size_t *order);

#endif
