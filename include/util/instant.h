/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_INSTANT_H
#define UTIL_INSTANT_H

#include "util/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Instants in what is written down: seconds since the epoch, as "2022-03-22T09:30:00Z", always in UTC. */

/* The last one that can be written down, in the year 9999. */
#define INSTANT_MOST INT64_C(253402300799)

/* False, and *out untouched, for anything but that form. */
bool instant_parse(int64_t *out, const char *text);
void instant_add(struct buf *out, int64_t instant);

#endif
