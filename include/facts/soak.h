/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SOAK_H
#define FACTS_SOAK_H

#include "source/history.h"
#include "source/next.h"
#include "source/repo.h"

/*
 * How long each commit has been in linux-next.
 *
 * The own part of a daily tree is what it holds beyond mainline as it stood that day: tree ^M, M = the newest
 * commit of mainline's first-parent line that the tree's own first-parent line meets. A sighting of a commit
 * is a tree whose own part holds it, or a commit with the same patch id (`git patch-id --stable` over pinned
 * options; merges and empty commits have none).
 */
enum match {
	MATCH_UNKNOWN,  /* no daily trees at all, none as old as the commit, or an object that is needed is
			   missing */
	MATCH_NEVER,    /* neither it, nor its patch, nor its subject by its author */
	MATCH_MODIFIED, /* no sighting, but its subject by the same author name: the patch changed */
	MATCH_REBASED,  /* only other commits with its patch id were sighted */
	MATCH_SAME,     /* the very commit was sighted */
};
extern const char *const match_name[]; /* "unknown", "never", ... */

enum newest { NEWEST_NO, NEWEST_YES, NEWEST_MAINLINE };
extern const char *const newest_name[]; /* "no", "yes", "mainline" */

#define SOAK_NONE (-1)

struct soak {
	enum match match;
	int first;     /* index of the earliest sighting in next_trees.v, or SOAK_NONE */
	int own_first; /* the same, of the very commit */
	int last;      /* index of the latest sighting */
	int was;       /* MATCH_MODIFIED: first tree with that subject by that author */
	int releases;  /* number of sightings */
	int days;      /* civil days from the first sighting to the as-of day, or to the day mainline took it;
			  SOAK_NONE without */
	enum newest newest; /* is the newest tree a sighting, or has mainline the commit */
	bool before;        /* mainline had it before the oldest tree that is here: no tree could tell */
	day_t taken;        /* UTC day on which mainline took it (committer date of the first-parent commit),
			       DAY_NONE if it has not */
};

/* What the whole look-up has to say, apart from the commits. */
struct soak_notes {
	struct strings left_out; /* trees whose first-parent line never meets mainline's */
	char *stale; /* mainline lacks what the newest tree was built on: a sentence with the fetch command;
			or NULL */
	struct strings unknown; /* objects that are missing, named once each */
};
void soak_notes_release(struct soak_notes *notes);

/* Civil days from the tree `first` to the day mainline took it, or to the as-of day where taken is DAY_NONE;
 * never negative. */
int soak_days(const struct next_trees *next, int first, day_t taken);

/* For each of the n commits, in their order. The history is the caller's: what it knows need not be read
 * again. mainline: its tip as of the day. Merges get MATCH_UNKNOWN. Trees that never meet mainline are marked
 * left_out. */
struct error *soak_find(struct repo *repo, struct history *history, struct next_trees *next,
    const git_oid *mainline, const git_oid *commits, size_t n, struct soak *out, struct soak_notes *notes);

#endif
