/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SIDE_H
#define FACTS_SIDE_H

#include "source/mergetree.h"

/* Who has changed what conflicts: each side's last word on it. */
struct conflict_side {
	git_oid commit; /* the side's last non-merge commit that touched the path and the other side lacks;
			   zero: none */
	char *subject;  /* its subject, or NULL */
};

/*
 * The last commit of `side`, in git's order, that the other lacks and that touched one of the paths of the
 * conflict. If there is none: that touched the file under the name from which the other side has renamed it;
 * and where directories were renamed, that touched one of those. The subject is to be freed.
 */
struct error *side_find(struct conflict_side *out, struct repo *repo, const git_oid *side,
    const git_oid *other, const struct merge_conflict *conflict);

#endif
