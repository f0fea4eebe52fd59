/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/lorequery.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define ID "8f0b4cce4481fb22653697cced8d0d04027cb1e8"

static void puts_queries_together(void **state)
{
	struct buf query = BUF_INIT;

	(void)state;
	assert_true(lore_query_add(&query, LORE_PATCH_ID, "8F0B4CCE4481FB22653697cced8d0d04027cb1e8"));
	assert_true(lore_query_add_days(&query, DAY_NONE, day_make(2026, 6, 2)));
	assert_string_equal(query.s, "patchid:" ID " AND d:..20260602");
	assert_null(lore_query_refuses(query.s));
	buf_reset(&query);
	assert_true(lore_query_add(&query, LORE_SUBJECT, "kvm: \"quoted\" (and) it's 5 %"));
	assert_true(lore_query_add(&query, LORE_FROM, "J\xc3\xb6rg \"J\" <j@example.org>"));
	assert_true(lore_query_add(&query, LORE_LIST, "linux-next"));
	assert_true(lore_query_add(&query, LORE_COMMIT, ID));
	assert_true(lore_query_add_days(&query, day_make(2026, 6, 2), DAY_NONE));
	assert_string_equal(query.s,
	    "s:\"kvm:  quoted  (and) it's 5 %\" AND f:\"J\xc3\xb6rg  J  <j@example.org>\" AND "
	    "l:linux-next AND nq:8f0b4cce4481* AND d:20260602..");
	assert_null(lore_query_refuses(query.s));
	buf_release(&query);
}

/* Words that the search does not know end a phrase. */
static void leaves_out_what_is_too_long(void **state)
{
	struct buf query = BUF_INIT;
	char text[80] = "a b: ";

	(void)state;
	memset(text + 5, 'x', 64);
	strcpy(text + 69, " y");
	assert_true(lore_query_add(&query, LORE_SUBJECT, text));
	assert_string_equal(query.s + query.len - 4, "x y\"");
	buf_reset(&query);
	strcpy(text + 69, "x y");
	assert_true(lore_query_add(&query, LORE_SUBJECT, text));
	assert_string_equal(query.s, "s:\"a b: \"");
	assert_false(lore_query_add(&query, LORE_SUBJECT, text + 5));
	buf_release(&query);
}

static void asks_for_one_of_several(void **state)
{
	const struct lore_value any[] = {{LORE_SUBJECT, "--"}, {LORE_FROM, "a@example.org"},
	    {LORE_BODY, NULL}, {LORE_BODY, "a@example.org"}};
	struct buf query = BUF_INIT;

	(void)state;
	assert_true(lore_query_add_any(&query, any, 2));
	assert_string_equal(query.s, "f:\"a@example.org\"");
	assert_true(lore_query_add_any(&query, any, 4));
	assert_true(lore_query_add(&query, LORE_LIST, "x"));
	assert_string_equal(
	    query.s, "f:\"a@example.org\" AND (f:\"a@example.org\" OR nq:\"a@example.org\") AND l:x");
	assert_null(lore_query_refuses(query.s));
	assert_false(lore_query_add_any(&query, any, 1));
	buf_release(&query);
}

/* What is refused adds nothing, so that no wider question is asked by mistake. */
static void refuses_values(void **state)
{
	static const struct {
		enum lore_term term;
		const char *value;
	} cases[] = {
	    {LORE_PATCH_ID, ""},
	    {LORE_PATCH_ID, "8f0b4cce4481"},
	    {LORE_PATCH_ID, ID "0"},
	    {LORE_PATCH_ID, "8f0b4cce4481fb22653697cced8d0d04027cb1eg"},
	    {LORE_COMMIT, "8f0b4cce448"},
	    {LORE_COMMIT, "8f0b4cce4481 OR x"},
	    {LORE_SUBJECT, ""},
	    {LORE_SUBJECT, "\"\" ... -- "},
	    {LORE_FROM, "<>"},
	    {LORE_LIST, "linux next"},
	    {LORE_LIST, "--"},
	    {LORE_LIST, "x\" OR s:y"},
	};
	struct buf query = BUF_INIT;

	(void)state;
	buf_addstr(&query, "l:x");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (lore_query_add(&query, cases[i].term, cases[i].value))
			fail_msg("'%s' passes", cases[i].value);
	assert_false(lore_query_add_days(&query, DAY_NONE, DAY_NONE));
	assert_string_equal(query.s, "l:x");
	buf_release(&query);
}

/* What public-inbox would answer with 404, or with all it has. */
static void refuses_queries(void **state)
{
	static const char *const bad[] = {"", " ", "word", "s:", "s:\"open", "s:\"\"", "unknown:x",
	    "d:notadate..", "d:..", "d:2026..", "d:20260602", "s:x y", "s:x AND", "s:x AND ", "s:x OR s:y",
	    "s:x s:y", ":x", "l:x AND d:20260602..2", "NOT s:x", "(s:x", "(s:x AND s:y)", "()", "(s:x OR )",
	    "(s:x)s:y", "((s:x OR s:y) OR s:z)", "s:x*y", "s:\"a\"b"};
	static const char *const good[] = {"l:x", "l:x*", "s:\"a b\"", "d:20260601..20260602",
	    "nq:8f0b4cce4481* AND l:linux-next", "(s:x OR nq:\"y (\") AND l:z"};
	struct buf longest = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (!lore_query_refuses(bad[i]))
			fail_msg("'%s' passes", bad[i]);
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (lore_query_refuses(good[i]))
			fail_msg("'%s': %s", good[i], lore_query_refuses(good[i]));
	buf_addstr(&longest, "s:");
	buf_addchars(&longest, 'x', 3000);
	assert_non_null(lore_query_refuses(longest.s));
	buf_release(&longest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(puts_queries_together),
	    cmocka_unit_test(leaves_out_what_is_too_long),
	    cmocka_unit_test(asks_for_one_of_several),
	    cmocka_unit_test(refuses_values),
	    cmocka_unit_test(refuses_queries),
	};

	return cmocka_run_group_tests_name("lorequery", tests, NULL, NULL);
}
