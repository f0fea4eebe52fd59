/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_WAIVE_H
#define PUBLISH_WAIVE_H

#include "facts/waivers.h"

/*
 * Records waivers, and that they are dropped: all in one commit on the notes ref. HEAD, index and work tree
 * are not touched.
 */
struct waive_change {
	struct waiver waiver; /* a waiver, or with ->reason NULL a drop; ->time is set when it is written */
	const struct waiver *seen; /* what it changes, as it was read; NULL: it says nothing of what was */
};
struct waive_changes {
	struct waive_change *v;
	size_t n, cap;
};

/*
 * Who records, as git finds the committer, and when: its clock, but on the day as_of if that is not DAY_NONE.
 * *author is owned by the caller.
 */
struct error *waive_committer(char **author, int64_t *time, struct repo *repo, day_t as_of);

/*
 * Writes them down, each at `time` or, if what it is to overrule is not older (clocks differ), a second after
 * that. Where others write at the same time, it reads again and goes on from there. If one that was `seen`
 * has changed meanwhile, nothing is written, and the error tells what it is now. Lines that are no waivers,
 * and those of other commits and rules, stay as they are. *first: there were no notes before.
 */
struct error *waive_write(
    bool *first, struct repo *repo, struct waive_changes *changes, int64_t time, const char *message);
void waive_changes_release(struct waive_changes *changes);

#endif
