/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PROJECT_H
#define FACTS_PROJECT_H

#include "facts/cycle.h"
#include "source/classes.h"
#include "source/config.h"
#include "source/history.h"
#include "source/next.h"
#include "source/repo.h"

/*
 * The ground every command stands on: the repository, its configuration, the as-of day, mainline (see
 * facts/mainline.h), the cycle and the daily trees.
 */
struct project {
	struct repo *repo;
	struct config *config;
	struct classes *classes;
	struct history *history; /* the commit graph as far as it was looked at */
	day_t as_of;
	day_t asked;          /* the same if that day was asked for; DAY_NONE: it is today */
	char *mainline_name;  /* "origin/master" */
	char *mainline_ref;   /* "refs/remotes/origin/master", or NULL where mainline is no ref */
	git_oid mainline_tip; /* as the ref stands */
	git_oid
	    mainline; /* as of the day: the newest first-parent commit whose committer date is not after it */
	struct cycle cycle;
	struct next_trees next;
};

/*
 * Opens all of it. as_of: "2026-07-18" or "20260718", NULL for today. Errors say what to configure: no
 * mainline found, mainline is no commit, a date that is none. After an error nothing is left to release.
 */
struct error *project_open(struct project *project, const struct strings *overrides, const char *as_of);
void project_release(struct project *project);

#endif
