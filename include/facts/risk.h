/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_RISK_H
#define FACTS_RISK_H

#include "facts/survey.h"

/*
 * What the final differences of the topics do to files that were there before: ->final and ->risk of each.
 *
 * Where that difference starts, see facts/start.h. Where it cannot be told (its commits do not hang together,
 * or what it stands on does not merge), its commits' differences are summed: ->risk.summed. If an object is
 * missing, ->known is false in both.
 */
struct error *risk_measure(struct survey *survey, const struct strings *shared);

/*
 * The paths on which everything builds: pullprep.sharedPath, else the kernel's (mm/, kernel/, lib/, init/,
 * include/linux/) where mainline is a kernel (Kbuild, MAINTAINERS, arch/ and mm/ in its root: U-Boot
 * lacks the last two), else none.
 */
struct error *risk_shared_paths(struct strings *out, struct project *project);

#endif
