/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/signoffs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool signed_by(const char *line, const char *name, const char *email)
{
	char *message = mem_format("x\n\nText.\n\n%s\nCc: Cora Copied <cora@example.org>\n", line);
	struct signoffs signoffs;
	bool answer;

	signoffs_parse(&signoffs, message);
	answer = signoffs_by(&signoffs, name, email);
	signoffs_release(&signoffs);
	free(message);
	return answer;
}

struct person {
	const char *line, *name, *email;
};

static void people_are_known(void **state)
{
	static const struct person people[] = {
	    {"Signed-off-by: Ann Example <ann@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by: Ann Example <work@example.org>", "Ann Example", "private@example.org"},
	    {"Signed-off-by: A. N. Other <ann@example.org>", "Ann Example", "Ann@Example.Org"},
	    {"signed-OFF-by: ann EXAMPLE <x@example.org>", "Ann Example", "ann@example.org"},
	    {"  Signed-off-by:\tAnn\t Example\t<x@example.org>\r", "Ann Example", "ann@example.org"},
	    {"Signed-off-by Ann Example <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by: \"Example, Ann\" <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by: Ann Example <x@example.org>", "Example, Ann", "ann@example.org"},
	    {"Signed-off-by: \xe2\x80\x9c"
	     "Ann Example\xe2\x80\x9d <x@example.org>",
		"Ann Example", "ann@example.org"},
	    {"Signed-off-by: Ann Example (Example Ltd.) <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by: Ann Example <x@example.org>", "Ann Example - Example Ltd.", "ann@example.org"},
	    {"Signed-off-by: Ann Example <x@example.org>", "Ann X. Example", "ann@example.org"},
	    {"Signed-off-by: Ann Example <x@example.org>", "Ann Example via B4 Relay",
		"devnull+a@example.org"},
	    {"Signed-off-by: ann@example.org", "Someone", "ann@example.org"},
	    {"Signed-off-by: Ann Example\n <ann@example.org>", "Someone", "ann@example.org"},
	    {"Signed-off-by: Ann\n Example <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by: Ann Example <ann@\n example.org", "Ann Example", "x@example.org"},
	    {"Signed-off-by: Ann Example <ann@example.org> # for the clock", "Someone", "ann@example.org"},
	    {"Signed-off by: Ann Example <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed off by: Ann Example <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Sigend-off-by: Ann Example <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-of--by: Ann Example <x@example.org>", "Ann Example", "ann@example.org"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(people) / sizeof(*people); i++)
		if (!signed_by(people[i].line, people[i].name, people[i].email))
			fail_msg("not known: %s", people[i].line);
}

static void others_are_not(void **state)
{
	static const struct person people[] = {
	    {"Acked-by: Ann Example <ann@example.org>", "Ann Example", "ann@example.org"},
	    {"> Signed-off-by: Ann Example <ann@example.org>", "Ann Example", "ann@example.org"},
	    {"Not-Signed-off-by: Ann Example <ann@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by: Ann Example <ann@example.org>", "Cora Copied", "cora@example.org"},
	    {"Signed-off-by: Joann Example <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by: Ann <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by: Ann Exampleton <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by: Ann Example <x@example.org>", "", ""},
	    {"Signed-off-by:", "Ann Example", "ann@example.org"},
	    {"Signed-off-by", "Ann Example", "ann@example.org"},
	    {"Designed-of-by: Ann Example <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Signed-off-by-proxy: Ann Example <x@example.org>", "Ann Example", "ann@example.org"},
	    {"Sigend-off-by Ann Example <x@example.org>", "Ann Example", "ann@example.org"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(people) / sizeof(*people); i++)
		if (signed_by(people[i].line, people[i].name, people[i].email))
			fail_msg("known: %s", people[i].line);
}

static void a_folded_line_ends_where_the_next_trailer_begins(void **state)
{
	struct signoffs signoffs;

	(void)state;
	signoffs_parse(
	    &signoffs, "x\n\nSigned-off-by: Ann\nSigned-off-by: Bea <bea@example.org>\nCc: c@example.org\n");
	assert_int_equal(signoffs.n, 2);
	assert_string_equal(signoffs.v[0].name, "Ann");
	assert_string_equal(signoffs.v[0].email, "");
	assert_string_equal(signoffs.v[1].email, "bea@example.org");
	signoffs_release(&signoffs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(people_are_known),
	    cmocka_unit_test(others_are_not),
	    cmocka_unit_test(a_folded_line_ends_where_the_next_trailer_begins),
	};

	return cmocka_run_group_tests_name("signoffs", tests, NULL, NULL);
}
