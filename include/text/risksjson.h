/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_RISKSJSON_H
#define TEXT_RISKSJSON_H

#include "facts/postmortem.h"

#include <jansson.h>

/*
 * What a release's window commits are compared by, for programs: the caller owns what is returned. Where there is no data,
 * and where nothing can be said, there is null. Pure.
 */
json_t *risks_json(const struct postmortem *postmortem);       /* facts/pastrisk.h */
json_t *comparisons_json(const struct postmortem *postmortem); /* facts/pastcompare.h */

#endif
