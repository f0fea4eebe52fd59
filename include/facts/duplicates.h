/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_DUPLICATES_H
#define FACTS_DUPLICATES_H

#include "facts/survey.h"

/*
 * Commits that mainline has already as another commit: the same patch (as source/fingerprint.h compares them)
 * with the same subject by the same author name. Looked at is what mainline has beyond the oldest of its
 * commits that a topic stands on; where that is more than DUPLICATES_MOST commits, nothing is.
 */
enum { DUPLICATES_MOST = 40000 };

struct duplicate {
	bool there;
	git_oid commit; /* the one in mainline */
};

/* *out: one for each of survey->commits. */
struct error *duplicates_find(struct duplicate **out, const struct survey *survey);

#endif
