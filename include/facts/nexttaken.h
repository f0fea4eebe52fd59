/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_NEXTTAKEN_H
#define FACTS_NEXTTAKEN_H

#include "facts/project.h"

/*
 * At which commits the newest release of linux-next took the maintainer's own trees: those that its
 * Next/Trees has a URL of pullprep.url or pullprep.remote for. The branch is looked for among the branches
 * of that remote, then among the local ones.
 */
struct next_taken {
	char *name;     /* what linux-next calls it: "kvm" */
	char *branch;   /* of the tree: "next" */
	bool merged;    /* it is in that release, */
	git_oid commit; /* at this commit */
	bool known;     /* the branch is here, and so is that commit: */
	git_oid tip;    /* its tip */
	long ahead;     /* how many commits it has that linux-next and mainline have not */
};
struct next_takens {
	bool asked;           /* false: no linux-next tag, it does not tell its trees, or no URL is known */
	const char *release;  /* "next-20220329"; borrowed from the project */
	char *url;            /* the first that was looked for, as it may be shown */
	struct next_taken *v; /* none: the tree is not in linux-next */
	size_t n, cap;
};

struct error *next_taken_find(struct next_takens *out, const struct project *project);
void next_takens_release(struct next_takens *takens);

#endif
