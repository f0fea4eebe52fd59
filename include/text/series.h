/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_SERIES_H
#define TEXT_SERIES_H

#include "facts/seriesfind.h"
#include "util/buf.h"
#include "util/term.h"

#include <stdbool.h>

/* What was posted of some topics. All borrowed. */
struct series_view {
	const struct survey *survey;
	const struct series_facts *facts;
	const size_t *topics;
	size_t topic_count;
	const char *url; /* of the archive, without a slash at its end */
	bool letters;    /* for people: with the text of the cover letters */
};

/*
 * For people: topic by topic, series by series, the oldest commit first.
 *
 *	kvm/nested-avic  4 commits: 1 series, 1 never posted
 *
 *	  [PATCH v3 0/3] KVM: SVM: nested AVIC
 *	  Ann Example <ann@example.org>, Mon 7 Mar 2022; also v1 Tue 1 Feb 2022, v2 Thu 17 Feb 2022
 *	  https://lore.kernel.org/all/20220307150000.4711-1-ann@example.org/
 *
 *	    1/3  c0ffee15dead  12 days on the list, 3 answers
 *	         not taken over: Reviewed-by: Bob Example <bob@example.org>
 *
 *	  never posted
 *	         77aa10be4d21 ("KVM: SVM: fix tsc scaling cache logic")
 */
void series_add_text(struct buf *out, const struct term *term, const struct series_view *view);

#endif
