/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_PLANCHECK_H
#define PLAN_PLANCHECK_H

#include "plan/planfile.h"

/* Does a plan fit the topics that are there? Pure. */

/*
 * Refuses, with the line number: an unknown topic, a tip that moved, two lines for one topic, an ancestry
 * that is broken: a topic in an earlier batch than one it contains, or listed before it within the same batch
 * (unless the two contain each other). NULL if the plan fits.
 */
struct error *planfile_check(const struct planfile *plan, const struct topic *topics, size_t n);

/* Does this one line fit, ancestry apart? The error is planfile_check()'s. */
struct error *planfile_check_line(const struct plan_line *line, const struct topic *topics, size_t n);

/* Do the lines go together, all of which fit? The error is planfile_check()'s. */
struct error *planfile_check_ancestry(const struct planfile *plan, const struct topic *topics, size_t n);

/* What the line's topic is called now: the topic with its tip, if none has its name, and that one has no line
 * of its own. Else NULL. */
const struct topic *planfile_renamed(
    const struct planfile *plan, const struct plan_line *line, const struct topic *topics, size_t n);

#endif
