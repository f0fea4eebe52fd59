/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_DUPLICATES_H
#define FACTS_DUPLICATES_H

#include "facts/survey.h"

/*
 * Commits that mainline has already as another commit: the same patch (as source/fingerprint.h compares them)
 * with the same subject by the same author name. Looked at is what mainline has beyond the oldest of its
 * commits that a topic stands on; where that is more than DUPLICATES_MOST commits, nothing is.
 *
 * And commits that the newest daily tree has twice: itself, and the same patch as another commit that no topic at hand has,
 * beyond mainline. (Where it has only the other one, the commit was rebased, or not taken yet: facts/soak.h tells that.)
 */
enum { DUPLICATES_MOST = 40000 };

struct duplicate {
	bool there;
	bool in_next;   /* it is in linux-next; otherwise it is */
	git_oid commit; /* the one in mainline */
};

/* *out: one for each of survey->commits. */
struct error *duplicates_find(struct duplicate **out, const struct survey *survey);

#endif
