/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_REGRESSED_H
#define FACTS_REGRESSED_H

#include "facts/ownwork.h"
#include "facts/survey.h"
#include "source/regressions.h"

/*
 * Open regressions (source/regressions.h) that name commits of the survey's topics, or the maintainer's own in mainline
 * (facts/ownwork.h). Who reports one names either the commit that brought it or a range of releases between which it came: a
 * range that holds such commits is no more than a "maybe". Where the range has no end, it goes up to mainline.
 *
 * An end is an id of 7 to 40 digits, or the name of a tag; nothing else of what reporters write is looked up. What was filed
 * after the as-of day is left out, and what was solved after it was open then; but a report may have been told more closely
 * since, which the tracker's file does not date.
 */
struct regressed_of {
	const struct regression *regression; /* borrowed */
	bool maybe;                          /* a range: */
	size_t held;                         /* how many such commits it holds */
	git_oid commit;                      /* no range: the commit that it names */
	const struct own_commit
	    *own; /* no range: it is in mainline, and this is why it is asked about; borrowed */
	const struct topic *topic; /* no range: the first that has it; else ->own */
	char *subject;             /* of the commit, or NULL */
};

struct regressed {
	struct regressed_of *v; /* those that name a commit first, then ranges; each in the tracker's order */
	size_t n, cap;
	size_t open; /* how many are open */
	size_t
	    unresolved; /* of these, how many name what is not here, and may name such commits for all one knows */
	size_t own; /* of how many commits it was asked: those of the topics and those in mainline */
};

struct error *regressed_find(struct regressed *out, const struct survey *survey, const struct own_work *own,
    const struct regressions *regressions);
void regressed_release(struct regressed *regressed);

#endif
