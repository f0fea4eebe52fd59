/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void expect_day(int year, int month, int date, day_t expected)
{
	int y, m, d;

	assert_int_equal(day_make(year, month, date), expected);
	day_split(expected, &y, &m, &d);
	assert_int_equal(y, year);
	assert_int_equal(m, month);
	assert_int_equal(d, date);
}

static void knows_days(void **state)
{
	(void)state;
	expect_day(1970, 1, 1, 0);
	expect_day(1969, 12, 31, -1);
	expect_day(2000, 2, 29, 11016);
	expect_day(2000, 3, 1, 11017);
	expect_day(2026, 7, 6, 20640);
	expect_day(1, 1, 1, -719162);
	expect_day(9999, 12, 31, 2932896);
}

static void walks_every_day(void **state)
{
	int y, m, d;

	(void)state;
	for (day_t day = day_make(1899, 12, 31); day < day_make(2101, 1, 2); day++) {
		day_split(day, &y, &m, &d);
		assert_int_equal(day_make(y, m, d), day);
		assert_int_equal(day_weekday(day + 1), (day_weekday(day) + 1) % 7);
	}
}

static void refuses_no_dates(void **state)
{
	(void)state;
	assert_int_equal(day_make(2025, 2, 29), DAY_NONE);
	assert_int_equal(day_make(1900, 2, 29), DAY_NONE);
	assert_int_equal(day_make(2026, 4, 31), DAY_NONE);
	assert_int_equal(day_make(2026, 13, 1), DAY_NONE);
	assert_int_equal(day_make(2026, 0, 1), DAY_NONE);
	assert_int_equal(day_make(2026, 1, 0), DAY_NONE);
	assert_int_equal(day_make(0, 1, 1), DAY_NONE);
}

static void parses(void **state)
{
	static const char *const wrong[] = {"", "2026", "2026-7-6", "2026-07-06 ", "2026-07-0x", "202607061",
	    "20260732", "2026/07/06", " 20260706", "-2026-07-06", "2026-+7-06", "today"};

	(void)state;
	assert_int_equal(day_parse("2026-07-06"), 20640);
	assert_int_equal(day_parse("20260706"), 20640);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_int_equal(day_parse(wrong[i]), DAY_NONE);
}

static void turns_instants_into_days(void **state)
{
	(void)state;
	assert_int_equal(day_of_time(0), 0);
	assert_int_equal(day_of_time(86399), 0);
	assert_int_equal(day_of_time(86400), 1);
	assert_int_equal(day_of_time(-1), -1);
	assert_int_equal(day_of_time(-86400), -1);
	assert_int_equal(day_of_time(-86401), -2);
	assert_int_equal(day_of_time(INT64_MAX), INT32_MAX);
	assert_int_equal(day_of_time(INT64_MIN), DAY_NONE + 1);
	assert_int_equal(day_start(20640), 1783296000);
}

static void knows_weekdays(void **state)
{
	day_t monday = day_make(2026, 7, 6);

	(void)state;
	assert_int_equal(day_weekday(0), 3); /* a Thursday */
	assert_int_equal(day_weekday(monday), 0);
	assert_int_equal(day_weekday(-4), 6);
	assert_int_equal(day_weekdays(monday, monday), 1);
	assert_int_equal(day_weekdays(monday, monday + 6), 5);
	assert_int_equal(day_weekdays(monday + 5, monday + 6), 0);
	assert_int_equal(day_weekdays(monday + 4, monday + 7), 2);
	assert_int_equal(day_weekdays(monday, monday - 1), 0);
	assert_int_equal(day_weekdays(monday, monday + 27), 20);
	assert_int_equal(day_weekdays(DAY_NONE, monday), 0);
}

static void counts_weekdays_as_one_by_one(void **state)
{
	(void)state;
	for (day_t from = -20; from < 20; from++) {
		int count = 0;

		for (day_t to = from; to < from + 30; to++) {
			count += day_weekday(to) < 5;
			assert_int_equal(day_weekdays(from, to), count);
		}
	}
}

static void writes(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	day_add_iso(&out, day_make(2026, 7, 6));
	buf_addch(&out, '|');
	day_add_short(&out, day_make(2026, 7, 6));
	buf_addch(&out, '|');
	day_add_long(&out, day_make(2024, 12, 31));
	buf_addch(&out, '|');
	day_add_iso(&out, DAY_NONE);
	day_add_short(&out, DAY_NONE);
	day_add_long(&out, DAY_NONE);
	assert_string_equal(out.s, "2026-07-06|Mon 6 Jul|Tue 31 Dec 2024|---");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_days),
	    cmocka_unit_test(walks_every_day),
	    cmocka_unit_test(refuses_no_dates),
	    cmocka_unit_test(parses),
	    cmocka_unit_test(turns_instants_into_days),
	    cmocka_unit_test(knows_weekdays),
	    cmocka_unit_test(counts_weekdays_as_one_by_one),
	    cmocka_unit_test(writes),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
