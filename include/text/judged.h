/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_JUDGED_H
#define TEXT_JUDGED_H

#include "check/rules.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/term.h"

#include <stdio.h>

/*
 * What the rules have found, for people: topic by topic, worst first. Findings of one rule that say the same
 * are told once for all of their commits, what to do is told once for a rule and topic.
 *
 *	kvm/nested-avic  17 commits: 1 error, 2 warnings
 *
 *	  error    sob-committer  c0ffee15dead ("KVM: SVM: allow AVIC to co-exist with nesting")
 *	                          is missing a Signed-off-by from its committer
 *	                          Whoever applies a patch signs it off: ...
 *
 * What is found on a received request, on the tag and on the tree in linux-next comes first. Topics that nothing was found in are not
 * told.
 */
void judged_add_text(
    struct buf *out, const struct term *term, const struct pull *pull, const struct findings *findings);

/* "3 errors and 2 warnings in 69 commits of 6 topics; 2 waived", with a LF. */
void judged_add_summary(struct buf *out, const struct pull *pull, const struct findings *findings);

/* As records, in the same order: level, rule, commit, topic, waived, message. */
extern const char *const judged_columns[];
struct error *judged_records(FILE *out, const char *format, const struct findings *findings);

/* The table of rules with the levels in force: "tsv" or "json", and text for people. */
extern const char *const rules_columns[];
struct error *rules_records(FILE *out, const char *format, const struct rule_settings *settings);
void rules_add_text(struct buf *out, const struct term *term, const struct rule_settings *settings);

#endif
