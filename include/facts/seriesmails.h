/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SERIESMAILS_H
#define FACTS_SERIESMAILS_H

#include "facts/answers.h"
#include "facts/series.h"

/* Which mails were about what a commit was posted as. Pure. */

/* Indices; array_release() it. */
struct mail_numbers {
	size_t *v;
	size_t n, cap;
};

/* Of the thread's mails those that answer the commit's part, or the cover letter, of the version that was applied, by
 * time; whoever wrote them. */
void series_replies(struct mail_numbers *out, const struct thread *thread, const struct series_match *match);

/*
 * Of the refusals those of that version or a newer one of its series: of the commit's part, which has its subject; or, with a
 * subject of NULL, of the series as a whole.
 */
void series_objections(struct mail_numbers *out, const struct thread *thread, const struct refusals *refusals,
    const struct series_match *match, const char *subject);

#endif
