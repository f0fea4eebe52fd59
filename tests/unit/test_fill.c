/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/fill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void expect(const char *text, size_t indent, const char *expected)
{
	struct buf out = BUF_INIT;

	fill_words(&out, text, strlen(text), indent);
	assert_string_equal(out.s, expected);
	buf_release(&out);
}

static void fills_lines(void **state)
{
	(void)state;
	expect("", 0, "\n");
	expect("one", 0, "one\n");
	expect("one  two\nthree ", 0, "one two three\n");
	expect("seventy-two more columns would be too many for it", 70,
	    "seventy-two\n"
	    "                                                                      more\n"
	    "                                                                      columns\n"
	    "                                                                      would be\n"
	    "                                                                      too many\n"
	    "                                                                      for it\n");
}

static void breaks_at_80(void **state)
{
	char text[200], expected[200];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[39] = ' ';
	text[80] = '\0';
	memcpy(expected, text, 80);
	strcpy(expected + 80, "\n");
	expect(text, 0, expected);
	text[80] = 'x';
	text[81] = '\0';
	memcpy(expected, text, 81);
	expected[39] = '\n';
	strcpy(expected + 81, "\n");
	expect(text, 0, expected);
}

static void stops_at_the_length(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	fill_words(&out, "one two three", 6, 0);
	assert_string_equal(out.s, "one tw\n");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fills_lines),
	    cmocka_unit_test(breaks_at_80),
	    cmocka_unit_test(stops_at_the_length),
	};

	return cmocka_run_group_tests_name("fill", tests, NULL, NULL);
}
