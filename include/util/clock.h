/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_CLOCK_H
#define UTIL_CLOCK_H

#include <stdint.h>

/* Milliseconds of a clock that nobody sets: for spans and deadlines, never for dates. */
int64_t clock_ms(void);

#endif
