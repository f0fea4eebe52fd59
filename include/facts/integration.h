/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_INTEGRATION_H
#define FACTS_INTEGRATION_H

#include "facts/ancestry.h"

/*
 * Branches that only hold others together (for-next), told from topics. All pure, once the walk is done.
 */
struct heads {
	const struct ancestry *ancestry; /* what mainline lacks of all tips, in their order */
	const git_oid *tips;
	const bool *parts; /* by tip: it is ahead of mainline, and counts as what may be held */
	size_t n;
};

/* Is the one branch, ahead of mainline, whole within the other one? */
bool integration_contains(const struct heads *heads, size_t outer, size_t inner);

/*
 * Is that branch one that only holds others? Either it contains two of which neither contains the other. Or,
 * since topics move on after they were merged, all that is its own on its line of first parents since
 * mainline is merges, it brings two heads or more together so, and of two other branches each gave it commits
 * that the other one lacks. Branches that contain it do not count.
 */
bool integration_is(const struct heads *heads, size_t whole);

#endif
