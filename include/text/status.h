/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_STATUS_H
#define TEXT_STATUS_H

#include "check/finding.h"
#include "facts/gated.h"
#include "plan/split.h"
#include "util/term.h"

/*
 * The state of things: where the cycle is, what mainline, linux-next and base are, one line per topic, and
 * below them why each is in its batch. Structs in, text out.
 */
struct status {
	const struct survey *survey;
	const struct split_rules *rules;
	const struct verdict *verdicts; /* one per topic of the survey */
	const size_t *topics;           /* which topics to show, and in which order */
	size_t n;
	const char *base;                /* what they stand on, or NULL */
	bool sentences;                  /* all that was weighed, not only the reason */
	const struct topic_gates *gates; /* one per topic of the survey; NULL: none are configured */
	const struct findings *findings; /* in these topics; NULL: not known */
	const char *check;               /* the command that tells them in full */
};

/* What to say where there are no topics. */
void status_add_none(struct buf *out, const struct term *term, const struct project *project);

void status_add(struct buf *out, const struct term *term, const struct status *status);

#endif
