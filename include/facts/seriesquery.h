/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SERIESQUERY_H
#define FACTS_SERIESQUERY_H

#include "facts/series.h"
#include "util/date.h"

/*
 * What an archive is searched for, as its users would write it (source/lorequery.h). Pure; each is owned by the caller, and
 * NULL where nothing can be searched for.
 */

/* A commit that was authored on that day, by its patch id: what was posted up to the day after, or after it was
 * committed if that is later. (Who applies a mail has its day for the author's; who posts own commits has not.) */
char *query_by_patch(const struct series_commit *commit, day_t authored);

/*
 * The same by its subject and author, up to a year after the former. Who sent a patch need not be its author: relays and colleagues do, and
 * then its text names the author.
 */
char *query_by_subject(const struct series_commit *commit, day_t authored);

/* A posting's other versions, by title and sender. Series are renamed on the way: then the first part's subject, or b4's
 * mark, leads to the others. */
char *query_for_versions(const struct thread *thread, const struct posting *posting);

#endif
