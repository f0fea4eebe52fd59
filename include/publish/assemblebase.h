/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_ASSEMBLEBASE_H
#define PUBLISH_ASSEMBLEBASE_H

#include "facts/survey.h"

/*
 * On what a batch is assembled: the commit named with --base, else (the second batch) the first batch's tip,
 * else pullprep.base, else the oldest release or -rc that holds all of mainline on which the batch's topics
 * stand: for topics that start at the same release it is that one, for others the newest of theirs. So
 * nothing of mainline comes along with what is merged. Where no release holds that yet it is the commit of
 * mainline on which they stand.
 */
struct assemble_base {
	git_oid commit;
	char *name; /* "v6.9-rc4", "the first batch (for-6.9-1)", or 12 digits */
};

struct assemble_base_wish {
	const char *base;       /* --base, or NULL */
	git_oid first;          /* the first batch's tip, or zero */
	const char *first_name; /* what to call it: "for-linus-6.9-1" */
};

/*
 * An error if the base lacks something of mainline that comes with a topic, which is named, or if a topic has
 * nothing in common with mainline. A base that is neither a release, nor an -rc, nor the first batch's tip is
 * remarked on.
 */
struct error *assemble_base_find(struct assemble_base *out, struct strings *remarks,
    const struct survey *survey, const size_t *topics, size_t n, const struct assemble_base_wish *wish);
void assemble_base_release(struct assemble_base *base);

/* Has the commit all of mainline on which the topic stands? */
struct error *assemble_base_holds(
    bool *out, const struct survey *survey, const struct topic *topic, const git_oid *commit);

#endif
