/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_VERSION_H
#define FACTS_VERSION_H

#include "util/array.h"

#include <stdbool.h>

/* Version numbers as release tags carry them: "6.9", "2.6.38", "2026.07", "2.55.0". */

/* By their numbers, component by component; a shorter one comes before the longer one that it begins. */
int version_compare(const char *a, const char *b);

/* Is `version` a later touch-up of `release`: "6.9.1" of "6.9", "2023.07.02" of "2023.07", "2.50.1" of
 * "2.50.0"? */
bool version_touches_up(const char *version, const char *release);

/*
 * The version after the last of `past` (versions of releases, oldest first), by the steps that were made
 * before: the component that usually grew grows by one and the later ones become 0. Years with a month
 * (2026.07) move on by the usual number of months, 3 without a past. A kernel (two components, at least 3.0)
 * that has reached x.19 goes to (x+1).0, unless x has gone beyond 19 already. NULL if there is nothing to go
 * by. The caller frees.
 */
char *version_after(const struct strings *past);

#endif
