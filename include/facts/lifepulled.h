/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFEPULLED_H
#define FACTS_LIFEPULLED_H

#include "facts/lifesubject.h"

/*
 * Adds how the commit came to be where it is: who committed it and on which branch, the merges that brought
 * it to mainline, and the first releases that have it. The branch is what the first merge called it
 * (facts/mergename.h); of what mainline lacks, the refs that have it, which may be daily trees alone, or
 * nothing at all.
 *
 * days: on the list before it was committed; -1: that is not known.
 */
struct error *life_add_pulled(struct life *life, struct life_subject *subject, long days);

#endif
