/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_OTHERIDS_H
#define FACTS_OTHERIDS_H

#include "facts/project.h"
#include "source/commit.h"
#include "source/ids.h"

/*
 * Under which other ids a commit is in some range: those with its patch id, by the same author, of which
 * the author date or the subject is the same, too. A rebase and git am keep the date, and whoever mends the
 * message mostly keeps the subject. Merges and empty commits have none. The newest first.
 */
struct error *other_ids_find(struct ids *out, struct project *project, const struct commit *commit,
    const git_oid *tip, const git_oid *without);

#endif
