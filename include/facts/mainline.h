/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_MAINLINE_H
#define FACTS_MAINLINE_H

#include "source/config.h"
#include "source/history.h"
#include "util/date.h"

/*
 * Which branch is mainline, and where it stood on a day.
 *
 * pullprep.mainline takes any revision. Without it, the first of these that exists:
 *  - the main branch of a remote that is called after upstream (upstream, mainline, linus, torvalds), then of
 * origin;
 *  - what the HEAD of any other remote points at;
 *  - the local master, main or trunk, the checked-out one first: it comes after the remotes because it may
 * carry own work;
 *  - master, main or trunk of any other remote.
 * A remote's main branch is what its HEAD points at, else its master, main or trunk; in a clone of
 * linux-next, whose master is the daily tree itself, it is `stable`, which is mainline there. The remote that
 * pullprep.remote names is one's own and is not asked.
 */
struct mainline {
	char *name;  /* "origin/master" */
	char *ref;   /* "refs/remotes/origin/master"; NULL where it is no ref */
	git_oid tip; /* as the ref stands */
};

/* ERROR_NOT_FOUND, with what to configure, if there is none. */
struct error *mainline_find(struct mainline *out, struct repo *repo, const struct config *config);
void mainline_release(struct mainline *mainline);

/* The newest commit of the first-parent line below `tip` whose committer date is not after that day (UTC).
 * ERROR_NOT_FOUND if all are. */
struct error *mainline_on(git_oid *out, struct history *history, const git_oid *tip, day_t day);

#endif
