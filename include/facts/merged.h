/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_MERGED_H
#define FACTS_MERGED_H

#include "facts/survey.h"

/*
 * When and by what mainline took a topic that it has wholly: the oldest commit of mainline's first-parent
 * line that reaches the topic's tip, which is the merge, or the tip itself where mainline was moved forward
 * to it. Fills in ->merged_as and ->merged_on. since: what was taken before that day is left without, and not
 * looked for; DAY_NONE looks for all.
 */
struct error *merged_find(struct project *project, struct topic **topics, size_t n, day_t since);

/*
 * Which of these topics, all of them taken since that day, were integration branches: integrates[i] is set if
 * it contains two of the others of which neither contains the other.
 */
struct error *merged_integrate(
    bool *integrates, struct project *project, struct topic *const *topics, size_t n, day_t since);

/*
 * Tells of the survey's topics without commits, which mainline has, when it took them. Unless they were asked
 * for (`all` is false then), those go that it took in former cycles, or not at all; and without configuration
 * also those that are only a commit of mainline's first-parent line, and former integration branches.
 */
struct error *merged_settle(struct survey *survey, bool all, bool configured);

#endif
