/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/moved.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "util/buf.h"

static void add(struct moves *moves, const char *path, const char *to, size_t gone)
{
	array_push(moves, (struct move){mem_dup(path), mem_dup(to), gone});
}

static void expect(const struct moves *moves, const char *message, size_t files, const char *wanted)
{
	struct strings lines = STRINGS_INIT;
	struct buf text = BUF_INIT;

	assert_int_equal(moved_unmentioned(&lines, moves, message), files);
	for (size_t i = 0; i < lines.n; i++)
		buf_addf(&text, "%s%s", i ? "|" : "", lines.v[i]);
	assert_string_equal(text.s, wanted);
	strings_release(&lines);
	buf_release(&text);
}

static void says_what_moved(void **state)
{
	struct moves moves = {.v = NULL};

	(void)state;
	expect(&moves, "", 0, "");
	add(&moves, "Documentation/mm/slub.rst", "Documentation/admin-guide/mm/slab.rst", 0);
	add(&moves, "a/b/x.c", "a/c/x.c", 3);
	add(&moves, "arch/ia64/Kconfig", NULL, 9);
	add(&moves, "arch/ia64/irq.c", NULL, 9);
	add(&moves, "old\n.c", "new.c", 0);
	add(&moves, "p/q", "r/s/q", 1);
	expect(&moves, "", 6,
	    "renamed Documentation/{mm/slub.rst => admin-guide/mm/slab.rst}|renamed a/{b => c}/x.c"
	    "|deleted arch/ia64/ (2 files)|renamed old^J.c => new.c|renamed {p => r/s}/q");
	expect(&moves, "slab.rst and irq.c, and new.c, and p/", 2,
	    "renamed a/{b => c}/x.c|deleted arch/ia64/Kconfig");
	expect(&moves, "slab.rst arch/ia64 new.c a/b q", 0, "");
	moves_release(&moves);
}

static void a_directory_is_one(void **state)
{
	struct moves moves = {.v = NULL};

	(void)state;
	add(&moves, "d/a", "e/a", 1);
	add(&moves, "d/b", NULL, 1);
	add(&moves, "f/a", "e/c", 1);
	add(&moves, "f/b", "e/d", 1);
	expect(&moves, "", 4, "deleted or renamed d/ (2 files)|renamed f/ (2 files)");
	moves_release(&moves);
}

static void many_are_counted(void **state)
{
	struct moves moves = {.v = NULL};
	struct strings lines = STRINGS_INIT;

	(void)state;
	for (int i = 0; i < 300; i++) {
		char path[32];

		snprintf(path, sizeof(path), "f%03d", i);
		add(&moves, path, NULL, 0);
	}
	add(&moves, "x/a", NULL, 1);
	add(&moves, "x/b", NULL, 1);
	assert_int_equal(moved_unmentioned(&lines, &moves, "f007 is gone"), 301);
	assert_int_equal(lines.n, MOVED_SHOWN + 1);
	assert_string_equal(lines.v[9], "deleted f010");
	assert_string_equal(lines.v[10], "and 291 more files");
	strings_release(&lines);
	moves_release(&moves);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_what_moved),
	    cmocka_unit_test(a_directory_is_one),
	    cmocka_unit_test(many_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
