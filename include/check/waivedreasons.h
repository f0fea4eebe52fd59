/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CHECK_WAIVEDREASONS_H
#define CHECK_WAIVEDREASONS_H

#include "check/finding.h"
#include "facts/survey.h"

/*
 * The reasons of waivers that upstream is to be told: those of findings about soak and lateness
 * (RULE_ABOUT_TIME of check/rules.h). A waiver of what is not found says nothing. Whoever waives seventeen
 * commits under two rules with the same words has one reason: reasons are gathered by their words, and know
 * the places that they are for.
 */
struct waived_place {
	size_t topic;                   /* its number in the survey */
	ARRAY(const git_oid *) commits; /* of it, each once */
	size_t merges;                  /* how many of these are merges */
	bool whole;                     /* the others are all that it has */
};

struct waived_reason {
	const char *words;                 /* as they were recorded */
	ARRAY(struct waived_place) places; /* in the order of the topics */
	struct strings
	    states; /* what is true of each of its commits, as the findings say it: "was rebased"; may be none */
};

struct waived_reasons {
	struct waived_reason *v;
	size_t n, cap;
};

/* Of the findings in those topics of the survey; borrows from both. Topic by topic, and as the findings come. */
void waived_reasons_find(struct waived_reasons *out, const struct findings *findings,
    const struct survey *survey, const size_t *topics, size_t n);
void waived_reasons_release(struct waived_reasons *reasons);

/* The place in that topic, or NULL. */
const struct waived_place *waived_reason_place(const struct waived_reason *reason, size_t topic);

/* Do two people's words say the same? Case, blanks and a full stop make no difference. NULL says nothing. */
bool reasons_alike(const char *a, const char *b);

/*
 * Does the text give that reason already? Blanks, line breaks and case make no difference. The words must
 * stand by themselves; fewer than three of them may be part of any sentence, and count only where they follow
 * a colon or "because".
 */
bool reason_is_given(const char *text, const char *words);

#endif
