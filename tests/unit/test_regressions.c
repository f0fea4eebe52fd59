/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/regressions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* Nothing of a refused file is left. */
static char *parse(struct regressions *out, const char *text)
{
	char *why;

	*out = (struct regressions){.v = NULL};
	why = regressions_parse(out, text, strlen(text));
	if (why) {
		assert_int_equal(out->n, 0);
		assert_null(out->v);
	}
	return why;
}

static void fields_are_read(void **state)
{
	struct regressions list;

	(void)state;
	assert_null(parse(&list, "[{\"id\": 7, \"introduced\": \"v6.9..v6.10-rc1\", \"subject\": \"it "
				 "\\\"hangs\\\"\", \"tree\": \"mainline\","
				 " \"timestamp\": \"1970-01-02T02:00:01.500000+02:00\", \"url_regzbot\": "
				 "\"https://example.org/r/\","
				 " \"identified\": false, \"regzbot_commands\": [{\"command\": 1}],"
				 " \"solved\": {\"reason\": \"to_be_fixed\", \"commit\": \"1234567\", "
				 "\"timestamp\": null, \"url\": 3}}]"));
	assert_int_equal(list.n, 1);
	assert_string_equal(list.v[0].introduced, "v6.9..v6.10-rc1");
	assert_string_equal(list.v[0].subject, "it \"hangs\"");
	assert_string_equal(list.v[0].tree, "mainline");
	assert_int_equal(list.v[0].filed, 86401);
	assert_string_equal(list.v[0].url, "https://example.org/r/");
	assert_string_equal(list.v[0].reason, "to_be_fixed");
	assert_string_equal(list.v[0].fix, "1234567");
	assert_true(list.v[0].solved == REGRESSION_NO_TIME);
	regressions_release(&list);
}

static void what_is_missing_is_not_known(void **state)
{
	struct regressions list;

	(void)state;
	assert_null(parse(
	    &list, "[{}, {\"introduced\": null, \"solved\": null, \"timestamp\": null}, {\"solved\": {}}]"));
	assert_int_equal(list.n, 3);
	for (size_t i = 0; i < list.n; i++) {
		assert_null(list.v[i].introduced);
		assert_null(list.v[i].reason);
		assert_true(list.v[i].filed == REGRESSION_NO_TIME);
		assert_true(regression_is_open(&list.v[i], 0));
	}
	regressions_release(&list);
	assert_null(parse(&list, "[]"));
	assert_int_equal(list.n, 0);
}

static void other_types_are_refused(void **state)
{
	static const char *const texts[][2] = {
	    {"", "not JSON"},
	    {"[{\"subject\": \"cut", "not JSON"},
	    {"[] []", "not JSON"},
	    {"[{\"subject\": \"a\\u0000b\"}]", "not JSON"},
	    {"{}", "no array"},
	    {"[1]", "regression 1 is no object"},
	    {"[{}, []]", "regression 2 is no object"},
	    {"[{\"introduced\": 1}]", "'introduced' of regression 1 is no text"},
	    {"[{}, {\"subject\": [\"x\"]}]", "'subject' of regression 2 is no text"},
	    {"[{\"solved\": \"fixed\"}]", "'solved' of regression 1 is no object"},
	    {"[{\"solved\": {\"reason\": true}}]", "'reason' of regression 1 is no text"},
	    {"[{\"timestamp\": 1}]", "'timestamp' of regression 1 is no text"},
	    {"[{\"timestamp\": \"yesterday\"}]", "'timestamp' of regression 1 is no time"},
	    {"[{\"timestamp\": \"2021-09-13\"}]", "no time"},
	    {"[{\"timestamp\": \"2021-02-30T00:00:00Z\"}]", "no time"},
	    {"[{\"timestamp\": \"2021-02-03T25:00:00Z\"}]", "no time"},
	    {"[{\"timestamp\": \"2021-02-03T05:00:00\"}]", "no time"},
	    {"[{\"timestamp\": \"2021-02-03T05:00:00+2:00\"}]", "no time"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct regressions list;
		char *why = parse(&list, texts[i][0]);

		assert_non_null(why);
		assert_non_null(strstr(why, texts[i][1]));
		free(why);
	}
}

static void nested_without_end_is_refused(void **state)
{
	enum { DEPTH = 200000 };
	struct regressions list;
	char *text = malloc(DEPTH + 1), *why;

	(void)state;
	memset(text, '[', DEPTH);
	text[DEPTH] = '\0';
	why = parse(&list, text);
	assert_non_null(why);
	free(why);
	free(text);
}

static void open_is_by_reason_and_day(void **state)
{
	char fixed[] = "fixed", coming[] = "to_be_fixed", invalid[] = "invalid";
	struct regression regression = {.filed = 100, .solved = REGRESSION_NO_TIME};

	(void)state;
	assert_false(regression_is_open(&regression, 99));
	assert_true(regression_is_open(&regression, 100));
	regression.reason = coming;
	regression.solved = 150;
	assert_true(regression_is_open(&regression, 200));
	regression.reason = invalid;
	assert_false(regression_is_open(&regression, 200));
	assert_false(regression_is_open(&regression, 150));
	assert_true(regression_is_open(&regression, 149));
	regression.reason = fixed;
	regression.solved = REGRESSION_NO_TIME;
	assert_false(regression_is_open(&regression, 200));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fields_are_read),
	    cmocka_unit_test(what_is_missing_is_not_known),
	    cmocka_unit_test(other_types_are_refused),
	    cmocka_unit_test(nested_without_end_is_refused),
	    cmocka_unit_test(open_is_by_reason_and_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
