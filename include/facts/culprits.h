/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_CULPRITS_H
#define FACTS_CULPRITS_H

#include "facts/pasttold.h"

/*
 * What the ids that fixes and reverts name stand for. An id that names nothing is looked for by the subject
 * that is quoted behind it: among the commits of the cycles, and as many before the first PREV (but BEFORE_LEAST
 * to BEFORE_MOST). It is recovered if one alone, other than the fix itself, has exactly that subject.
 *
 * Of commits that are not of the cycles it is asked whether the first PREV has them: by facts/reach.h, down to
 * REACH_TIMES as many commits below it as one of the cycles has, REACH_LEAST at least. What is older than all of
 * these is taken for PREV's without looking: the walk would cost more than all the rest.
 */
enum { BEFORE_LEAST = 200, BEFORE_MOST = 2000, REACH_TIMES = 2, REACH_LEAST = 2000 };

enum culprit_kind { CULPRIT_FOUND, CULPRIT_AMBIGUOUS, CULPRIT_MISSING, CULPRIT_RECOVERED };
struct culprit {
	enum culprit_kind kind;
	git_oid oid; /* found or recovered */
};
struct culprits;

struct error *culprits_find(
    struct culprits **out, struct repo *repo, const struct past_walk *walk, const struct tolds *tolds);
void culprits_free(struct culprits *culprits);

struct culprit culprit_of(const struct culprits *culprits, const struct told *fix, const struct mend *mend);
/* Of what is no commit of the cycles: has the first PREV it? */
bool culprits_is_prior(const struct culprits *culprits, const git_oid *oid);

#endif
