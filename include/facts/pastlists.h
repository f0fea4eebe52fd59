/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTLISTS_H
#define FACTS_PASTLISTS_H

#include "facts/fate.h"

/*
 * What a post-mortem lists by name, in the order in which it is listed, as indices; each list is the caller's
 * to release. Only what counts is listed. Pure.
 */
struct past_entries {
	struct past_entry {
		size_t at; /* in commits, or in blames */
		size_t n;  /* how often it was named; how many were reverted together */
	} * v;
	size_t n, cap;
};
void past_entries_release(struct past_entries *list);

/* Commits that several others named or reverted, the most named first. ->at: in commits. */
void past_named_often(
    struct past_entries *out, const struct postmortem *postmortem, const struct fate *fates);

/* Reverts of what the window or an -rc brought. Those that came in one way on one day by one author, and take
 * out commits of one pull, are one line, ->n strong. ->at: the first of them, in blames. */
void past_reverted(struct past_entries *out, const struct postmortem *postmortem);

/* Fixes of what was itself a fix or a revert. ->at: in blames. */
void past_chains(struct past_entries *out, const struct postmortem *postmortem);

/* What fixes name, by what became of the id. ->at: in blames. */
void past_resolved(struct past_entries *out, const struct postmortem *postmortem, enum resolution resolution);

/* The resolutions that need a look, in the order in which they are listed, with a heading each. */
struct past_odd {
	enum resolution resolution;
	const char *head;
};
extern const struct past_odd past_odds[];
extern const size_t past_odds_n;

/* The culprit of a blame, or NULL. */
const struct past_commit *past_culprit(const struct postmortem *postmortem, const struct blame *blame);

#endif
