/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_BROUGHT_H
#define FACTS_BROUGHT_H

#include "facts/asked.h"
#include "facts/project.h"

/*
 * What comes with a commit that somebody asks to be pulled, in the terms in which a request tells it: where it
 * starts, the shortlog and the diffstat. To hold against what was asked (facts/asked.h).
 */
enum brought_base {
	BASE_UNSAID,  /* the request names none */
	BASE_MISSING, /* no such commit is here, nor came with it */
	BASE_ASIDE,   /* the commit does not have it among its ancestors */
	BASE_AHEAD,   /* it has, but mainline does not */
	BASE_KNOWN,   /* both have it */
};

struct brought_commit {
	char *subject;         /* as git shortlog tells it, without a "[PATCH ...]" */
	char *author, *mapped; /* as the commit has it, and by the .mailmap here */
	bool known;            /* mainline has it: a sender who knew that does not list it */
};

/* Lines and files as git diff counts them. */
struct brought_stat {
	long files, insertions, deletions;
};
enum { BROUGHT_STATS = 3 };

struct brought {
	enum brought_base base;
	size_t
	    beside; /* BASE_AHEAD: commits below the base that mainline lacks, and that the lists do not tell */
	struct {
		struct brought_commit *v;
		size_t n, cap;
	} commits; /* what a request from there may list, merges among them */
	/* The differences that a sender may have had for a diffstat: from the merge base, with and without
	 * looking for renames, and what merging into mainline changes. */
	struct brought_stat stats[BROUGHT_STATS];
	size_t stat_count;
	struct strings paths; /* of the first, both names of what is renamed; sorted */
};

/*
 * tip: what is asked for. Lists start from the request's base if the tip has that, else from mainline.
 * ERROR_NOT_FOUND if mainline and the tip have no commit in common. After an error nothing is left to release.
 */
struct error *brought_find(
    struct brought *out, const struct project *project, const git_oid *tip, const struct asked *asked);
void brought_release(struct brought *brought);

#endif
