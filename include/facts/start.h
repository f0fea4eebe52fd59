/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_START_H
#define FACTS_START_H

#include "facts/survey.h"
#include "source/ids.h"

/*
 * What the final difference of a topic starts from: what it would be without its own commits.
 *
 * That is the one commit below them all, be it mainline's or the tip of a topic that this one contains. Where
 * there are several, of which none contains the others (a topic on two others, or on one other and with
 * mainline merged in later), it is their merge as git makes it. A topic that stands on nothing starts from
 * the empty tree.
 */
/*
 * *found is false if the topic's commits do not hang together, so that no difference is theirs alone: a
 * range's, those of a series with others' between them, of a topic that was rewritten and merged again.
 */
struct error *start_find(
    struct ids *out, bool *found, const struct survey *survey, const struct topic *topic);

/* The difference from the merge of several starts to the tip, added to `files`. *found is false, and nothing
 * is added, if they do not merge without conflicts. */
struct error *start_difference(const struct survey *survey, const struct ids *starts, const git_oid *tip,
    struct changed_files *files, bool *found);

#endif
