/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/safe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static void expect_masked(const char *text, const char *expected)
{
	char *masked = safe_text(text);

	assert_string_equal(masked, expected);
	free(masked);
}

static void keeps_plain_text(void **state)
{
	(void)state;
	expect_masked("KVM: x86: fix it", "KVM: x86: fix it");
	expect_masked(
	    "J\xc3\xb6rg, \xe6\xb0\xb4, \xf0\x9f\x90\xa7", "J\xc3\xb6rg, \xe6\xb0\xb4, \xf0\x9f\x90\xa7");
	expect_masked("", "");
}

static void masks_c0_and_del(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	expect_masked("\033]0;title\007", "^[]0;title^G");
	expect_masked("a\nb\rc\bd\x7f", "a^Jb^Mc^Hd^?");
	expect_masked("a\tb", "a b");
	safe_add(&out, "a\0b", 3);
	assert_string_equal(out.s, "a^@b");
	buf_release(&out);
}

static void masks_c1(void **state)
{
	(void)state;
	expect_masked("\xc2\x9b"
		      "31m",
	    "<U+009B>31m");
	expect_masked("\xc2\x80\xc2\x9f\xc2\xa0", "<U+0080><U+009F>\xc2\xa0");
	expect_masked("\x9b"
		      "31m",
	    "\xef\xbf\xbd"
	    "31m");
}

static void masks_bidi_controls(void **state)
{
	(void)state;
	expect_masked("\xe2\x80\xae", "<U+202E>");
	expect_masked("\xe2\x80\xaa\xe2\x81\xa6\xe2\x81\xa9\xd8\x9c", "<U+202A><U+2066><U+2069><U+061C>");
	expect_masked("\xe2\x80\x8e\xe2\x80\x8f", "<U+200E><U+200F>");
	expect_masked("\xe2\x80\xa9 \xe2\x80\xaf", "\xe2\x80\xa9 \xe2\x80\xaf");
}

static void replaces_invalid_utf8(void **state)
{
	(void)state;
	expect_masked("caf\xe9", "caf\xef\xbf\xbd");
	expect_masked("\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");                 /* overlong */
	expect_masked("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* surrogate */
	expect_masked(
	    "\xf4\x90\x80\x80x", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx"); /* past U+10FFFF */
	expect_masked("\xe6\xb0", "\xef\xbf\xbd\xef\xbf\xbd");                         /* cut short */
	expect_masked("\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd");
}

static void decodes(void **state)
{
	size_t used;

	(void)state;
	assert_int_equal(safe_decode("A", 1, &used), 'A');
	assert_int_equal(used, 1);
	assert_int_equal(safe_decode("\xf0\x9f\x90\xa7", 4, &used), 0x1f427);
	assert_int_equal(used, 4);
	assert_int_equal(safe_decode("\xf0\x9f\x90\xa7", 3, &used), -1);
	assert_int_equal(used, 1);
	assert_int_equal(safe_decode("\x80", 1, &used), -1);
}

static void measures_width(void **state)
{
	(void)state;
	assert_int_equal(safe_width(""), 0);
	assert_int_equal(safe_width("abc"), 3);
	assert_int_equal(safe_width("J\xc3\xb6rg"), 4);
	assert_int_equal(safe_width("\xe6\xb0\xb4\xe6\xb0\xb4"), 4); /* wide */
	assert_int_equal(safe_width("e\xcc\x81"), 1);                /* combining */
	assert_int_equal(safe_width("\xe2\x96\x88"), 1);             /* a bar */
}

static void expect_cut(const char *text, size_t columns, const char *expected)
{
	struct buf out = BUF_INIT;

	safe_add_cut(&out, text, columns);
	assert_string_equal(out.s, expected);
	assert_true(safe_width(out.s) <= columns);
	buf_release(&out);
}

static void cuts(void **state)
{
	(void)state;
	expect_cut("abcdef", 6, "abcdef");
	expect_cut("abcdef", 5, "abcd\xe2\x80\xa6");
	expect_cut("abcdef", 1, "\xe2\x80\xa6");
	expect_cut("abcdef", 0, "");
	expect_cut("\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4", 4, "\xe6\xb0\xb4\xe2\x80\xa6");
	expect_cut("\xe6\xb0\xb4\xe6\xb0\xb4", 4, "\xe6\xb0\xb4\xe6\xb0\xb4");
}

static void expect_tsv(const char *text, const char *expected)
{
	struct buf out = BUF_INIT;

	safe_add_tsv(&out, text);
	assert_string_equal(out.s, expected);
	buf_release(&out);
}

static void escapes_tsv(void **state)
{
	(void)state;
	expect_tsv(NULL, "-");
	expect_tsv("", "-");
	expect_tsv("a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e");
	expect_tsv("\033[31m caf\xe9", "\033[31m caf\xe9");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_plain_text),
	    cmocka_unit_test(masks_c0_and_del),
	    cmocka_unit_test(masks_c1),
	    cmocka_unit_test(masks_bidi_controls),
	    cmocka_unit_test(replaces_invalid_utf8),
	    cmocka_unit_test(decodes),
	    cmocka_unit_test(measures_width),
	    cmocka_unit_test(cuts),
	    cmocka_unit_test(escapes_tsv),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests_name("safe", tests, NULL, NULL);
}
