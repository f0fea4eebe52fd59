/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/nextsha1s.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define ID    "0123456789abcdef0123456789abcdef01234567"
#define OTHER "fedcba9876543210fedcba9876543210fedcba98"

static void lines_are_trees(void **state)
{
	static const char *const texts[] = {
	    "origin\t\t" ID "\nkvm-x86\t" OTHER "\n",
	    "Name\t\tSHA1\n----\t\t----\norigin\t\t" ID "\nkvm-x86 \t " OTHER "\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct next_heads heads;

		assert_null(next_heads_parse(&heads, texts[i], strlen(texts[i])));
		assert_int_equal(heads.n, 2);
		assert_string_equal(heads.v[0].name, "origin");
		assert_int_equal(heads.v[0].commit.id[1], 0x23);
		assert_string_equal(heads.v[1].name, "kvm-x86");
		assert_int_equal(heads.v[1].commit.id[0], 0xfe);
		next_heads_release(&heads);
	}
}

static void anything_else_is_refused(void **state)
{
	static const char *const texts[] = {
	    "",
	    "Name\t\tSHA1\n----\t\t----\n",
	    "origin\t\t" ID,                 /* cut */
	    "origin\t\t" ID "\nkvm\t0123",   /* cut */
	    "origin\t\t" ID "\nkvm\t0123\n", /* too short */
	    "origin\t\t" ID "0\n",           /* too long */
	    "origin\t\t0123456789ABCDEF0123456789abcdef01234567\n",
	    "origin\t\t0123456789abcdeg0123456789abcdef01234567\n",
	    "origin\t\t" ID " \n",
	    "origin\t\t" ID "\r\n",
	    "origin" ID "\n",
	    "\t\t" ID "\n",
	    "origin\t\t" ID "\n\nkvm\t\t" OTHER "\n",
	    "origin\t\t" ID "\nName\t\tSHA1\n", /* a heading in the middle */
	    "or\033[31mi\t\t" ID "\n",
	    "<!doctype html>\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct next_heads heads;

		assert_non_null(next_heads_parse(&heads, texts[i], strlen(texts[i])));
		assert_int_equal(heads.n, 0);
		assert_null(heads.v);
	}
}

static void bytes_behind_a_nul_count(void **state)
{
	static const char text[] = "origin\t\t" ID "\nkvm\0\t" OTHER "\n";
	struct next_heads heads;

	(void)state;
	assert_non_null(next_heads_parse(&heads, text, sizeof(text) - 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_trees),
	    cmocka_unit_test(anything_else_is_refused),
	    cmocka_unit_test(bytes_behind_a_nul_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
