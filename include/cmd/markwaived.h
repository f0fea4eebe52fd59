/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_MARKWAIVED_H
#define CMD_MARKWAIVED_H

#include "check/finding.h"
#include "facts/survey.h"

/*
 * Marks the findings that a waiver recorded until the as-of day says are fine, with its reason. A finding on a
 * commit is waived on that commit, or on one with the same patch id; one on a topic as a whole on its tip.
 */
struct error *waived_mark(struct findings *findings, const struct survey *survey);

#endif
