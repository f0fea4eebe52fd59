/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/squeeze.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

static void becomes(const char *text, const char *expected)
{
	char *line = squeeze(text);

	if (expected) {
		assert_non_null(line);
		assert_string_equal(line, expected);
	} else {
		assert_null(line);
	}
	free(line);
}

static void a_text_fits_on_one_line(void **state)
{
	(void)state;
	becomes("word", "word");
	becomes(" two\t\r\n  words \n", "two words");
	becomes("a\033[31mb\x7f"
		"c",
	    "a [31mb c");
	becomes("no\xc2\xa0"
		"break",
	    "no\xc2\xa0"
	    "break");
	becomes("gr\xc3\xbc\xc3\x9f \xff", "gr\xc3\xbc\xc3\x9f \xff");
}

static void nothing_is_no_text(void **state)
{
	(void)state;
	becomes("", NULL);
	becomes("\xc2\xa0 \xe2\x80\x8b\xe3\x80\x80\xef\xbb\xbf\xc2\x85", NULL);
	becomes(" \t\n\001\x7f", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_text_fits_on_one_line),
	    cmocka_unit_test(nothing_is_no_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
