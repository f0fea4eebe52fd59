/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_COMMITNAMES_H
#define FACTS_COMMITNAMES_H

#include "source/repo.h"

#include <stdbool.h>

/*
 * What abbreviated ids stand for, many at once: git is asked once. Only commits count, and tags of commits:
 * an abbreviation that a commit and a tree share names the commit.
 */
struct commit_name {
	const char *id; /* as it was asked; hex digits; borrowed */
	bool known, ambiguous;
	git_oid oid; /* known: the commit */
};

/* Fills in what was asked, which comes back sorted by id. */
struct error *commit_names_resolve(struct commit_name *names, size_t n, struct repo *repo);
/* Among the sorted ones; NULL if it was not asked. */
const struct commit_name *commit_names_find(const struct commit_name *names, size_t n, const char *id);

#endif
