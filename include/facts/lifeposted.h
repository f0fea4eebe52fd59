/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFEPOSTED_H
#define FACTS_LIFEPOSTED_H

#include "facts/lifesubject.h"
#include "facts/survey.h"
#include "source/lore.h"

/*
 * Adds each version that was posted, the review tags given to the commit's part or to the whole series in
 * each of them, and objections that nobody answered, asked of an archive (facts/seriesfind.h); and review
 * tags that the commit's message has, and the list has not, as far as is known. survey: of this commit
 * alone. *days: from the posting that was applied to the commit; -1: that is not known.
 */
struct error *life_add_posted(struct life *life, const struct life_subject *subject,
    const struct survey *survey, struct lore *lore, long *days);

#endif
