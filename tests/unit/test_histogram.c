/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/histogram.h"

#include "util/array.h"
#include "util/safe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static struct term plain = {.width = 80};

static void expect(
    const struct term *term, const struct histogram_row *rows, size_t n, size_t indent, const char *expected)
{
	struct buf out = BUF_INIT;

	histogram_add(&out, term, "releases", rows, n, indent);
	assert_string_equal(out.s, expected);
	buf_release(&out);
}

static void small_counts_are_one_plus_each(void **state)
{
	static const struct histogram_row rows[] = {
	    {"never", 2, PAINT_NONE, NULL}, {"3", 7, PAINT_NONE, "enough"}, {"4", 0, PAINT_NONE, "unseen"}};

	(void)state;
	expect(&plain, rows, 3, 2,
	    "  releases  commits\n"
	    "     never  ++ 2\n"
	    "         3  +++++++ 7   enough\n"
	    "         4\n");
	expect(&plain, rows, 0, 0, "releases  commits\n");
}

static void labels_may_be_longer_than_the_title(void **state)
{
	static const struct histogram_row rows[] = {{"three weeks or more", 1, PAINT_NONE, NULL}};

	(void)state;
	expect(&plain, rows, 1, 0,
	    "           releases  commits\n"
	    "three weeks or more  + 1\n");
}

/* Columns are counted, not bytes: wide characters are two of them. */
static void labels_are_aligned_by_columns(void **state)
{
	static const struct histogram_row rows[] = {
	    {"n\303\244chste Woche", 1, PAINT_NONE, NULL}, {"\346\227\245\346\234\254", 2, PAINT_NONE, NULL}};

	(void)state;
	expect(&plain, rows, 2, 0,
	    "     releases  commits\n"
	    "n\303\244chste Woche  + 1\n"
	    "         \346\227\245\346\234\254  ++ 2\n");
}

static void colour_is_around_the_pluses(void **state)
{
	static const struct histogram_row rows[] = {{"0", 3, PAINT_BAD, "note"}, {"1", 0, PAINT_GOOD, NULL}};
	struct term bright = {.color = true, .width = 80};

	(void)state;
	expect(&bright, rows, 2, 0,
	    "releases  commits\n"
	    "       0  \033[31m+++\033[m 3   note\n"
	    "       1\n");
}

static size_t count_pluses(const char *line)
{
	size_t n = 0;

	for (; *line; line++)
		n += *line == '+';
	return n;
}

/* Whatever the counts: no line passes the width, each row that is not zero shows, and in proportion. */
static void rows_fit(size_t width, size_t largest)
{
	const struct histogram_row rows[] = {{"a", largest, PAINT_NONE, NULL}, {"b", 1, PAINT_NONE, NULL},
	    {"c", largest - largest / 8, PAINT_NONE, "a note behind it"}, {"d", 0, PAINT_NONE, NULL}};
	struct term term = {.width = width};
	struct buf out = BUF_INIT;
	struct strings lines = STRINGS_INIT;
	unsigned long scale = 1;
	const char *said;

	histogram_add(&out, &term, "releases", rows, 4, 4);
	strings_split(&lines, out.s, '\n');
	assert_int_equal(lines.n, 5);
	for (size_t i = 0; i < lines.n; i++)
		assert_in_range(safe_width(lines.v[i]), 1, width);
	said = strstr(lines.v[0], " (a + is ");
	if (said)
		assert_int_equal(sscanf(said, " (a + is %lu)", &scale), 1);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(count_pluses(lines.v[i + 1]), (rows[i].count + scale - 1) / scale);
	assert_int_equal(count_pluses(lines.v[2]), 1);
	/* not smaller than it must be: with a finer scale one of the rows would not fit */
	if (scale > 1) {
		size_t room[] = {width - 14 - 1, 0, width - 14 - 1 - 19};
		char digits[24];
		bool fits = true;

		for (size_t i = 0; i < 3; i += 2)
			fits =
			    fits && (rows[i].count + scale - 2) / (scale - 1) +
					    (size_t)snprintf(digits, sizeof(digits), "%zu", rows[i].count) <=
					room[i];
		assert_false(fits);
	} else {
		assert_null(said);
	}
	strings_release(&lines);
	buf_release(&out);
}

static void long_rows_are_scaled(void **state)
{
	static const size_t widths[] = {60, 80, 120, 400};

	(void)state;
	for (size_t w = 0; w < sizeof(widths) / sizeof(*widths); w++) {
		for (size_t largest = 1; largest < 3 * widths[w]; largest++)
			rows_fit(widths[w], largest);
		rows_fit(widths[w], 16000);
		rows_fit(widths[w], 1000000);
	}
}

/* Where nothing fits, ten pluses are still there to compare. */
static void narrow_terminals_get_ten(void **state)
{
	static const struct histogram_row rows[] = {
	    {"a label that takes nearly all that there is", 500, PAINT_NONE, NULL}};
	struct term narrow = {.width = 40};

	(void)state;
	expect(&narrow, rows, 1, 0,
	    "                                   releases  commits (a + is 50)\n"
	    "a label that takes nearly all that there is  ++++++++++ 500\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(small_counts_are_one_plus_each),
	    cmocka_unit_test(labels_may_be_longer_than_the_title),
	    cmocka_unit_test(labels_are_aligned_by_columns),
	    cmocka_unit_test(colour_is_around_the_pluses),
	    cmocka_unit_test(long_rows_are_scaled),
	    cmocka_unit_test(narrow_terminals_get_ten),
	};

	setlocale(LC_CTYPE, "C.UTF-8"); /* as main() has it */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
