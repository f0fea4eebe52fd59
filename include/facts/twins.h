/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TWINS_H
#define FACTS_TWINS_H

#include "source/history.h"

/*
 * Commits that are the same patch under different ids.
 *
 * A commit matters to another only for the daily trees in which it was sighted and the other was not, so a
 * pair is looked at only where one's marks are not all among the other's. What is left is told apart in steps
 * of growing cost: the set of changed paths; equal blobs (the same patch for certain); hashes of their hunks.
 */
struct twin {
	node_t node;     /* a non-merge commit, loaded */
	bool wanted;     /* its sightings are asked for; otherwise it only lends its own */
	bool unknown;    /* out: an object that is needed was missing */
	uint64_t *marks; /* own sightings, `words` of them; borrowed */
	uint64_t *seen;  /* out, for a wanted one: own sightings and those of all its twins; borrowed, zeroed
			    by the caller */
};

/*
 * Fills in ->seen and ->unknown of the wanted. `missing` gets a line for each object that was missing, once.
 */
struct error *twins_find(struct repo *repo, struct history *history, struct twin *twins, size_t n,
    size_t words, struct strings *missing);

#endif
