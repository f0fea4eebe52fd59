/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SHIFT_H
#define FACTS_SHIFT_H

#include "facts/touched.h"
#include "source/tree.h"

/*
 * Files that mainline has moved between the starts of two tips.
 *
 * One that touches what mainline has removed since, or has moved the directory of, and another that touches
 * what is new since the first one's start, may both mean the same file: git follows renames. Tells each such
 * pair of the n tips: the first one has the older name.
 */
struct error *shift_find(const struct touched *touched, struct project *project, struct tree_reader *reader,
    size_t n, void (*tell)(void *context, size_t one, size_t other), void *context);

#endif
