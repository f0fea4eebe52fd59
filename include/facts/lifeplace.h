/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFEPLACE_H
#define FACTS_LIFEPLACE_H

#include "facts/project.h"
#include "facts/releases.h"
#include "source/ids.h"

/*
 * Where single commits are in mainline as of the day, however old they are: what of its first-parent line
 * brought each, and which releases have it.
 *
 * The line is stepped down to just below the commit's date, and walked from there up, some hundreds of its
 * commits first: most changes are pulled within months. Only for what mainline lacks all above it is
 * walked. Which tags are releases, facts/cycle.h says; one beside the line counts if mainline has merged
 * it, and it is no touch-up of another.
 */
struct life_places {
	struct project *project; /* borrowed */
	struct releases releases;
	struct {
		node_t *v;
		size_t n, cap;
	} line;        /* the newest first, as far down as somebody asked */
	bool complete; /* down to a root */
	uint32_t *at;  /* by node: its index in line and one; 0: it is not there */
	size_t known;
};

struct error *life_places_init(struct life_places *out, struct project *project);
void life_places_release(struct life_places *places);

struct life_place {
	bool in_mainline;
	size_t brought;                     /* in_mainline: index in the line */
	git_oid pull;                       /* in_mainline: that commit, a merge or the commit itself */
	int64_t taken;                      /* in_mainline: its committer date */
	const struct release *rc, *release; /* the first ones that have it; rc only if it came first. NULL */
};
struct error *life_place_find(struct life_place *out, struct life_places *places, const git_oid *commit);

/* Adds the releases as people say it: "in v6.9-rc3, v6.9", "in no release yet", "not in mainline". */
void life_place_describe(struct buf *out, const struct life_places *places, const struct life_place *place);

/* The merges between the place and the commit, the outermost first: those of branches that were merged
 * into what mainline pulled. The pull itself is none of them. */
struct error *life_merges_find(
    struct ids *out, struct life_places *places, const struct life_place *place, const git_oid *commit);

#endif
