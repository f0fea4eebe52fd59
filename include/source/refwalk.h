/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_REFWALK_H
#define SOURCE_REFWALK_H

#include "source/refs.h"

/*
 * What refs_list() tells, read by libgit2: git for-each-ref takes two milliseconds to begin, and each command lists refs
 * several times. It is for patterns below refs/heads/, refs/remotes/ and refs/tags/ whose only wildcard is "*", in repositories
 * where there are few, since libgit2 looks at each of them. False: git has to be asked, be it that, a ref that is broken or
 * an object that is missing; nothing has been added then.
 */
bool refs_walk(struct repo *repo, struct refs *out, const char *const *patterns);
/* Does libgit2 see the refs as git does, and as soon? Not where they are many (128 KiB of packed-refs, 256 files), where packed-refs is
 * broken, where one is a symbolic link, or where the environment says that they are elsewhere. */
bool refs_are_plain(const struct repo *repo);

#endif
