/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void starts_empty(void **state)
{
	struct buf buf = BUF_INIT;

	(void)state;
	assert_string_equal(buf.s, "");
	buf_reset(&buf);
	buf_trim(&buf);
	buf_setlen(&buf, 0);
	assert_string_equal(buf.s, "");
	assert_int_equal(buf.cap, 0);
	buf_release(&buf);
	assert_string_equal(buf_empty, "");
}

static void grows(void **state)
{
	struct buf buf = BUF_INIT;

	(void)state;
	for (int i = 0; i < 10000; i++)
		buf_addch(&buf, (char)('a' + i % 26));
	assert_int_equal(buf.len, 10000);
	assert_int_equal(strlen(buf.s), 10000);
	assert_int_equal(buf.s[9999], 'a' + 9999 % 26);
	buf_release(&buf);
	assert_int_equal(buf.len, 0);
}

static void keeps_nul_bytes(void **state)
{
	struct buf buf = BUF_INIT;

	(void)state;
	buf_add(&buf, "a\0b", 3);
	buf_add(&buf, NULL, 0);
	assert_int_equal(buf.len, 3);
	assert_memory_equal(buf.s, "a\0b", 4);
	buf_release(&buf);
}

static void formats(void **state)
{
	struct buf buf = BUF_INIT;

	(void)state;
	buf_addf(&buf, "%s-%d", "topic", 7);
	buf_addf(&buf, "%0500d", 1);
	assert_int_equal(buf.len, 507);
	assert_memory_equal(buf.s, "topic-7000", 10);
	assert_int_equal(buf.s[506], '1');
	buf_release(&buf);
}

static void repeats_and_trims(void **state)
{
	struct buf buf = BUF_INIT;

	(void)state;
	buf_addchars(&buf, '+', 3);
	buf_addchars(&buf, '-', 0);
	buf_addstr(&buf, " \t\n");
	buf_trim(&buf);
	assert_string_equal(buf.s, "+++");
	buf_addchars(&buf, ' ', 5);
	buf_setlen(&buf, 1);
	assert_string_equal(buf.s, "+");
	buf_release(&buf);
}

static void detaches(void **state)
{
	struct buf buf = BUF_INIT;
	char *text;

	(void)state;
	text = buf_detach(&buf);
	assert_string_equal(text, "");
	free(text);
	buf_addstr(&buf, "mine");
	text = buf_detach(&buf);
	assert_string_equal(text, "mine");
	assert_string_equal(buf.s, "");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(starts_empty),
	    cmocka_unit_test(grows),
	    cmocka_unit_test(keeps_nul_bytes),
	    cmocka_unit_test(formats),
	    cmocka_unit_test(repeats_and_trims),
	    cmocka_unit_test(detaches),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
