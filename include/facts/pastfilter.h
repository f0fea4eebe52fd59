/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTFILTER_H
#define FACTS_PASTFILTER_H

#include "facts/postmortemfind.h"

/*
 * Says which commits of the window and of the -rcs count, and how many each pull brought: all but those that
 * paths, tree or author leave out (facts/postmortemfind.h). A commit made directly has no tree.
 */
struct error *pastfilter_apply(
    struct postmortems *postmortems, struct repo *repo, const struct postmortem_ask *ask);

#endif
