/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFENAMERS_H
#define FACTS_LIFENAMERS_H

#include "facts/lifesubject.h"

/*
 * Commits that name another one: in a Fixes: or "This reverts commit" (facts/mends.h), or as what they took
 * over: "commit ID upstream", "[ Upstream commit ID ]", "(cherry picked from commit ID)".
 *
 * They are looked for in mainline and in all branches, among what the named one does not have itself. git
 * is asked which of them hold the first digits of its id, and of these alone the messages are read.
 */
struct life_namer {
	struct commit commit;
	struct life_place place;
	enum life_kind kind; /* LIFE_FIXED, LIFE_REVERTED or LIFE_BACKPORTED */
};
struct life_namers {
	struct life_namer *v;
	size_t n, cap;
	size_t more; /* that were left out: 200 are enough */
};

/* Adds those of one id, the oldest first. beyond: what has no such commit, with all that it has itself. The
 * subject's own commit under the id that mainline has is none. */
struct error *life_namers_find(
    struct life_namers *out, struct life_subject *subject, const git_oid *named, const struct commit *beyond);

/* Leaves each once: of the same fix in mainline and elsewhere, by its subject and author, that of
 * mainline; of several elsewhere, the first. Backports stay, one for each branch. Those of mainline come
 * first. */
void life_namers_keep_once(struct life_namers *namers);
void life_namers_release(struct life_namers *namers);

#endif
