/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SOAKEARLY_H
#define FACTS_SOAKEARLY_H

#include "facts/survey.h"

/*
 * Which commits were in linux-next in time, where nothing else is asked. The newest daily tree of that day knows
 * nearly all of them: first as what it merged, then as what it holds, then under another id with the same author
 * and subject and the same patch. Each step is asked of those alone that the one before did not know.
 *
 * *early: one for each of the survey's commits, the caller frees: it was sighted that day or before, as facts/soak.h
 * has it, or mainline has it. Of the others, and of merges, nothing is known. wanted: which to ask about, by index.
 */
struct error *soak_early(bool **early, const struct survey *survey, const bool *wanted, day_t day);

#endif
