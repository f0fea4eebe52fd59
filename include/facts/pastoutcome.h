/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTOUTCOME_H
#define FACTS_PASTOUTCOME_H

#include "facts/postmortem.h"

/*
 * What comparisons of a window's commits ask about, and what makes commits alike. Pure.
 *
 * The horizon is the release, by what it has and never by date: all that it compares was watched until the
 * same end, and needs no follow-up. What a commit's own pull mended is left out, but where it is said. What
 * names a merge, and an id that was only recovered by its subject, is no commit's outcome.
 */
enum past_outcome {
	OUTCOME_NAMED,  /* by Fixes:, or reverted for good */
	OUTCOME_NET,    /* reverted, and by the release not applied again */
	OUTCOME_RAW,    /* reverted, whatever came of that */
	OUTCOME_WITHIN, /* the same, also by the own pull */
	OUTCOME_COUNT
};
extern const char *const outcome_name[OUTCOME_COUNT];  /* "named", "reverted-net", ... */
extern const char *const outcome_words[OUTCOME_COUNT]; /* "named or reverted", ... */

/* Where nobody writes Fixes: there is no data on OUTCOME_NAMED; reverts can be told anywhere. */
bool outcome_is_known(const struct postmortem *postmortem, enum past_outcome outcome);

/* Did it come to that? One for each of the postmortem->own commits; the caller frees. */
bool *past_outcomes_find(const struct postmortem *postmortem, enum past_outcome outcome);

/* Sizes, by lines added and removed in all files. */
enum { SIZE_CLASSES = 6, SIZE_UNKNOWN = SIZE_CLASSES };
extern const char *const size_class_words[SIZE_CLASSES]; /* "under 10 lines", "10 to 49", ... */

/* SIZE_UNKNOWN: nobody looked (postmortem_sizes()), or an object is missing. */
size_t past_size_class(const struct past_commit *commit);

#endif
