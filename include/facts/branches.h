/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_BRANCHES_H
#define FACTS_BRANCHES_H

#include "facts/project.h"

/*
 * Which refs may be topics, before anything is known of their commits.
 *
 * Either those that pullprep.topic's globs match: full (refs/heads/kvm/...) or short (kvm/...) with '*' as
 * git for-each-ref reads it, but a last component of "*" matches whatever is below, as in a refspec. A short
 * glob means local branches, else remote-tracking ones. Or, without configuration, the local branches that
 * are not mainline and whose tip is not older than the last release. While a window is open that means the
 * release before: work that soaked before the window is older than the release that opened it.
 */
struct branch {
	char *name; /* "kvm/pmu"; "origin/kvm/pmu" for a remote-tracking branch */
	char *ref;  /* "refs/heads/kvm/pmu" */
	git_oid tip;
	int64_t time;           /* the tip's committer date */
	struct strings aliases; /* other names with the same tip */
	bool named;             /* asked for by name */
	bool extra;             /* only there because it was asked for by name: no topic by itself */
};
struct branches {
	struct branch *v; /* by ref; no two with the same tip, extras excepted */
	size_t n, cap;
	/* Without configuration: local branches that are too old for that, by at most a year. No topics, but
	 * mainline may have taken them in this cycle, and an integration branch may hold them. */
	struct {
		struct branch *v;
		size_t n, cap;
	} older;
	bool configured; /* by pullprep.topic */
};

/* only: names, aliases or refs to mark as `named`; a branch that is merely too old is one of the others then,
 * at their end, and one that is no topic is added as an extra; ERROR_NOT_FOUND tells the nearest names. */
struct error *branches_find(struct branches *out, struct project *project, const struct strings *only);

/* Adds the local branch (or other ref, but no tag) of that name as an extra. ERROR_NOT_FOUND tells the
 * nearest names, those of `topics` among them. */
struct error *branches_add_extra(
    struct branches *out, struct project *project, const char *name, const struct strings *topics);
/* Takes the last one out again. */
void branches_drop_last(struct branches *branches);

/* The day of the release since which work counts as new, see above; DAY_NONE without releases. */
day_t branches_since(const struct cycle *cycle);

void branches_release(struct branches *branches);

#endif
