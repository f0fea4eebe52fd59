/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/shrinks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void what_stays_and_loses_lines_is_one(void **state)
{
	struct changed_file files[] = {
	    {.path = (char *)"b", .status = 'M', .lines = {10, 110}},
	    {.path = (char *)"grows", .status = 'M', .lines = {10, 9}},
	    {.path = (char *)"same", .status = 'M', .lines = {9, 9}},
	    {.path = (char *)"gone", .status = 'D', .lines = {0, 900}},
	    {.path = (char *)"binary", .status = 'M', .binary = true, .lines = {0, 900}},
	    {.path = (char *)"more", .status = 'M', .lines = {0, 101}},
	    {.path = (char *)"a", .status = 'M', .lines = {0, 100}},
	};
	struct changed_files all = {.v = files, .n = sizeof(files) / sizeof(*files)};
	struct shrinks shrinks = {.v = NULL};

	(void)state;
	shrinks_find(&shrinks, &all);
	assert_int_equal(shrinks.n, 3);
	assert_string_equal(shrinks.v[0].path, "more");
	assert_int_equal(shrinks.v[0].lines, 101);
	assert_string_equal(shrinks.v[1].path, "a");
	assert_string_equal(shrinks.v[2].path, "b");
	assert_int_equal(shrinks.v[2].lines, 100);
	shrinks_release(&shrinks);
}

static bool said(const char *path, const char *message)
{
	struct shrink shrink = {.path = (char *)path, .lines = 1};

	return shrink_mentioned(&shrink, message);
}

static void messages_mention_it_in_some_ways(void **state)
{
	(void)state;
	assert_true(said("arch/x86/kvm/mmu.c", "Clean up arch/x86/kvm/mmu.c."));
	assert_true(said("arch/x86/kvm/mmu.c", "mmu.c is less"));
	assert_true(said("arch/x86/kvm/mmu.c", "less in arch/x86/kvm/"));
	assert_true(said("drivers/clk/clkdev.c", "The clkdev code is less."));
	assert_true(said("Kbuild", "Kbuild is less"));
	assert_false(said("arch/x86/kvm/mmu.c", "the mmu is less")); /* a word of three letters is any word */
	assert_false(said("arch/x86/kvm/mmu.c", "arch/x86 is less"));
	assert_false(said("arch/x86/kvm/mmu.c", "arch/x86/kvm/svm.c is less"));
	assert_false(said("mm/page.c", "mm updates"));
	assert_false(said("drivers/clk/clkdev.c", "The clkdevs are less."));
	assert_false(said("x.c", ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_stays_and_loses_lines_is_one),
	    cmocka_unit_test(messages_mention_it_in_some_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
