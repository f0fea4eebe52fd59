/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/commit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define TREE   "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
#define PARENT "parent 1111111111111111111111111111111111111111\n"
#define PEOPLE                                                                                               \
	"author A U Thor <author@example.org> 1700000000 +0100\n"                                            \
	"committer C Mitter <committer@example.org> 1700000001 -0800\n"

static const git_oid oid;
static struct commit commit;

static void parse(const char *raw, size_t length)
{
	struct error *err;

	commit_release(&commit);
	err = commit_parse(&commit, &oid, raw, length);
	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
}

static void parse_text(const char *raw)
{
	parse(raw, strlen(raw));
}

static void an_ordinary_commit(void **state)
{
	(void)state;
	parse_text(TREE PARENT PARENT PEOPLE "gpgsig -----BEGIN\n encoding koi8-r\n author x\n -----END\n"
					     "\nsubject one\nsubject two  \n\nbody\n");
	assert_int_equal(commit.parent_count, 2);
	assert_int_equal(commit.parents[1].id[19], 0x11);
	assert_int_equal(commit.tree.id[0], 0x4b);
	assert_string_equal(commit.author_name, "A U Thor");
	assert_string_equal(commit.author_email, "author@example.org");
	assert_int_equal(commit.authored, 1700000000);
	assert_string_equal(commit.committer_name, "C Mitter");
	assert_int_equal(commit.committed, 1700000001);
	assert_string_equal(commit.subject, "subject one subject two");
	assert_string_equal(commit.message, "subject one\nsubject two  \n\nbody\n");
}

static void other_encodings_become_utf8(void **state)
{
	(void)state;
	parse_text(TREE "author J\xf6rg <j@example.org> 1 +0000\ncommitter J\xf6rg <j@example.org> 1 +0000\n"
			"encoding ISO-8859-1\n\n\xfc"
			"ber\n");
	assert_string_equal(commit.author_name, "J\xc3\xb6rg");
	assert_string_equal(commit.subject, "\xc3\xbc"
					    "ber");
	parse_text(TREE PEOPLE "encoding no-such-encoding\n\nplain \xff\n");
	assert_string_equal(commit.subject, "plain \xef\xbf\xbd");
	parse_text(TREE PEOPLE "encoding Shift_JIS\n\n\x83\x65 \xfd\xff x\n");
	assert_memory_equal(commit.subject, "\xe3\x83\x86", 3);
	assert_non_null(strstr(commit.subject, " x"));
}

static void invalid_bytes_are_replaced(void **state)
{
	static const char raw[] = TREE PEOPLE "\na\0b\xc3(\xed\xa0\x80\n";

	(void)state;
	parse(raw, sizeof(raw) - 1);
	assert_string_equal(commit.subject, "a\xef\xbf\xbd"
					    "b\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

static void messages_may_be_missing(void **state)
{
	(void)state;
	parse_text(TREE PEOPLE);
	assert_string_equal(commit.subject, "");
	assert_string_equal(commit.message, "");
	parse_text(TREE PEOPLE "\n\n  \n\n");
	assert_string_equal(commit.subject, "");
	parse_text(TREE PEOPLE "\n\n \n  late subject\n");
	assert_string_equal(commit.subject, "  late subject");
}

static void people_may_be_odd(void **state)
{
	(void)state;
	parse_text(TREE "author nobody\ncommitter  <only@example.org> x\n\nx\n");
	assert_string_equal(commit.author_name, "nobody");
	assert_string_equal(commit.author_email, "");
	assert_int_equal(commit.authored, 0);
	assert_string_equal(commit.committer_name, "");
	assert_string_equal(commit.committer_email, "only@example.org");
	parse_text(TREE "author A > <a@example.org> 5 +0000\ncommitter C <c@example.org> -7 +0000\n\nx\n");
	assert_int_equal(commit.authored, 5);
	assert_int_equal(commit.committed, -7);
}

static void a_huge_message_is_cut(void **state)
{
	size_t length = (size_t)1024 * 1024, head = strlen(TREE PEOPLE "\n");
	char *raw = malloc(head + length);

	(void)state;
	memcpy(raw, TREE PEOPLE "\n", head);
	for (size_t i = 0; i + 2 < length; i += 3)
		memcpy(raw + head + i, "\xe2\x82\xac", 3);
	raw[head + length - 1] = '\n';
	memcpy(raw + head + length - 12, "\n\nLast: word", 12);
	parse(raw, head + length);
	assert_in_range(strlen(commit.message), 200 * 1024, 300 * 1024);
	assert_non_null(strstr(commit.message, "[cut here: the message has 1048576 bytes]"));
	assert_non_null(strstr(commit.message, "\n\nLast: word"));
	free(raw);
}

static void garbage_is_an_error(void **state)
{
	static const char *const raws[] = {
	    "",
	    "\n",
	    "tree 4b825d\n" PEOPLE "\nx",
	    TREE "parent 11\n" PEOPLE "\nx",
	    TREE "author A <a@example.org> 1 +0000\n\nx",
	    "nonsense",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(raws) / sizeof(*raws); i++) {
		struct commit broken;
		struct error *err = commit_parse(&broken, &oid, raws[i], strlen(raws[i]));

		assert_non_null(err);
		assert_int_equal(err->code, ERROR_MISSING);
		error_free(err);
	}
}

static int clean_up(void **state)
{
	(void)state;
	commit_release(&commit);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_ordinary_commit),
	    cmocka_unit_test(other_encodings_become_utf8),
	    cmocka_unit_test(invalid_bytes_are_replaced),
	    cmocka_unit_test(messages_may_be_missing),
	    cmocka_unit_test(people_may_be_odd),
	    cmocka_unit_test(a_huge_message_is_cut),
	    cmocka_unit_test(garbage_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, clean_up);
}
