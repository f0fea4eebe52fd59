/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_LETTERS_H
#define CMD_LETTERS_H

#include "cmd/asking.h"
#include "facts/survey.h"

/*
 * For commands that write about topics: asks for the cover letters of those that nobody has described (facts/coverfind.h),
 * if an archive is configured (lore_is_configured()). Whatever keeps it from them is told on standard error, and all else
 * goes on without.
 */
void letters_ask(
    struct survey *survey, const size_t *topics, size_t topic_count, const struct asking *asking);

/* Tells on standard error whose words a message has that no editor shows: texts as lettered_words() makes them. */
void letters_tell(const struct strings *texts);

#endif
