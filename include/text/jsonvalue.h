/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_JSONVALUE_H
#define TEXT_JSONVALUE_H

#include "util/date.h"

#include <git2/oid.h>
#include <jansson.h>
#include <stddef.h>

/* Values of JSON, the caller's. What is not known is null: a text that is NULL, DAY_NONE, NAN. JSON has only valid
 * UTF-8, so other bytes of a text become U+FFFD. */
json_t *json_of_number(size_t number);
json_t *json_of_real(double number);
json_t *json_of_text(const char *text);
json_t *json_of_day(day_t day); /* "2026-07-06" */
json_t *json_of_oid(const git_oid *oid);

#endif
