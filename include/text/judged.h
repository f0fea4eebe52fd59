/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_JUDGED_H
#define TEXT_JUDGED_H

#include "check/rules.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/term.h"

#include <stdio.h>

/*
 * What the rules have found, for people: topic by topic, in the order of the findings. Those of one rule that say
 * the same are told once for all of their commits, what to do is told once for a rule and topic.
 *
 *	kvm/nested-avic  17 commits: 1 error, 2 warnings, 15 remarks
 *
 *	  error    sob-committer  c0ffee15dead ("KVM: SVM: allow AVIC to co-exist with nesting")
 *	                          is missing a Signed-off-by from its committer
 *	                          Whoever applies a patch signs it off: ...
 *
 * Findings below the level `least` are only counted; a topic that has no others is not told.
 */
void judged_add_text(struct buf *out, const struct term *term, const struct pull *pull,
    const struct findings *findings, enum finding_level least);

/* "3 errors, 2 warnings and 40 remarks in 69 commits of 6 topics; 2 waived", and how to see what was not told; with a LF. */
void judged_add_summary(
    struct buf *out, const struct pull *pull, const struct findings *findings, enum finding_level least);

/* As records, in the same order: level, rule, commit, topic, waived, message. */
extern const char *const judged_columns[];
struct error *judged_records(FILE *out, const char *format, const struct findings *findings);

/* The table of rules with the levels in force: "tsv" or "json", and text for people. */
extern const char *const rules_columns[];
struct error *rules_records(FILE *out, const char *format, const struct rule_settings *settings);
void rules_add_text(struct buf *out, const struct term *term, const struct rule_settings *settings);

#endif
