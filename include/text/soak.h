/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_SOAK_H
#define TEXT_SOAK_H

#include "facts/survey.h"
#include "util/term.h"

#include <stdio.h>

/*
 * How long commits have been in linux-next, for people: a histogram by releases and one by days (`never`
 * apart from 0 days, `changed` apart from both), and below it the commits that need attention, the worst
 * first. Pure: facts in, text out.
 */

/* What holds for all of it: no trees for days, few trees, a stale mainline, trees left out, missing objects.
 * Nothing if all is well. */
void soak_add_notes(
    struct buf *out, const struct term *term, const struct next_trees *next, const struct soak_notes *notes);

/* The same on standard error, for output that is for programs, or is a plan, a message or a mail. */
void soak_warn(const struct next_trees *next, const struct soak_notes *notes);

/* One topic (or range). min_releases: fewer sightings need attention. */
void soak_add_topic(struct buf *out, const struct term *term, const struct survey *survey,
    const struct topic *topic, long min_releases);

/* The histogram by days alone. */
void soak_add_days(
    struct buf *out, const struct term *term, const struct survey *survey, const struct topic *topic);

/* The commits of the topics in turn as records; format "tsv" or "json". */
struct error *soak_records(FILE *out, const char *format, const struct survey *survey);
extern const char *const soak_columns[];

#endif
