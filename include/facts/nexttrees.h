/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_NEXTTREES_H
#define FACTS_NEXTTREES_H

#include "util/array.h"

#include <git2/oid.h>
#include <stdbool.h>

/*
 * What a release of linux-next is made of, by two files in it. Next/Trees has a line "NAME URL#BRANCH" for
 * each tree (older ones have the word "git" between the two), Next/SHA1s a line "NAME ID" for each that was
 * merged; blanks and tabs separate. Headings and whatever else is in them count for nothing.
 */
struct next_source {
	char *name; /* "kvm" */
	char *url, *branch;
	bool merged;    /* it has an id, */
	git_oid commit; /* which is this */
};
struct next_sources {
	struct next_source *v;
	size_t n, cap;
};

void next_sources_parse(struct next_sources *out, const char *trees, const char *ids);
void next_sources_release(struct next_sources *sources);

#endif
