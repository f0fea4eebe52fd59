/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SHARING_H
#define FACTS_SHARING_H

#include "facts/containment.h"
#include "facts/survey.h"

/* How topics hang together. Pure. */

/* Those of topic->contains that none of the others there contains: what it directly stands on. Series that it
 * is applied in turns with are among them, and hide nothing. Borrowed names in the survey's order; the caller
 * frees the array. */
void sharing_needs(const struct survey *survey, const struct topic *topic, const char ***out, size_t *n);

/* The same as bits, by index, for who asks of many topics: row has containment->words words. */
void sharing_direct(const struct containment *containment, size_t topic, uint64_t *row);

/* Two topics, of which neither contains the other, that have own commits in common. */
struct shared_commits {
	size_t a, b;    /* indices into the survey's topics, a < b */
	size_t commits; /* how many, merges aside */
};
struct sharing {
	struct shared_commits *v; /* by a, then b */
	size_t n, cap;
};
void sharing_find(struct sharing *out, const struct survey *survey);
void sharing_release(struct sharing *sharing);

#endif
