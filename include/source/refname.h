/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_REFNAME_H
#define SOURCE_REFNAME_H

#include "source/repo.h"

/*
 * What a short name stands for, by the rules of gitrevisions(7), read by libgit2: git rev-parse takes two milliseconds to
 * begin. False: git has to say, since it may be no ref or several, or what libgit2 sees otherwise (source/refwalk.h).
 */

/* The one ref that it can stand for, owned by the caller, if that points at an object itself: *target. NULL if false. */
bool refname_find(struct repo *repo, const char *name, char **ref, git_oid *target);
/* The same, and the commit that it names, tags peeled. */
bool refname_commit(struct repo *repo, const char *name, char **ref, git_oid *commit);

#endif
