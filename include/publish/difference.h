/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_DIFFERENCE_H
#define PUBLISH_DIFFERENCE_H

#include "facts/moves.h"
#include "facts/project.h"
#include "facts/ratio.h"
#include "facts/shrinks.h"

/*
 * What whoever pulls `tip` will see change: the difference from the one merge base to the tip; where there
 * are several, as after back-merges, that of a test merge, made aside (source/aside.h). It is pulled into
 * mainline if that holds `base`, else into `base`, which will be in mainline by then (the first batch, for
 * the second).
 */
struct difference {
	bool known; /* false: there is no base, or the test merge has conflicts; nothing below is filled then
		     */
	struct ratio ratio;
	struct moves moves;
	struct shrinks shrinks;
};

/* ERROR_MISSING, or ERROR_FAILED with git's words, if an object is missing. After an error nothing is left to
 * release. */
struct error *difference_find(
    struct difference *out, const struct project *project, const git_oid *base, const git_oid *tip);
void difference_release(struct difference *difference);

#endif
