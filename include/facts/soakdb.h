/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SOAKDB_H
#define FACTS_SOAKDB_H

#include "facts/soak.h"

/*
 * soak_find() over a next-analysis database: a sighting is a file that lists the commit, or its patch id;
 * `modified` is by the hash of the subject alone. Commits that the database does not know are looked up in
 * the repository (patch id and subject), if there is one; repo, history and mainline may be NULL.
 */
struct error *soakdb_find(struct repo *repo, struct history *history, struct next_trees *next,
    const git_oid *mainline, const git_oid *commits, size_t n, struct soak *out, struct soak_notes *notes);

#endif
