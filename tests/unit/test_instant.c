/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/instant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void returns(const char *text, int64_t instant)
{
	struct buf out = BUF_INIT;
	int64_t read = -1;

	assert_true(instant_parse(&read, text));
	assert_true(read == instant);
	instant_add(&out, instant);
	assert_string_equal(out.s, text);
	buf_release(&out);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	returns("1970-01-01T00:00:00Z", 0);
	returns("2022-03-22T09:30:07Z", 1647941407);
	returns("9999-12-31T23:59:59Z", INSTANT_MOST);
}

static void anything_else_is_none(void **state)
{
	static const char *const texts[] = {"", "2022-03-22", "2022-03-22T09:30:07", "2022-03-22T09:30:07+",
	    "2022-02-30T09:30:07Z", "2022-03-22T24:00:00Z", "2022-03-22T09:60:00Z", "2022-03-22T09:30:60Z",
	    "2022-03-22 09:30:07Z", "2022-03-22T 9:30:07Z", "2022-03-22T09:30:07Zx"};
	int64_t read = -1;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_false(instant_parse(&read, texts[i]));
	assert_true(read == -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_written_is_read),
	    cmocka_unit_test(anything_else_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
