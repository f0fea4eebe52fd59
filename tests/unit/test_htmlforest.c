/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmlforest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	while ((text = strstr(text, what))) {
		n++;
		text++;
	}
	return n;
}

static struct forest forest_of(bool ratios)
{
	return (struct forest){.id = "all-forest",
	    .title = "Shares",
	    .description = "A forest plot.",
	    .axis = "share",
	    .ratios = ratios,
	    .line = ratios ? 1 : 25};
}

static void shares_have_marks_and_words(void **state)
{
	struct forest forest = forest_of(false);
	struct buf out = BUF_INIT;

	(void)state;
	forest_share(&forest, FOREST_ROW, "v1.<1>", 22, 79);
	forest_words(&forest, "v1.2", "no data");
	forest_share(&forest, FOREST_ROW, "v1.3", 0, 0);
	forest_share(&forest, FOREST_POOLED, "together", 22, 79);
	forest_draw(&out, &forest);
	assert_int_equal(forest.rows.n, 0);
	assert_int_equal(count(out.s, "class=\"mark\""), 1);
	assert_int_equal(count(out.s, "class=\"mark pooled\""), 1);
	assert_int_equal(count(out.s, "class=\"whisker\""), 2);
	assert_int_equal(count(out.s, ">22 of 79: 28 % [19, 39]<"), 2);
	assert_int_equal(count(out.s, ">v1.&lt;1&gt;<"), 1);
	assert_int_equal(count(out.s, ">no data<"), 1);
	assert_int_equal(count(out.s, ">0 of 0: -<"), 1);
	assert_int_equal(count(out.s, "class=\"one\""), 1);
	assert_int_equal(count(out.s, "class=\"cut\""), 0);
	assert_int_equal(count(out.s, "An arrow:"), 0);
	buf_release(&out);
}

static void what_is_long_has_room_or_is_cut(void **state)
{
	struct forest forest = forest_of(false);
	struct buf out = BUF_INIT;
	const char *at;
	double x = 0;

	(void)state;
	forest_share(&forest, FOREST_ROW, "a-name-of-a-branch-that-is-too-long", 12345, 123456);
	forest_draw(&out, &forest);
	assert_int_equal(count(out.s, ">a-name-of-a-branch-t\xe2\x80\xa6<"), 1);
	at = strstr(out.s, "<text class=\"soft\" text-anchor=\"start\" x=\"");
	assert_non_null(at);
	assert_int_equal(sscanf(at, "<text class=\"soft\" text-anchor=\"start\" x=\"%lf", &x), 1);
	at = strstr(at, ">12345 of 123456: ") + 1;
	assert_true(x + 6 * (double)strcspn(at, "<") <= 600);
	buf_release(&out);
}

static void ratios_are_told_whole(void **state)
{
	static const struct relative_risk risks[] = {
	    {true, 1.6, {1.07, 2.4}}, {true, 12, {0.001, 300}}, {.known = false}};
	struct forest forest = forest_of(true);
	struct buf out = BUF_INIT;

	(void)state;
	forest_head(&forest, "By week");
	for (size_t i = 0; i < 3; i++)
		forest_ratio(&forest, FOREST_ROW, "row", &risks[i], "no events in one arm");
	forest_draw(&out, &forest);
	assert_int_equal(count(out.s, "class=\"mark\""), 2);
	assert_int_equal(count(out.s, ">1.60 [1.07, 2.40]<"), 1);
	assert_int_equal(count(out.s, ">12.0 [0.00, 300]<"), 1);
	assert_int_equal(count(out.s, ">no events in one arm<"), 1);
	/* the scale goes no further than sixteen times, whatever the interval */
	assert_int_equal(count(out.s, ">1/16<"), 1);
	assert_int_equal(count(out.s, ">16<"), 1);
	assert_int_equal(count(out.s, ">32<"), 0);
	/* which an arrow at either end says, of the one that goes further, and a note of what it means */
	assert_int_equal(count(out.s, "class=\"cut\""), 2);
	assert_int_equal(count(out.s, "</svg></div>\n<p class=\"note\">An arrow:"), 1);
	assert_int_equal(count(out.s, "class=\"head\""), 1);
	buf_release(&out);
}

static void nothing_known_draws_nothing(void **state)
{
	static const struct relative_risk unknown = {.known = false};
	struct forest forest = forest_of(true);
	struct buf out = BUF_INIT;

	(void)state;
	forest_head(&forest, "By week");
	forest_ratio(&forest, FOREST_ROW, "row", &unknown, "no data");
	forest_draw(&out, &forest);
	assert_string_equal(out.s, "");
	assert_int_equal(forest.rows.n, 0);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shares_have_marks_and_words),
	    cmocka_unit_test(what_is_long_has_room_or_is_cut),
	    cmocka_unit_test(ratios_are_told_whole),
	    cmocka_unit_test(nothing_known_draws_nothing),
	};

	return cmocka_run_group_tests_name("htmlforest", tests, NULL, NULL);
}
