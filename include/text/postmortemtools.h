/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMTOOLS_H
#define TEXT_POSTMORTEMTOOLS_H

#include "facts/postmortem.h"
#include "util/term.h"

#include <jansson.h>
#include <stdio.h>

/*
 * Which tool's development came with which change of code, and which tools found what was mended
 * (facts/pasttools.h). All want ->touches. Pure.
 */
void postmortem_add_tools(struct buf *out, const struct term *term, const struct postmortem *postmortem);

/* An array with an object for each tool; the fields are in the man page. */
json_t *postmortem_tools_json(const struct postmortem *postmortem);

/* A record for each pair of a tool and a commit. */
struct error *postmortem_tools_tsv(FILE *out, const struct postmortems *postmortems);
extern const char *const postmortem_tools_columns[];

#endif
