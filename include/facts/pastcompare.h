/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTCOMPARE_H
#define FACTS_PASTCOMPARE_H

#include "facts/pastoutcome.h"
#include "util/bootstrap.h"
#include "util/relativerisk.h"

/*
 * Was it the late stuff? The window's late commits against its early ones, of one release or of several
 * together. Pure.
 *
 * By batch: what came by the second or a later pull of a tree in this window, against what came by the first.
 * What names no tree (a local branch, a posted series, a commit made directly) is in neither.
 * By week: what mainline took seven days after PREV's day or later, against what it took before.
 */
enum past_arms { ARMS_BATCH, ARMS_WEEK, ARMS_COUNT };
extern const char *const arms_name[ARMS_COUNT];  /* "batch", "week" */
extern const char *const arms_words[ARMS_COUNT]; /* "batch 2 and later against batch 1", ... */

struct past_comparison {
	enum past_arms by;
	enum past_outcome outcome;
	size_t releases;            /* that it rests on; 0: there is no data, and nothing else may be read */
	size_t without;             /* releases that have no data on the outcome, and are left out */
	struct arms arms;           /* the late commits first, of all releases thrown together */
	struct relative_risk naive; /* of these: each commit counts for itself */
	struct relative_risk by_release; /* within each release, Mantel and Haenszel's; of one: naive */
	struct relative_risk by_size;    /* within each release and class of size */
	size_t
	    unsized; /* commits of unknown size, which by_size leaves out: all, where nobody asked for sizes */
	size_t clusters; /* what is drawn: pulls; of what came without a merge all of one day together */
	struct bootstrapped clustered; /* of the naive figure */
};

void past_compare(struct past_comparison *out, const struct postmortem *postmortems, size_t n,
    enum past_arms by, enum past_outcome outcome);

/* The same without ->clustered, whose draws take longer than all the rest. */
void past_compare_counts(struct past_comparison *out, const struct postmortem *postmortems, size_t n,
    enum past_arms by, enum past_outcome outcome);

#endif
