/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct pattern *compile(const char *regex)
{
	struct pattern *pattern = NULL;

	assert_null(pattern_new(&pattern, regex, "pullprep.class"));
	assert_non_null(pattern);
	return pattern;
}

static bool matches(const char *regex, const char *text, size_t length)
{
	struct pattern *pattern = compile(regex);
	bool answer = pattern_matches(pattern, text, length);

	pattern_free(pattern);
	return answer;
}

/* The answers of Python's re.search() on a str decoded with "surrogateescape". */
static void matches_as_python_does(void **state)
{
	static const struct {
		const char *regex, *text;
		size_t length; /* 0: to the NUL */
		bool expected;
	} cases[] = {
	    {"^t/", "t/t0000.sh", 0, true},
	    {"^t/", "test/t/x", 0, false},
	    {"a.c$", "abc", 0, true},
	    {"\\.c$", "x.c\n", 0, true}, /* '$' also stands before a last LF */
	    {"\\.c$", "x.c\n\n", 0, false},
	    {"a.b", "a\nb", 0, false},
	    {"a.b", "a\rb", 0, true},
	    {"a\\tb", "a\tb", 0, true},
	    {"^.$", "\xc3\xa9", 0, true},
	    {"^.{4}$", "na\xc3\xaf\x66", 0, true},
	    {"^\\w+$", "na\xc3\xafve", 0, true},
	    {"^\xc3\xa9$", "\xc3\xa9", 0, true},
	    {"(?i)^\xc3\x89$", "\xc3\xa9", 0, true},
	    {"^[^/]$", "\xf0\x9f\x90\xa7", 0, true},
	    {"^a.b$",
		"a\xff"
		"b",
		0, true},
	    {"^a..b$",
		"a\xff"
		"b",
		0, false},
	    {"^a..b$",
		"a\xe2\x82"
		"b",
		0, true},                          /* a character cut short: each byte stands alone */
	    {"^\\W{3}$", "\xed\xa0\x80", 0, true}, /* a surrogate is no character */
	    {"^\\w$", "\xe9", 0, false},           /* latin-1 is not taken for UTF-8 */
	    {"^docs/.*\\.txt$", "docs/\xe9t\xe9.txt", 0, true},
	    {"^docs/[^/]*$", "docs/\x80\xff", 0, true},
	    {"^a.b$", "a\0b", 3, true},
	    {"b", "a\0b", 3, true},
	    {"b", "ab", 1, false},
	    {"^$", "", 0, true},
	    {"", "anything", 0, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t length = cases[i].length ? cases[i].length : strlen(cases[i].text);

		if (matches(cases[i].regex, cases[i].text, length) != cases[i].expected)
			fail_msg("case %zu: %s on %s", i, cases[i].regex, cases[i].text);
	}
}

static void finds_groups(void **state)
{
	struct pattern *pattern = compile("^v([0-9.]+)(-rc([0-9]+))?$");
	struct pattern_span spans[5];

	(void)state;
	assert_true(pattern_groups(pattern, "v6.9-rc12", 9, spans, 5));
	assert_int_equal(spans[0].start, 0);
	assert_int_equal(spans[0].end, 9);
	assert_int_equal(spans[1].start, 1);
	assert_int_equal(spans[1].end, 4);
	assert_int_equal(spans[3].start, 7);
	assert_int_equal(spans[3].end, 9);
	assert_true(spans[4].start == (size_t)-1);
	assert_true(pattern_groups(pattern, "v6.9", 4, spans, 4));
	assert_true(spans[2].start == (size_t)-1);
	assert_true(spans[3].end == (size_t)-1);
	assert_false(pattern_groups(pattern, "6.9", 3, spans, 4));
	pattern_free(pattern);
}

static void offsets_are_the_texts_own(void **state)
{
	struct pattern *pattern = compile("(\xc3\xa9.)(b+)");
	struct pattern_span spans[3];

	(void)state;
	assert_true(pattern_groups(pattern,
	    "\xff\xfe\xc3\xa9\xe9"
	    "bb\x80",
	    8, spans, 3));
	assert_int_equal(spans[0].start, 2);
	assert_int_equal(spans[0].end, 7);
	assert_int_equal(spans[1].end, 5);
	assert_int_equal(spans[2].start, 5);
	assert_int_equal(spans[2].end, 7);
	pattern_free(pattern);
}

static void refuses_bad_ones(void **state)
{
	static const struct {
		const char *regex, *offset;
	} cases[] = {
	    {"^foo(bar", "offset 8"},
	    {"x[z-a]", "offset 4"},
	    {"*", "offset 0"},
	    {"ok\xff", "offset 2"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct pattern *pattern;
		struct error *err = pattern_new(&pattern, cases[i].regex, "pullprep.class");

		assert_non_null(err);
		assert_null(pattern);
		assert_non_null(strstr(err->message, "pullprep.class"));
		assert_non_null(strstr(err->message, cases[i].regex));
		if (!strstr(err->message, cases[i].offset))
			fail_msg("%s", err->message);
		error_free(err);
	}
}

/* The stack of the compiled code is 32 KiB; what needs more is matched without it. */
static void long_texts_match(void **state)
{
	enum { LENGTH = 200000 };
	struct pattern *pattern = compile("^(a|b|ab)*c$");
	char *text = malloc(LENGTH + 1);

	(void)state;
	memset(text, 'a', LENGTH);
	text[LENGTH - 1] = 'c';
	text[LENGTH] = '\0';
	assert_true(pattern_matches(pattern, text, LENGTH));
	assert_false(pattern_matches(pattern, text, LENGTH - 1));
	free(text);
	pattern_free(pattern);
}

static void hopeless_ones_end(void **state)
{
	struct pattern *pattern = compile("^(a+)+$");
	char text[64];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = 'b';
	assert_false(pattern_matches(pattern, text, sizeof(text)));
	assert_true(pattern_matches(pattern, text, sizeof(text) - 1));
	pattern_free(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(matches_as_python_does),
	    cmocka_unit_test(finds_groups),
	    cmocka_unit_test(offsets_are_the_texts_own),
	    cmocka_unit_test(refuses_bad_ones),
	    cmocka_unit_test(long_texts_match),
	    cmocka_unit_test(hopeless_ones_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
