/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_GATHER_H
#define FACTS_GATHER_H

#include "facts/ancestry.h"
#include "facts/survey.h"

/* A topic of that name without commits yet, with what the configuration says of it (by its name, else by an
 * alias). aliases may be NULL. */
struct topic gather_topic(const struct project *project, const char *name, const struct strings *aliases);

/* Adds a commit to the survey, of which only the id is known yet, and says where it is. */
size_t gather_add(struct survey *survey, const git_oid *oid);

/*
 * Reads what the commits themselves say, for all of the survey, and finds out which are fixes (see
 * facts/fix.h). unmerged: the walk that found them, if mainline lacks what it found; else NULL.
 */
struct error *gather_commits(struct survey *survey, const struct ancestry *unmerged);

/* What can be counted of a topic once its commits are read: patches and fixes. */
void gather_counts(const struct survey *survey, struct topic *topic);

#endif
