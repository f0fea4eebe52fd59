/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_IDS_H
#define SOURCE_IDS_H

#include "source/repo.h"

/* A list of object ids; in the order of its maker, or sorted for being looked up in. array_release() it. */
struct ids {
	git_oid *v;
	size_t n, cap;
};

/* Adds the ids that git has answered, one on each line. Any other line is an error, and what stands before it
 * has been added. */
struct error *ids_read(struct ids *out, const char *answer);
void ids_sort(struct ids *ids);
bool ids_has(const struct ids *sorted, const git_oid *id);

/* How many merge bases the two commits have, 0 if they share no history; *first is the one that
 * `git merge-base` names, untouched where there is none. */
struct error *merge_bases(
    size_t *count, git_oid *first, struct repo *repo, const git_oid *one, const git_oid *other);

#endif
