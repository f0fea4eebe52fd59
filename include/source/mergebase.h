/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_MERGEBASE_H
#define SOURCE_MERGEBASE_H

#include "source/history.h"

/*
 * The best common ancestor of two commits, where there is one and only one: one walk down from both, by date,
 * which ends where nobody who is left can know of both. Dates only say in which order to look, and how far:
 * clocks that were wrong by less than a month do no harm; by more, it may be unknown, or an older one. Where it
 * is not clear that there is only one, the answer is none, and git has to be asked.
 */
struct merge_bases;
struct merge_bases *merge_bases_new(struct history *history); /* borrows the history */
void merge_bases_free(struct merge_bases *bases);

/* *base: NODE_NONE if there is none, or several, or it cannot be told. */
struct error *merge_bases_only(node_t *base, struct merge_bases *bases, node_t one, node_t other);

#endif
