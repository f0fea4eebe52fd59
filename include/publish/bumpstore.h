/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_BUMPSTORE_H
#define PUBLISH_BUMPSTORE_H

#include "facts/project.h"
#include "plan/bumped.h"

/* The records of bumped topics, in $GIT_COMMON_DIR/pullprep/bumped, shared by all worktrees. */

/* None, if there is no file. Marks those whose tip mainline has by now, and those whose tip is here. Errors
 * name file and line. */
struct error *bumpstore_load(struct bumps *out, const struct project *project);

/* There wholly or not at all; without records the file goes. */
struct error *bumpstore_save(const struct project *project, const struct bumps *bumps);

#endif
