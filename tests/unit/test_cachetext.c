/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/cache.h"
#include "util/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { NOW = 2000000000 };

static const struct term plain = {.width = 80};

static void writes_a_table(void **state)
{
	struct cache_row v[] = {
	    {"lore.kernel.org", 312, 0, 0, 4300000, NOW - 12 * 86400 - 5, NOW - 3 * 3600 - 100},
	    {"git.kernel.org", 1, 2, 0, 1023, NOW - 1, NOW - 1},
	    {"pruned.example.org", 0, 0, 3, 0, 0, 0},
	    {"clock.example.org", 2, 0, 0, INT64_C(3) << 30, NOW - 119 * 60, NOW + 50},
	};
	const struct cache_rows rows = {v, 4, 4};
	struct buf out = BUF_INIT;

	(void)state;
	cache_add_text(&out, &plain, &rows, "/home/m/.cache/pullprep", NOW, true);
	assert_string_equal(out.s,
	    "HOST               ANSWERS     SIZE       OLDEST     NEWEST\n"
	    "lore.kernel.org        312  4.1 MiB      12 days    3 hours\n"
	    "git.kernel.org           1   1023 B     1 second   1 second\n"
	    "clock.example.org        2  3.0 GiB  119 minutes  0 seconds\n"
	    "\n"
	    "315 answers, 3.0 GiB in /home/m/.cache/pullprep\n"
	    "3 files were taken away\n"
	    "2 files are broken and not used; to take such away:  pullprep cache --prune\n");
	buf_release(&out);
}

static void says_that_there_is_nothing(void **state)
{
	const struct cache_rows rows = {.v = NULL};
	struct buf out = BUF_INIT;

	(void)state;
	cache_add_text(&out, &plain, &rows, "/x\033[31m", NOW, false);
	assert_string_equal(out.s, "No answers in /x^[[31m\n");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_a_table),
	    cmocka_unit_test(says_that_there_is_nothing),
	};

	return cmocka_run_group_tests_name("cachetext", tests, NULL, NULL);
}
