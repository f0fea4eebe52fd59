/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_RATIO_H
#define TEXT_RATIO_H

#include "facts/survey.h"
#include "util/term.h"

#include <stdio.h>

/*
 * How much of commits, topics and batches is tests and documentation; and, apart from that, which tests they have
 * elsewhere (facts/elsewhere.h): "61% + 2 tests in kvm-unit-tests". Shares are of the lines added, which is
 * the headline, and beside them of the lines changed (added and removed). A share of something that is not
 * nothing is never 0%: "<1%".
 * "-" where there are no lines at all, "?" where an object is missing.
 */

/* For people, one topic or range: its classes, its tests elsewhere, then its commits. */
void ratio_text_topic(
    struct buf *out, const struct term *term, const struct survey *survey, const struct topic *topic);

/* For people, one line each: topics, batches, sums. */
struct ratio_row {
	const char *name;
	size_t commits;
	const struct ratio *ratio;
	bool sum;                          /* over what stands above it */
	const struct elsewhere *elsewhere; /* told below all rows; NULL: it is not told */
};
void ratio_text_rows(struct buf *out, const struct term *term, const struct ratio_row *rows, size_t n);

/*
 * For programs, one commit: the id, then TAB and "class=ADDED/REMOVED" for each class with lines, in
 * alphabetical order, or TAB and "unknown" where an object is missing; then TAB and "elsewhere=NAME:COUNT", with
 * blanks between several, if it has tests there. elsewhere may be NULL.
 */
void ratio_text_record(
    struct buf *out, const git_oid *commit, const struct ratio *ratio, const struct elsewhere *elsewhere);

/* Such lines for the commits of all topics in turn, merges left out. */
void ratio_text_tsv(struct buf *out, const struct survey *survey);

/* The same commits as a JSON array of objects, with subject, topic and the number of files; and, where
 * pullprep.testRepo is set, "elsewhere". */
struct error *ratio_text_json(FILE *out, const struct survey *survey);

#endif
