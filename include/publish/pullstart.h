/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_PULLSTART_H
#define PUBLISH_PULLSTART_H

#include "source/history.h"
#include "source/ids.h"

/*
 * Where a pull starts that comes after others.
 *
 * Whoever pulls topics one by one has mainline, and all that was pulled before, when the next one comes. What
 * the next one brings is what it holds beyond all of these, and that is what its request must list. A request
 * starts at one commit, so that commit is looked for; where there is none (the topic merges two that were
 * pulled before), the merge of those is made for it, aside (source/aside.h).
 */
/*
 * The fewest commits of `head` that hold all that `head` shares with `having`: what `head` holds beyond them
 * is what it holds beyond `having`. None if nothing is shared. A batch of independent topics that stand on one
 * release gives that release's commit for each. `brought` (may be NULL): what `head` holds beyond `having`,
 * merges aside. Both are sorted by id.
 */
struct error *pullstart_find(struct ids *out, struct ids *brought, struct history *history,
    const git_oid *head, const struct ids *having);

/*
 * One commit that holds all of `starts` (one at least): that one, or a merge made aside, between
 * aside_enter() and aside_leave(). Where they do not merge cleanly it has the tree of the first merge of
 * `head` that holds them all: that is how its author resolved what whoever pulls has to resolve alike.
 */
struct error *pullstart_join(
    git_oid *out, struct repo *repo, struct history *history, const struct ids *starts, const git_oid *head);

/* Is `ancestor` the commit, or below it? */
struct error *pullstart_holds(
    bool *out, struct history *history, const git_oid *commit, const git_oid *ancestor);

#endif
