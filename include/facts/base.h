/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_BASE_H
#define FACTS_BASE_H

#include "facts/survey.h"

/*
 * What the topics stand on: pullprep.base as it is configured; else the newest release or -rc that mainline
 * and all topics contain (those aside that contain none of the last two dozen, while others do: what is
 * merged from another project's history stands on nothing here); else the id (12 digits) of the newest commit
 * that they have in common. *base is owned by the caller; NULL if there are no topics with commits, or
 * nothing is common to them. An error only if pullprep.base names no commit, or git fails.
 */
struct error *base_find(char **base, const struct survey *survey);

#endif
