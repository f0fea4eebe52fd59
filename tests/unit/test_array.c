/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void grows_any_type(void **state)
{
	struct pair {
		int a, b;
	} * each;
	ARRAY(struct pair) pairs = ARRAY_INIT;
	long sum = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		array_push(&pairs, (struct pair){i, -i});
	assert_int_equal(pairs.n, 1000);
	assert_true(pairs.cap >= pairs.n);
	array_each (each, &pairs)
		sum += each->a * 2 + each->b;
	assert_int_equal(sum, 999 * 1000 / 2);
	array_release(&pairs);
	assert_null(pairs.v);
	assert_int_equal(pairs.n, 0);
}

static void walks_an_empty_one(void **state)
{
	ARRAY(int) none = ARRAY_INIT;
	int *each, count = 0;

	(void)state;
	array_each (each, &none)
		count++;
	assert_int_equal(count, 0);
	array_release(&none);
}

static void keeps_strings(void **state)
{
	struct strings list = STRINGS_INIT;
	char local[] = "topic";

	(void)state;
	strings_add(&list, local);
	local[0] = 'X';
	strings_take(&list, strdup("alpha"));
	assert_true(strings_has(&list, "topic"));
	assert_false(strings_has(&list, "top"));
	strings_sort(&list);
	assert_string_equal(list.v[0], "alpha");
	assert_string_equal(list.v[1], "topic");
	strings_release(&list);
	strings_sort(&list);
	assert_int_equal(list.n, 0);
}

static void splits(void **state)
{
	struct strings list = STRINGS_INIT;

	(void)state;
	strings_split(&list, ",a,,bc,", ',');
	strings_split(&list, "", ',');
	assert_int_equal(list.n, 2);
	assert_string_equal(list.v[0], "a");
	assert_string_equal(list.v[1], "bc");
	strings_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(grows_any_type),
	    cmocka_unit_test(walks_an_empty_one),
	    cmocka_unit_test(keeps_strings),
	    cmocka_unit_test(splits),
	};

	return cmocka_run_group_tests_name("array", tests, NULL, NULL);
}
