/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_ACKS_H
#define FACTS_ACKS_H

#include "facts/survey.h"

/*
 * Acked-by: from outside: by somebody who committed none of the commits at hand, authored none of the
 * topic's, and is not who tags (git's committer identity). That is what lets a tree carry changes to another
 * one's files. People are the same if their addresses are, or their names, in upper or lower case.
 *
 * Read are the paragraphs of trailers at the end of each message: "Acked-by: NAME <ADDRESS>", in upper or
 * lower case, the name in quotes or not, with anything behind the address ("# for the clock part"). Without
 * a name the address stands for it. Merges ack nothing.
 */
struct ack {
	char *name;   /* "Other Maintainer" */
	char *email;  /* in lower case; "" where the trailer has none */
	size_t topic; /* index into the survey's topics */
	size_t commits;
};
struct acks {
	struct ack *v; /* by topic in the order given, then most commits first, then by the oldest commit */
	size_t n, cap;
};

/* git's committer identity; NULL without one. The caller frees. */
char *acks_own_email(struct repo *repo);

/* own_email may be NULL. ERROR_MISSING if a commit is. */
struct error *acks_find(
    struct acks *out, const struct survey *survey, const size_t *topics, size_t n, const char *own_email);
void acks_release(struct acks *acks);

#endif
