/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMLATE_H
#define TEXT_POSTMORTEMLATE_H

#include "facts/pastacross.h"
#include "util/term.h"

/*
 * Was it the late stuff? Late commits against early ones, by batch and by week, with what was compared, where and until
 * when in words below: of one release, or of several together. Reverts are told apart, for they are there without any
 * Fixes: too. Pure.
 */
void postmortem_add_late(
    struct buf *out, const struct term *term, const struct postmortem *postmortems, size_t n);

/* The same release by release, and whether the share of fixes that mend their own window rises or falls. */
void postmortem_add_across(
    struct buf *out, const struct term *term, const struct postmortem *postmortems, size_t n);

/* "1.60 [1.07, 2.40]"; false, and nothing is added, where it is not known. */
bool postmortem_add_risk(struct buf *out, const struct relative_risk *risk);
void postmortem_add_risk_interval(struct buf *out, const struct interval *interval);

/* Why it is not known. */
const char *postmortem_risk_unknown(const struct arms *arms);

/* In words, not broken: what is compared, where and until when; pulls: what the interval by week is drawn of. And
 * whether the share of fixes that mend their own window rises or falls. */
void postmortem_add_late_words(struct buf *out, const struct postmortem *postmortems, size_t n, size_t pulls);
void postmortem_add_trend(struct buf *out, const struct past_across *across);

void postmortem_add_p(struct buf *out, double p); /* "p = 0.013" */

#endif
