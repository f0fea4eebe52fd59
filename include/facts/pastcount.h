/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTCOUNT_H
#define FACTS_PASTCOUNT_H

#include "facts/postmortem.h"

/*
 * How many commits of a window, of all -rcs or of one of them mend what. By commit: each fix once, at the
 * newest place that it names (blame_place's order). By tag: each different id that it has behind Fixes:. All
 * that counts is in them, pull-internal fixes too. Pure.
 */
struct past_counts {
	size_t commits;
	size_t fixes;              /* commits with Fixes: */
	size_t culprits[AT_COUNT]; /* of these, by commit */
	size_t tags;
	size_t by_tag[AT_COUNT];
	size_t reverts;            /* commits that revert something, raw */
	size_t reverts_net;        /* less those that apply something again, and those that were undone */
	size_t reverted[AT_COUNT]; /* raw ones, by the first id */
	size_t either;             /* fixes and reverts, each commit once */
	size_t internal;           /* fixes all of whose culprits came in the same pull */
	size_t recovered;          /* tags, which by_tag has as unresolved */
	size_t resolved[RESOLUTION_COUNT]; /* tags */
	size_t corrected;                  /* fixes */
	size_t work[WORK_COUNT];           /* those without Fixes: by kind */
};

#define PAST_ALL_RCS ((size_t)-1)

/* at: AT_WINDOW or AT_RC; rc: as in struct past_commit, or PAST_ALL_RCS. */
void past_count(struct past_counts *out, const struct postmortem *postmortem, enum blame_place at, size_t rc);

/* The -rcs after the first, and the release, are told apart as 1 to past_rcs(): by the first that has a commit.
 * An -rc that is the end of what is still under way is told once. */
size_t past_rcs(const struct postmortem *postmortem);
const char *past_rc_name(const struct postmortem *postmortem, size_t rc);

#endif
