/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_COMMITIDS_H
#define PUBLISH_COMMITIDS_H

#include "facts/survey.h"
#include "source/ids.h"

/* Sets of commits, for holding what a batch should have against what a tip has. Merges are in none. */

/* Adds what `git rev-list --no-merges FROM ^WITHOUT ^NOR` lists, and sorts; nor may be NULL. */
struct error *commit_ids_between(
    struct ids *out, struct repo *repo, const git_oid *from, const git_oid *without, const git_oid *nor);

/* Adds the topic's own commits; sorts nothing. */
void commit_ids_add_own(struct ids *ids, const struct survey *survey, const struct topic *topic);

#endif
