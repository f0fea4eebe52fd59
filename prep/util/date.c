/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const weekday_name[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const month_name[] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

/* Years are counted from March, so that the leap day is a year's last: days before month m are (153 m + 2)
 * / 5. */
static int64_t civil_to_day(int64_t year, int month, int date)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400), year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

void day_split(day_t day, int *year, int *month, int *date)
{
	int64_t z = (int64_t)day + 719468, era = floor_div(z, 146097), of_era = z - era * 146097;
	int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*date = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

day_t day_make(int year, int month, int date)
{
	day_t day;
	int y, m, d;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || date < 1 || date > 31)
		return DAY_NONE;
	day = (day_t)civil_to_day(year, month, date);
	day_split(day, &y, &m, &d);
	return y == year && m == month && d == date ? day : DAY_NONE;
}

day_t day_of_time(int64_t seconds)
{
	int64_t day = floor_div(seconds, 86400);

	/* Commits may claim any time; DAY_NONE is no time. */
	if (day > INT32_MAX)
		return INT32_MAX;
	return day <= DAY_NONE ? DAY_NONE + 1 : (day_t)day;
}

int64_t day_start(day_t day)
{
	return (int64_t)day * 86400;
}

day_t day_today(void)
{
	return day_of_time((int64_t)time(NULL));
}

int day_weekday(day_t day)
{
	return (int)((((int64_t)day + 3) % 7 + 7) % 7);
}

day_t day_parse(const char *text)
{
	int y, m, d, used = 0;
	size_t digits = strspn(text, "0123456789");

	if (digits == 8 && sscanf(text, "%4d%2d%2d%n", &y, &m, &d, &used) == 3 && !text[used])
		return day_make(y, m, d);
	if (digits == 4 && strlen(text) == 10 && text[4] == '-' && text[7] == '-' &&
	    strspn(text + 5, "0123456789") == 2 && strspn(text + 8, "0123456789") == 2 &&
	    sscanf(text, "%4d-%2d-%2d", &y, &m, &d) == 3)
		return day_make(y, m, d);
	return DAY_NONE;
}

/* Weekdays from Monday 1969-12-29 (day -3) up to and with the day. */
static int64_t weekdays_until(day_t day)
{
	int64_t days = (int64_t)day + 4, weeks = floor_div(days, 7), rest = days - weeks * 7;

	return weeks * 5 + (rest > 5 ? 5 : rest);
}

int day_weekdays(day_t from, day_t to)
{
	return to < from || from == DAY_NONE ? 0 : (int)(weekdays_until(to) - weekdays_until(from - 1));
}

void day_add_iso(struct buf *out, day_t day)
{
	int y, m, d;

	if (day == DAY_NONE) {
		buf_addch(out, '-');
		return;
	}
	day_split(day, &y, &m, &d);
	buf_addf(out, "%04d-%02d-%02d", y, m, d);
}

void day_add_short(struct buf *out, day_t day)
{
	int y, m, d;

	if (day == DAY_NONE) {
		buf_addch(out, '-');
		return;
	}
	day_split(day, &y, &m, &d);
	buf_addf(out, "%s %d %s", weekday_name[day_weekday(day)], d, month_name[m - 1]);
}

void day_add_long(struct buf *out, day_t day)
{
	int y, m, d;

	day_add_short(out, day);
	if (day == DAY_NONE)
		return;
	day_split(day, &y, &m, &d);
	buf_addf(out, " %d", y);
}
