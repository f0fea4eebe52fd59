/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/noteline.h"

#include "util/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FIELDS = 3 };

static bool cuts(const char *line, size_t length)
{
	char *fields[FIELDS], *copy = note_line_cut(line, length, fields, FIELDS);
	bool good = copy;

	free(copy);
	return good;
}

static void cuts_fields(void **state)
{
	static const char line[] = "one\t-\tthree of them\r";
	char *fields[FIELDS], *copy = note_line_cut(line, strlen(line), fields, FIELDS);

	(void)state;
	assert_non_null(copy);
	assert_string_equal(fields[0], "one");
	assert_string_equal(fields[1], "-");
	assert_string_equal(fields[2], "three of them");
	free(copy);
}

static void refuses_what_is_none(void **state)
{
	static const char *const lines[] = {"", "\r", "one", "one\ttwo", "one\ttwo\tthree\tfour",
	    "one\t\tthree", "\ttwo\tthree", "one\ttwo\t", "one\ttwo\t\r", "one two three"};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		assert_false(cuts(lines[i], strlen(lines[i])));
	assert_true(cuts("a\tb\tc", 5));
	assert_false(cuts("a\tb\tc\0d", 7));
	assert_false(cuts("a\tb\tc", 4));
}

static void reads_whole_ids_only(void **state)
{
	static const char id[] = "0123456789abcdef0123456789abcdef01234567";
	char hex[GIT_OID_HEXSZ + 1], *other = mem_dup(id);
	git_oid oid = {{0}};

	(void)state;
	assert_false(note_line_id(&oid, ""));
	assert_false(note_line_id(&oid, "-"));
	assert_false(note_line_id(&oid, id + 1));
	assert_false(note_line_id(&oid, "0123456789abcdef0123456789abcdef012345678"));
	other[12] = 'C';
	assert_false(note_line_id(&oid, other));
	other[12] = 'g';
	assert_false(note_line_id(&oid, other));
	git_oid_tostr(hex, sizeof(hex), &oid);
	assert_string_equal(hex, "0000000000000000000000000000000000000000");
	assert_true(note_line_id(&oid, id));
	git_oid_tostr(hex, sizeof(hex), &oid);
	assert_string_equal(hex, id);
	free(other);
}

static void writes_texts_on_one_line(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	note_line_add_text(&out, " a\tb\nc ");
	note_line_add_text(&out, " \n");
	note_line_add_text(&out, NULL);
	assert_string_equal(out.s, "\ta b c\t-\t-");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cuts_fields),
	    cmocka_unit_test(refuses_what_is_none),
	    cmocka_unit_test(reads_whole_ids_only),
	    cmocka_unit_test(writes_texts_on_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
