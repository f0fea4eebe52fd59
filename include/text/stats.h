/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_STATS_H
#define TEXT_STATS_H

#include "facts/stats.h"
#include "facts/survey.h"
#include "util/term.h"

#include <stdio.h>

/*
 * The statistics in the layout of linux-next's mails: lines of at most 72 columns, totals that end in column
 * 56, lists whose numbers end in column 7. Without the letter around it (greeting, graph, remarks on single
 * trees). Below it the range's histogram of days, which the mails lack. Pure: facts in, text out.
 */

/* survey: of the same range, with its soak. */
void stats_add_text(
    struct buf *out, const struct term *term, const struct stats *stats, const struct survey *survey);

/*
 * The same as records, format "tsv" or "json", each with the daily tree's name, a list, a name in it and a
 * count. Lists: total; extra-word, extra-author, extra-committer, left-word, left-author, left-committer (the
 * ten that are most, in order); days (each number of days that there is; never, changed and unknown where
 * there are such commits).
 */
struct error *stats_records(
    FILE *out, const char *format, const struct stats *stats, const struct survey *survey);
extern const char *const stats_columns[];

#endif
