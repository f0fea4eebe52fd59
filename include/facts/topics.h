/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TOPICS_H
#define FACTS_TOPICS_H

#include "facts/survey.h"

/*
 * From branches to topics: one walk finds what mainline lacks of all of them, the rest is bits.
 *
 * A topic's own commits are those of mainline..tip without those of the topics that it contains. Without
 * configuration, a branch that only holds others is an integration branch and no topic, see
 * facts/integration.h (a stack of topics, each on the one before, is topics); what it holds may be too old to
 * be a topic, which it is if it was asked for by name. A branch that was asked for and is no topic by the
 * other rules has all of mainline..tip, and contains nothing.
 */
struct error *topics_find(struct survey *out, struct project *project, const struct strings *only);

#endif
