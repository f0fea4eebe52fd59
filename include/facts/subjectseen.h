/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SUBJECTSEEN_H
#define FACTS_SUBJECTSEEN_H

#include "facts/survey.h"

/*
 * Which subjects commits have, wherever a patch may have gone: local and remote branches, mainline, the newest daily tree
 * and the topics' tips, as far back as `since` (committer date, seconds since the epoch). Upper and lower case and white
 * space aside. A patch that was reworded on the way is not recognised.
 *
 * seen: one for each of the subjects. Without subjects nothing is read.
 */
struct error *subjects_seen(
    bool *seen, const struct survey *survey, const struct strings *subjects, int64_t since);

#endif
