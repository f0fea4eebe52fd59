/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_STATUSRECORDS_H
#define TEXT_STATUSRECORDS_H

#include "text/status.h"

#include <stdio.h>

/* The state of things as records, one per topic; format "tsv" or "json". */
extern const char *const status_columns[];
struct error *status_records(FILE *out, const char *format, const struct status *status);

#endif
