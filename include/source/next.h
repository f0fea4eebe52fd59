/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_NEXT_H
#define SOURCE_NEXT_H

#include "source/config.h"
#include "source/repo.h"
#include "util/date.h"

#include <stdbool.h>

/*
 * The daily trees, wherever they come from: next-* tags, the days of an integration branch
 * (pullprep.nextBranch), or a next-analysis database (pullprep.nextDb). A tree's date is the civil date in
 * its name. Trees after the as-of day do not exist. Sorted by name. No trees at all is no error: ->n is 0 and
 * next_nothing() says how to get some.
 */
enum next_kind { NEXT_TAGS, NEXT_BRANCH, NEXT_DB };

struct next_tree {
	bool left_out; /* its first-parent line never meets mainline's (soak_find() finds out): as if it were
			  not there */
	char *name;    /* "next-20260401" */
	day_t day;
	git_oid commit;      /* zero for NEXT_DB */
	git_oid branch_base; /* NEXT_BRANCH: the newest mainline commit that this day's branch had merged;
				else zero */
};

struct next_trees {
	enum next_kind kind;
	struct next_tree *v;
	size_t n, cap;
	char *where; /* the glob, the branch or the directory */
	day_t as_of;
	char *stand_in; /* NEXT_TAGS: a branch that looks like an integration branch, or NULL */
	bool is_kernel; /* NEXT_TAGS, none there: linux-next's tags are this project's */
	size_t later;  /* trees (steps of a branch) after the as-of day, which are as if they did not exist */
	bool at_least; /* NEXT_BRANCH: the branch starts within its own history, what it held before is not
			  known */
};

/* mainline: the commit, zero if not known (only NEXT_BRANCH needs it). repo may be NULL for NEXT_DB only. */
struct error *next_load(struct next_trees *out, struct repo *repo, const struct config *config,
    const git_oid *mainline, day_t as_of);
void next_release(struct next_trees *next);

/* Does that commit's tree look like the kernel's, for which linux-next is made? */
struct error *next_is_for(bool *out, struct repo *repo, const git_oid *commit);

/* The oldest and the newest tree, or NULL; those left out do not count. */
const struct next_tree *next_oldest(const struct next_trees *next);
const struct next_tree *next_newest(const struct next_trees *next);
size_t next_count(const struct next_trees *next); /* how many there are, likewise */

/* "4 tags in 28 days, about 20 expected" and how to get the rest, if trees are sparse; else NULL. The caller
 * frees. */
char *next_sparse(const struct next_trees *next);

/* The error for "no trees at all", with the commands that get them for the year of as_of. */
struct error *next_nothing(const struct next_trees *next);

/* How many weekdays the newest tree is older than as_of; > 3 is "next silent since DATE". -1 without trees.
 */
int next_silent(const struct next_trees *next);

#endif
