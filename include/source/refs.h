/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_REFS_H
#define SOURCE_REFS_H

#include "source/repo.h"

/* The refs as git for-each-ref lists them, be it asked or not (source/refwalk.h). */

/* One ref of a listing. */
struct ref {
	char *name;     /* refs/heads/... */
	git_oid target; /* what it points at: a tag object or a commit */
	git_oid commit; /* peeled; the same as target for a branch; zero if it peels to no commit */
	int64_t tagger; /* seconds since the epoch: the tag object's date, else the commit's committer date */
	bool annotated;
};
struct refs {
	struct ref *v;
	size_t n, cap;
};
#define REFS_INIT                                                                                            \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

/* All refs that match any of the NULL-terminated patterns of git for-each-ref, sorted by name. */
struct error *refs_list(struct repo *repo, struct refs *out, const char *const *patterns);
void refs_release(struct refs *refs);

#endif
