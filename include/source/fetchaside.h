/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_FETCHASIDE_H
#define SOURCE_FETCHASIDE_H

#include "source/config.h"
#include "source/repo.h"

#include <stdbool.h>

/*
 * A ref of somebody else's repository, for a look at it. Between aside_enter_large() and aside_leave() (see
 * source/aside.h) what is fetched goes into the directory aside, beside the repository's own objects, and is
 * gone with it: there is no ref that could be left behind, FETCH_HEAD, tags and remote-tracking refs stay as
 * they are, and what is refused has never been in the repository.
 */
struct fetched {
	char *ref;      /* its full name there: "refs/tags/for-linus", "HEAD" */
	bool tag;       /* it is below refs/tags/ */
	bool annotated; /* it is a tag object */
	git_oid object; /* that, or the commit */
	git_oid commit; /* what it is on */
};

struct fetch_wish {
	const struct config *config;
	const char *url;  /* or the name of a remote, or a path */
	const char *name; /* "tags/for-linus", "for-linus", "refs/heads/x", "HEAD"; NULL: HEAD */
	bool of_stranger; /* the URL is from a mail, see source/remotetalk.h */
};

/*
 * The ref is looked for as git does: by that very name, then as a tag, then as a branch. The repository is
 * given pullprep.remoteDeadline to list its refs and pullprep.fetchDeadline to send what is not here yet, which is not more than pullprep.fetchMost MiB.
 *
 * Errors are those of source/remotetalk.h, and: no such ref (ERROR_NOT_FOUND, with the nearest), one that
 * moved while it was fetched, one on something else than a commit. After an error nothing is left to release.
 */
struct error *fetch_aside(struct fetched *out, struct repo *repo, const struct fetch_wish *wish);
void fetched_release(struct fetched *fetched);

#endif
