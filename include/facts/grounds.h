/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_GROUNDS_H
#define FACTS_GROUNDS_H

#include "facts/handmade.h"
#include "facts/survey.h"

/*
 * What each topic stands on, and which of its merges were made by hand.
 */
struct ground {
	bool known; /* the topic hangs together and stands on mainline: a range's commits need not */
	struct strings bases;      /* its best merge bases with mainline, 12 digits each */
	char *release;             /* the tag of the only one, if that is a release or -rc; or NULL */
	bool releases_known;       /* whether it is one can be told: the cycle goes back that far */
	struct handmades handmade; /* among its own merges; empty where that was not asked for */
};

/* *out: one for each of survey->topics. handmade: look at the merges, too. */
struct error *grounds_find(struct ground **out, const struct survey *survey, bool handmade);
void grounds_free(struct ground *grounds, size_t n);

#endif
