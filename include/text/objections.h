/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_OBJECTIONS_H
#define TEXT_OBJECTIONS_H

#include "check/rules.h"
#include "util/buf.h"
#include "util/term.h"

/*
 * What upstream would object to, told in passing: errors and warnings that nobody waived. Remarks are left to
 * `pullprep check`.
 */

/* "4 errors, 6 warnings"; nothing where there are none. */
void objections_add_counts(struct buf *out, const struct findings *findings);
/* Of that topic alone. */
size_t objections_of(const struct findings *findings, enum finding_level level, const char *topic);

/*
 * The errors in full, as `check` tells them (text/judged.h), tag by tag and topic by topic, without its
 * summary. Nothing where there are none.
 */
void objections_add_errors(
    struct buf *out, const struct term *term, const struct pull *pull, const struct findings *findings);

#endif
