/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMJSON_H
#define TEXT_POSTMORTEMJSON_H

#include "facts/postmortem.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Post-mortems for programs: an array with an object for each release; the fields are in the man page. Without
 * any Fixes: in a release, what is counted of them is null: there is no data. Pure: facts in, text out.
 * risks: with what commits are compared by (text/risksjson.h), which wants what facts/pastrisk.h wants.
 */
struct error *postmortem_json(FILE *out, const struct postmortems *postmortems, bool risks);

#endif
