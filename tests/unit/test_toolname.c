/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/toolname.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void same(char *ours, const char *expected)
{
	if (expected) {
		assert_non_null(ours);
		assert_string_equal(ours, expected);
	} else {
		assert_null(ours);
	}
	free(ours);
}

static void is_of(const char *path, const char *expected)
{
	same(tool_of_path(path, strlen(path)), expected);
}

static void paths_have_tools(void **state)
{
	(void)state;
	is_of("tools/perf/builtin-top.c", "tools/perf");
	is_of("tools/perf/util/header.c", "tools/perf");
	is_of("tools/power/x86/turbostat/turbostat.c", "tools/power/x86/turbostat");
	is_of("tools/power/cpupower/Makefile", "tools/power/cpupower");
	is_of("tools/testing/selftests/kvm/lib/x.c", "tools/testing/selftests/kvm");
	is_of("tools/testing/selftests/lib.mk", "tools/testing/selftests");
	is_of("tools/testing/ktest/ktest.pl", "tools/testing/ktest");
	is_of("tools/mkimage.c", "tools");
	is_of("scripts/tools/x", NULL);
	is_of("toolsmith/x", NULL);
	is_of("tools", NULL);
}

static void messages_credit_tools(void **state)
{
	(void)state;
	same(tool_credited("x: y\n\nFound by tools/perf.\n"), "tools/perf");
	same(tool_credited(
		 "x: y\n\nThis was caught while running tools/testing/selftests/kvm/dirty_log_test:\n"),
	    "tools/testing/selftests/kvm");
	same(tool_credited("x: y\n\nIt was detected with the tool tools/testing/ktest/ktest.pl."),
	    "tools/testing/ktest");
	same(tool_credited("x: y\n\nreported using 'tools/objtool', twice"), "tools/objtool");
}

static void other_words_credit_nobody(void **state)
{
	(void)state;
	same(tool_credited("tools/perf: found a crash\n"), NULL);
	same(tool_credited("x: y\n\nA crash was found in tools/perf.\n"), NULL);
	same(tool_credited("x: y\n\nFound by scripts/tools/perf\n"), NULL);
	same(tool_credited("x: y\n\nFound by\ntools/perf\n"), NULL);
	same(tool_credited("x: y\n\nFound by tools/ and others\n"), NULL);
	same(tool_credited("x: y\n\nFound long ago, and made worse since then by the move of tools/perf\n"),
	    NULL);
	same(tool_credited(""), NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(paths_have_tools),
	    cmocka_unit_test(messages_credit_tools),
	    cmocka_unit_test(other_words_credit_nobody),
	};

	return cmocka_run_group_tests_name("toolname", tests, NULL, NULL);
}
