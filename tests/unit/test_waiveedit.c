/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/waiveedit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static char base[] = "base", rebased[] = "rebased", author[] = "M <m@example.org>", first[] = "one reason",
	    second[] = "red \033[31m", third[] = "third";
static const struct waiver recorded[] = {
    {{{0xab, 0xcd}}, {{7}}, base, author, 10, first},
    {{{0xab, 0xcd}}, {{7}}, rebased, author, 10, second},
    {{{0x12, 0x34}}, {{0}}, base, author, 10, third},
};

/* The third is shown for another commit than it was recorded on. */
static struct waived waived[] = {
    {{{0xab, 0xcd}}, NULL, &recorded[0]},
    {{{0xab, 0xcd}}, NULL, &recorded[1]},
    {{{0x56, 0x78}}, NULL, &recorded[2]},
};
static const struct waived_list list = {.v = waived, .n = 3};
static struct waive_changes changes;

#define FIRST  "abcd00000000 base one reason\n"
#define SECOND "abcd00000000 rebased red ^[[31m\n"
#define THIRD  "567800000000 base third\n"

static void accepts(const char *text, size_t n)
{
	struct error *err = waiveedit_parse(&changes, &list, text);

	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
	assert_int_equal(changes.n, n);
}

static void refuses(const char *text, const char *words)
{
	struct error *err = waiveedit_parse(&changes, &list, text);

	assert_non_null(err);
	if (!strstr(err->message, words))
		print_error("%s\n", err->message);
	assert_non_null(strstr(err->message, words));
	error_free(err);
	waive_changes_release(&changes);
}

static void untouched_lines_change_nothing(void **state)
{
	(void)state;
	accepts("# words\n\n" FIRST SECOND THIRD, 0);
	accepts("  abcd000000000000 \t base  one\treason\r\n" THIRD "\n\n" SECOND, 0);
	waive_changes_release(&changes);
}

static void another_reason_is_a_change(void **state)
{
	(void)state;
	accepts(FIRST "abcd00000000 rebased green\n567800000000 base other", 2);
	assert_string_equal(changes.v[0].waiver.rule, "rebased");
	assert_string_equal(changes.v[0].waiver.reason, "green");
	assert_ptr_equal(changes.v[0].seen, &recorded[1]);
	assert_int_equal(changes.v[0].waiver.patch.id[0], 7);
	assert_string_equal(changes.v[1].waiver.reason, "other");
	assert_int_equal(changes.v[1].waiver.commit.id[0], 0x12);
	waive_changes_release(&changes);
}

static void a_line_that_is_gone_is_a_drop(void **state)
{
	(void)state;
	accepts("#\n" SECOND, 2);
	assert_null(changes.v[0].waiver.reason);
	assert_ptr_equal(changes.v[0].seen, &recorded[0]);
	assert_null(changes.v[1].waiver.reason);
	assert_int_equal(changes.v[1].waiver.commit.id[0], 0x12);
	waive_changes_release(&changes);
}

static void what_cannot_be_meant_is_refused(void **state)
{
	(void)state;
	refuses("", "empty");
	refuses(" \n\t\n", "empty");
	refuses(FIRST FIRST SECOND THIRD, "line 2 is of a waiver that had a line already");
	refuses("#\nabcd00000000 base\n", "line 2 has no reason");
	refuses("abcd00000000\n", "line 1 is of no waiver");
	refuses("abcd0000000 base one reason\n", "line 1 is of no waiver");
	refuses("abcd00000001 base one reason\n", "line 1 is of no waiver");
	refuses("abcd00000000 bases one reason\n", "line 1 is of no waiver");
	refuses("123400000000 base third\n", "line 1 is of no waiver");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(untouched_lines_change_nothing),
	    cmocka_unit_test(another_reason_is_a_change),
	    cmocka_unit_test(a_line_that_is_gone_is_a_drop),
	    cmocka_unit_test(what_cannot_be_meant_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
