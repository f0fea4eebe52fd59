/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/waiverline.h"

#include "mutate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMIT "00112233445566778899aabbccddeeff00112233"
#define PATCH  "ffeeddccbbaa99887766554433221100ffeeddcc"
#define WHO    "Morgan Maintainer <maintainer@example.org>"
#define WAIVE  "waive\tnever-in-next\t" COMMIT "\t" PATCH "\t2022-03-22T09:30:07Z\t" WHO "\tno user\\t yet"
#define DROP   "drop\tbase\t" COMMIT "\t-\t1970-01-01T00:00:00Z\t" WHO "\t-"

static bool read_text(struct waiver *out, const char *line)
{
	return waiver_line_read(out, line, strlen(line));
}

static void returns(const char *line)
{
	struct buf out = BUF_INIT;
	struct waiver waiver;

	assert_true(read_text(&waiver, line));
	waiver_line_add(&out, &waiver);
	assert_int_equal(out.s[out.len - 1], '\n');
	out.s[out.len - 1] = '\0';
	assert_string_equal(out.s, line);
	waiver_release(&waiver);
	buf_release(&out);
}

static void a_line_has_all_of_it(void **state)
{
	struct waiver waiver;

	(void)state;
	assert_true(read_text(&waiver, WAIVE "\r"));
	assert_string_equal(waiver.rule, "never-in-next");
	assert_string_equal(waiver.author, WHO);
	assert_string_equal(waiver.reason, "no user\\t yet");
	assert_int_equal(waiver.time, 1647941407);
	assert_int_equal(waiver.commit.id[1], 0x11);
	assert_int_equal(waiver.patch.id[0], 0xff);
	waiver_release(&waiver);
	assert_true(read_text(&waiver, DROP));
	assert_null(waiver.reason);
	assert_int_equal(waiver.time, 0);
	assert_int_equal(waiver.patch.id[0], 0);
	waiver_release(&waiver);
}

static void what_is_written_is_read_again(void **state)
{
	(void)state;
	returns(WAIVE);
	returns(DROP);
	returns("waive\ta1-b\t" COMMIT "\t-\t9999-12-31T23:59:59Z\t-\t\xff #");
}

static void texts_are_put_on_one_line(void **state)
{
	char rule[] = "base", author[] = "A\tB\n<x>", reason[] = " one\n\ttwo ";
	struct waiver waiver = {.rule = rule, .author = author, .reason = reason};
	struct buf out = BUF_INIT;

	(void)state;
	waiver_line_add(&out, &waiver);
	assert_non_null(strstr(out.s, "\tA B <x>\tone two\n"));
	buf_release(&out);
}

static void anything_else_is_none(void **state)
{
	static const char *const lines[] = {
	    "",
	    "waive",
	    "\t\t\t\t\t\t",
	    "some words",
	    "<<<<<<< HEAD",
	    "keep\tbase\t" COMMIT "\t-\t2022-03-22T09:30:07Z\t" WHO "\tx",
	    "waive\tBase\t" COMMIT "\t-\t2022-03-22T09:30:07Z\t" WHO "\tx",
	    "waive\tbase-\t" COMMIT "\t-\t2022-03-22T09:30:07Z\t" WHO "\tx",
	    "waive\tbase\t00112233\t-\t2022-03-22T09:30:07Z\t" WHO "\tx",
	    "waive\tbase\t-\t-\t2022-03-22T09:30:07Z\t" WHO "\tx",
	    "waive\tbase\t" COMMIT "\t0\t2022-03-22T09:30:07Z\t" WHO "\tx",
	    "waive\tbase\t" COMMIT "\t-\t2022-03-22\t" WHO "\tx",
	    "waive\tbase\t" COMMIT "\t-\t2022-02-30T09:30:07Z\t" WHO "\tx",
	    "waive\tbase\t" COMMIT "\t-\t2022-03-22T24:30:07Z\t" WHO "\tx",
	    "waive\tbase\t" COMMIT "\t-\t2022-03-22T09:30:07+\t" WHO "\tx",
	    "waive\tbase\t" COMMIT "\t-\t2022-03-22T09:30:07Z\t" WHO "\t",
	    "waive\tbase\t" COMMIT "\t-\t2022-03-22T09:30:07Z\t" WHO "\t ",
	    "waive\tbase\t" COMMIT "\t-\t2022-03-22T09:30:07Z\t" WHO,
	    "waive\tbase\t" COMMIT "\t-\t2022-03-22T09:30:07Z\t \tx",
	    "waive\tbase\t" COMMIT "\t-\t2022-03-22T09:30:07Z\t" WHO "\tx\ty",
	    "waive\tbase\t" COMMIT "\t-\t2022-03-22T09:30:07Z\t" WHO "\tx\t",
	};
	struct waiver waiver;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		if (read_text(&waiver, lines[i]))
			print_error("read: %s\n", lines[i]);
		assert_false(read_text(&waiver, lines[i]));
	}
	assert_false(waiver_line_read(&waiver, WAIVE "\0x", sizeof(WAIVE "\0x") - 1));
}

static bool is_read(const char *line, size_t length)
{
	struct waiver result;

	if (!waiver_line_read(&result, line, length))
		return false;
	assert_true(*result.rule && *result.author && *result.reason);
	waiver_release(&result);
	return true;
}

/* No cut or flipped bit of a line does harm. */
static void spoilt_lines_do_no_harm(void **state)
{
	(void)state;
	spoil_line(WAIVE, is_read);
}

static void rules_have_names(void **state)
{
	(void)state;
	assert_true(waiver_rule_is_name("base"));
	assert_true(waiver_rule_is_name("never-in-next"));
	assert_true(waiver_rule_is_name("r-2d"));
	assert_false(waiver_rule_is_name(""));
	assert_false(waiver_rule_is_name("-base"));
	assert_false(waiver_rule_is_name("a--b"));
	assert_false(waiver_rule_is_name("2d"));
	assert_false(waiver_rule_is_name("a_b"));
	assert_false(waiver_rule_is_name("a b"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_has_all_of_it),
	    cmocka_unit_test(what_is_written_is_read_again),
	    cmocka_unit_test(texts_are_put_on_one_line),
	    cmocka_unit_test(anything_else_is_none),
	    cmocka_unit_test(spoilt_lines_do_no_harm),
	    cmocka_unit_test(rules_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
