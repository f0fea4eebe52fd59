/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_START_H
#define FACTS_START_H

#include "facts/survey.h"

/*
 * The final difference of a topic, from what it would be without its own commits.
 *
 * That is the one commit below them all, be it mainline's or the tip of a topic that this one contains. Where
 * there are several, of which none contains the others (a topic on two others, or on one other and with
 * mainline merged in later), it is their merge as git makes it. A topic that stands on nothing starts from
 * the empty tree.
 *
 * *found is false, and nothing is added to `files`, if those commits do not merge without conflicts, or if
 * they are a range's, whose commits need not hang together.
 */
struct error *start_difference(
    const struct survey *survey, const struct topic *topic, struct changed_files *files, bool *found);

#endif
