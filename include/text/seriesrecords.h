/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_SERIESRECORDS_H
#define TEXT_SERIESRECORDS_H

#include "text/series.h"

#include <stdio.h>

/*
 * What was posted as records, one per commit that is no merge, topic by topic, the oldest first. JSON has more than fits into
 * columns: the letter's text, versions, replies, tags and objections, and what etiquette asks.
 */
struct error *series_records(FILE *out, const char *format, const struct series_view *view);

#endif
