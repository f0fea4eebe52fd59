/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_BUMPS_H
#define TEXT_BUMPS_H

#include "plan/bumped.h"
#include "util/term.h"

#include <stdio.h>

/* The records of bumped topics, for people and for programs. */

void bumps_add_text(struct buf *out, const struct term *term, const struct bumps *bumps);

/* format "tsv" or "json" */
extern const char *const bumps_columns[];
struct error *bumps_records(FILE *out, const char *format, const struct bumps *bumps);

#endif
