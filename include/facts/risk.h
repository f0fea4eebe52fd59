/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_RISK_H
#define FACTS_RISK_H

#include "facts/survey.h"

/*
 * What the final difference of a topic does to files that were there before: ->final and ->risk.
 *
 * The difference is taken from where the topic's own commits start: the one commit below them all, be it
 * mainline's or the tip of a topic that this one contains; where mainline was merged in later, the merge base
 * that git finds. Where a topic stands on several others, no single difference is its own, and its commits'
 * differences are summed. If an object is missing, ->known is false in both.
 */
struct error *risk_measure(const struct survey *survey, struct topic *topic, const struct strings *shared);

/*
 * The paths on which everything builds: pullprep.sharedPath, else the kernel's (mm/, kernel/, lib/, init/,
 * include/linux/) where mainline is a kernel (Kbuild, MAINTAINERS, arch/ and mm/ in its root: U-Boot
 * lacks the last two), else none.
 */
struct error *risk_shared_paths(struct strings *out, struct project *project);

#endif
