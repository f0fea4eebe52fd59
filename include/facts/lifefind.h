/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFEFIND_H
#define FACTS_LIFEFIND_H

#include "facts/lifesubject.h"
#include "source/lore.h"

/*
 * All that repository and archive know of one commit's life, but for the plan: posted, reviewed, applied,
 * tested, waived, in daily trees, pulled, released, fixed and reverted; and what it mends itself. In order
 * (life_sort()). After an error nothing is left to release.
 */
struct error *life_find(struct life *out, struct life_subject *subject, struct lore *lore);

#endif
