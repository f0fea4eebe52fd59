/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFESUBJECT_H
#define FACTS_LIFESUBJECT_H

#include "facts/life.h"
#include "facts/lifeplace.h"
#include "source/commit.h"

/*
 * Whose life is told, with what all its events need: the commit, and where mainline has it, be it under
 * another id.
 */
struct life_subject {
	struct project *project; /* borrowed */
	struct life_places places;
	struct commit commit;
	/* The same patch in mainline (facts/otherids.h), where it lacks the very commit; or zero. */
	git_oid same;
	struct ids others;       /* further ids that it had: life_add_next() finds them */
	struct life_place place; /* of the commit, or of ->same */
};

/* commit: it is there. ERROR_NOT_FOUND if it was committed after the day that was asked for. After an
 * error nothing is left to release. */
struct error *life_subject_find(struct life_subject *out, struct project *project, const git_oid *commit);
void life_subject_release(struct life_subject *subject);

/* The id under which mainline has it, or its own. */
const git_oid *life_subject_id(const struct life_subject *subject);

/* Where mainline has the very commit, or NULL. */
const struct life_place *life_subject_own_place(const struct life_subject *subject);

#endif
