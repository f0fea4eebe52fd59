/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_PLAN_H
#define TEXT_PLAN_H

#include "facts/gated.h"
#include "plan/split.h"
#include "util/term.h"

#include <stdio.h>

/* The plan for people and for programs. */

/* The paint of a batch's name. */
enum paint plan_paint(enum batch batch);

/*
 * Adds the plan's text (planfile_write()) with control characters masked, painted where the terminal takes
 * it. wrap: what would pass the right edge goes on in comment lines below, so that what is seen on the
 * terminal is a plan still.
 */
void plan_add_text(struct buf *out, const struct term *term, const char *text, bool wrap);

/* The verdicts as records, in the plan's order; format "tsv" or "json". gates: one per topic; NULL: none are
 * configured, and there is no such column unless another one follows it. */
extern const char *const plan_columns[];
struct error *plan_records(FILE *out, const char *format, const struct survey *survey,
    const struct split_rules *rules, const struct verdict *verdicts, const size_t *order,
    const struct topic_gates *gates);

#endif
