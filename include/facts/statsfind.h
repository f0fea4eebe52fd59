/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_STATSFIND_H
#define FACTS_STATSFIND_H

#include "facts/project.h"
#include "facts/stats.h"

/*
 * What facts/stats.h counts, found in the repository: which daily tree is meant, the commits of both sides,
 * those that are the same by id or by patch, and who wrote the others.
 *
 * range: "A..B", where a missing end is HEAD. next: a daily tree's name, or NULL for the first one that holds
 * A: "the first linux-next after the merge window opened". By containing it, not by its date: a tree made
 * in Australia may lack a release of the same day or the evening before, and the mails seem to take the next
 * one then. Where no tree holds A yet, the newest one.
 *
 * Errors: ERROR_USAGE for what is no range, ERROR_NOT_FOUND for a revision or a daily tree that is not there
 * and for a next-analysis database, which has no commits. missing gets a line for each object that a patch
 * id could not be had without; such commits match by id or subject only. After an error nothing is left to
 * release.
 */
struct error *stats_find(
    struct stats *out, struct project *project, const char *next, const char *range, struct strings *missing);

#endif
