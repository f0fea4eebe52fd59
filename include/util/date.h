/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_DATE_H
#define UTIL_DATE_H

#include "util/buf.h"

#include <stdint.h>

/*
 * Civil dates: a day is a number, days since 1970-01-01 in the proleptic Gregorian calendar. No clock, no
 * zone: an instant becomes a day by its UTC date. DAY_NONE is "no such day".
 */
typedef int32_t day_t;
#define DAY_NONE INT32_MIN

day_t day_make(int year, int month, int day); /* DAY_NONE if there is no such date */
void day_split(day_t day, int *year, int *month, int *date);
day_t day_of_time(int64_t seconds); /* seconds since the epoch, UTC */
int64_t day_start(day_t day);       /* its first second */
day_t day_today(void);              /* by the system clock, UTC */
int day_weekday(day_t day);         /* 0 Monday .. 6 Sunday */

/* "2026-07-06" or "20260706"; DAY_NONE for anything else. */
day_t day_parse(const char *text);

/* How many Mondays to Fridays lie in [from, to]; 0 if to < from. */
int day_weekdays(day_t from, day_t to);

/* Each of these writes "-" for DAY_NONE. */
void day_add_iso(struct buf *out, day_t day);   /* 2026-07-06 */
void day_add_short(struct buf *out, day_t day); /* Mon 6 Jul */
void day_add_long(struct buf *out, day_t day);  /* Mon 6 Jul 2026 */

#endif
