/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_COVERFIND_H
#define FACTS_COVERFIND_H

#include "facts/survey.h"
#include "source/lore.h"

/*
 * The cover letters of topics that nobody has described: neither their branch nor a merge of it says what they are. Sets
 * topic->letters of those. Of each series that their commits were posted in it is the letter of the newest version that one
 * of them was applied from; a version without one gives none, and so does one that nobody filled in.
 *
 * What cannot be asked (facts/seriesfind.h) is no error: *unknown tells of how many topics it is not known whether there are
 * others, and *why (owned by the caller, NULL if there are none) why.
 */
struct error *cover_letters_find(struct survey *survey, const size_t *topics, size_t topic_count,
    struct lore *lore, size_t *unknown, char **why);

#endif
