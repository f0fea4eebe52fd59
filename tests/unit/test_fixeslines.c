/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/fixeslines.h"
#include "util/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct fixes_lines lines;

static int release(void **state)
{
	(void)state;
	fixes_lines_release(&lines);
	return 0;
}

/* As the trailers of a message. */
static const struct fixes_line *parse(const char *trailers)
{
	char *message = mem_format("x\n\nText.\n\n%s\nSigned-off-by: Ann <ann@example.org>\n", trailers);

	fixes_lines_release(&lines);
	fixes_lines_parse(&lines, message);
	free(message);
	return lines.n == 1 ? lines.v : NULL;
}

static void parts_are_told_apart(void **state)
{
	const struct fixes_line *line;

	(void)state;
	line = parse("Fixes: commit 414DD48e882c (\"blk-mq: add tagset quiesce interface\")");
	assert_non_null(line);
	assert_string_equal(
	    line->text, "Fixes: commit 414DD48e882c (\"blk-mq: add tagset quiesce interface\")");
	assert_string_equal(line->word, "commit");
	assert_string_equal(line->id, "414dd48e882c");
	assert_true(line->spaced);
	assert_false(line->split);
	assert_string_equal(line->subject, "(\"blk-mq: add tagset quiesce interface\")");
	line = parse("fixes:a3c3c6667(\"perf/core: Fix\")\r");
	assert_non_null(line);
	assert_null(line->word);
	assert_string_equal(line->id, "a3c3c6667");
	assert_false(line->spaced);
	assert_string_equal(line->subject, "(\"perf/core: Fix\")");
	line = parse("Fixes:\t5228eb96a4875228eb96a4875228eb96a4875228");
	assert_non_null(line);
	assert_string_equal(line->id, "5228eb96a4875228eb96a4875228eb96a4875228");
	assert_string_equal(line->subject, "");
}

static void no_id_is_told(void **state)
{
	static const char *const values[] = {"https://github.com/koverstreet/bcachefs/issues/912",
	    "added support", "defaced it", "#912", "1234"};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		char *text = mem_format("Fixes: %s", values[i]);
		const struct fixes_line *line = parse(text);

		assert_non_null(line);
		assert_null(line->id);
		free(text);
	}
}

static void folded_lines_are_joined(void **state)
{
	const struct fixes_line *line;

	(void)state;
	line = parse("Fixes: 5228eb96a487 (\"KVM: x86:\nimplement\n  nested\")");
	assert_non_null(line);
	assert_true(line->split);
	assert_string_equal(line->text, "Fixes: 5228eb96a487 (\"KVM: x86: implement nested\")");
	line = parse("Fixes: 5228eb96a487\n (\"KVM\")");
	assert_non_null(line);
	assert_string_equal(line->subject, "(\"KVM\")");
	/* one that is never closed is taken as it is */
	line = parse("Fixes: 5228eb96a487 (\"KVM: x86:\nCc: ann@example.org");
	assert_non_null(line);
	assert_false(line->split);
	assert_string_equal(line->subject, "(\"KVM: x86:");
}

static size_t count(const char *message)
{
	fixes_lines_release(&lines);
	fixes_lines_parse(&lines, message);
	return lines.n;
}

static void what_is_no_tag_is_left_out(void **state)
{
	(void)state;
	assert_int_equal(count("x\n\nThis is prose that\nfixes: what was broken\nand goes on.\n"), 0);
	assert_int_equal(count("x\n\nQuote:\n\n    commit 123\n    Fixes: 5228eb96a (\"x\")\n\nText.\n"), 0);
	assert_int_equal(count("x\n\n> Fixes: 5228eb96a (\"x\")\n"), 0);
	assert_int_equal(count("x\n\nFixes:\nhttps://bugs.example.org/1\n"), 0);
	assert_int_equal(count("Fixes: 5228eb96a487 is a subject"), 1);
	assert_int_equal(count(""), 0);
}

static void the_middle_of_the_body_counts(void **state)
{
	(void)state;
	assert_int_equal(count("x\n\nFixes: 5228eb96a487 (\"x\")\n\nMore prose.\n\nCc: a@example.org\n"), 1);
	assert_int_equal(count("x\n\nProse\nFixes: 5228eb96a487 (\"x\")\ngoes on.\n"), 1);
	assert_int_equal(count("x\n\nProse\nand more:\nFixes: https://bugs.example.org/1\n"), 1);
	assert_int_equal(count("x\n\nFixes: 5228eb96a487 (\"x\")\nFixes: 6228eb96a487 (\"y\")\n"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(parts_are_told_apart, release),
	    cmocka_unit_test_teardown(no_id_is_told, release),
	    cmocka_unit_test_teardown(folded_lines_are_joined, release),
	    cmocka_unit_test_teardown(what_is_no_tag_is_left_out, release),
	    cmocka_unit_test_teardown(the_middle_of_the_body_counts, release),
	};

	return cmocka_run_group_tests_name("fixeslines", tests, NULL, NULL);
}
