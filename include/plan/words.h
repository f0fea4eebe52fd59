/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_WORDS_H
#define PLAN_WORDS_H

#include "util/array.h"
#include "util/buf.h"
#include "util/date.h"

/* How figures are said in reasons: the same everywhere, so that a plan line, the status and a mail agree. */

void words_number(struct buf *out, long number);                   /* 1,412 */
void words_count(struct buf *out, long number, const char *thing); /* "1 release", "1,412 lines" */
void words_part(
    struct buf *out, long part, long all, const char *thing); /* "5 of 14 commits"; "14 commits" for all */
void words_list(struct buf *out, const struct strings *list); /* "a, b and c"; past four: "and 3 more" */
void words_join(struct buf *out, const struct strings *list, const char *separator);
void words_day(struct buf *out, day_t day); /* "Sun 20 Mar"; "an unknown day" for DAY_NONE */

#endif
