/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_FIX_H
#define FACTS_FIX_H

#include "facts/ancestry.h"
#include "facts/trailers.h"
#include "source/repo.h"

/*
 * Which commits are fixes: those for stable, and those that claim to fix or revert a commit that mainline
 * has. The claims of all commits are gathered first, so that git resolves their ids in one go.
 */
struct fix_claim {
	size_t commit; /* the caller's number */
	char *id;      /* as written, maybe abbreviated */
};
struct fix_claims {
	struct fix_claim *v;
	size_t n, cap;
};
#define FIX_CLAIMS_INIT                                                                                      \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

/* Remembers what the commit of that number claims. */
void fix_claim(struct fix_claims *claims, size_t commit, const struct trailers *trailers);
void fix_claims_release(struct fix_claims *claims);

/*
 * The numbers of the commits whose claims hold, in no order, some maybe twice. An id that is unknown or
 * ambiguous here, or that names no commit, proves nothing. unmerged: commits known to be missing in mainline,
 * may be NULL. See facts/reach.h for what mainline has.
 */
struct error *fix_judge(struct fix_claims *claims, struct repo *repo, struct history *history,
    const git_oid *mainline, const struct ancestry *unmerged, size_t **fixes, size_t *n);

#endif
