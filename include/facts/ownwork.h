/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_OWNWORK_H
#define FACTS_OWNWORK_H

#include "facts/project.h"

/*
 * What of mainline's last two cycles, the one under way and the one before, is this maintainer's: commits whose author or
 * committer has the address user.email (upper and lower case are alike), and those that came by a pull of the maintainer's
 * own: a merge of mainline's first-parent line whose subject names pullprep.url (facts/windows.h). Merges are not counted.
 */
enum own_by { OWN_WRITTEN, OWN_COMMITTED, OWN_PULLED };
extern const char *const own_by_name[]; /* "written by you", "committed by you", "by your pull" */

struct own_commit {
	git_oid oid;
	enum own_by by; /* the first that is true */
};
struct own_work {
	struct own_commit *v; /* by id */
	size_t n, cap;
	/* Where it starts: the release before the last one, or the only one there is; borrowed from the cycle. NULL: mainline
	 * has no release, or neither key is set, and nothing was looked for. */
	const struct release *since;
};

struct error *own_work_find(struct own_work *out, const struct project *project);
/* Among them, or NULL. */
const struct own_commit *own_work_has(const struct own_work *own, const git_oid *oid);

#endif
