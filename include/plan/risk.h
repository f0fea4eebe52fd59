/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_RISK_H
#define PLAN_RISK_H

#include "plan/split.h"

/*
 * Risky, by the design: at least riskyLines lines changed in existing files of class code, or such files in
 * at least riskyAreas areas, or any of them under a shared path. New files are no risk: nothing that worked
 * can break by them. A risk that could not be measured (an object is missing) counts as one.
 *
 * What made it so is added to `why`, one phrase each ("1,412 lines of existing code change"); nothing is
 * added for a topic that is not.
 */
bool risk_judge(const struct risk *risk, const struct split_rules *rules, struct strings *why);

#endif
