/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/option.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

struct own {
	bool write;
	const char *plan;
	struct strings rule;
	long least;
	const char *sweep;
};

struct shared {
	const char *directory;
	const char *format;
	bool no_pager;
};

static const struct option own_options[] = {
    {"write", 'w', OPTION_FLAG, NULL, "save it", offsetof(struct own, write)},
    {"plan", 0, OPTION_TEXT, "FILE", "the plan", offsetof(struct own, plan)},
    {"rule", 'r', OPTION_LIST, "RULE", "a rule", offsetof(struct own, rule)},
    {"least", 0, OPTION_NUMBER, "N", "a number", offsetof(struct own, least)},
    {"sweep", 's', OPTION_MAYBE, "DAYS", "perhaps with a value", offsetof(struct own, sweep)},
    OPTION_END,
};

static const struct option shared_options[] = {
    {"directory", 'C', OPTION_TEXT, "DIR", "where", offsetof(struct shared, directory)},
    {"format", 0, OPTION_TEXT, "text|tsv|json", "how", offsetof(struct shared, format)},
    {"no-pager", 0, OPTION_FLAG, NULL, "unpaged", offsetof(struct shared, no_pager)},
    OPTION_END,
};

struct parsed {
	struct own own;
	struct shared shared;
	struct strings rest;
	struct error *err;
	int next;
};

enum { MOST = 32 };

/* Splits the line at blanks (an argument "_" is the empty string) and reads it. */
static struct parsed parse(const char *line, bool leading)
{
	static struct strings words; /* options borrow from it until the next call */
	struct parsed p = {.next = 0};
	const struct option_set sets[] = {{own_options, &p.own}, {shared_options, &p.shared}, {NULL, NULL}};
	const char *argv[MOST] = {"split"};
	int argc = 1;

	strings_release(&words);
	strings_split(&words, line, ' ');
	for (size_t i = 0; i < words.n && argc < MOST - 1; i++)
		argv[argc++] = strcmp(words.v[i], "_") ? words.v[i] : "";
	p.err = leading ? option_leading(argc, argv, sets, &p.next) : option_parse(argc, argv, sets, &p.rest);
	return p;
}

static void release(struct parsed *p)
{
	strings_release(&p->own.rule);
	strings_release(&p->rest);
	error_free(p->err);
}

static void reads_all_kinds(void **state)
{
	struct parsed p = parse(
	    "-w topic --plan=my/plan --rule one -rtwo --least 7 -C dir -r three other --format tsv", false);

	(void)state;
	assert_null(p.err);
	assert_true(p.own.write);
	assert_string_equal(p.own.plan, "my/plan");
	assert_int_equal(p.own.rule.n, 3);
	assert_string_equal(p.own.rule.v[1], "two");
	assert_int_equal(p.own.least, 7);
	assert_string_equal(p.shared.directory, "dir");
	assert_string_equal(p.shared.format, "tsv");
	assert_int_equal(p.rest.n, 2);
	assert_string_equal(p.rest.v[0], "topic");
	assert_string_equal(p.rest.v[1], "other");
	release(&p);
}

static void takes_the_last(void **state)
{
	struct parsed p = parse("--plan=a --plan b --plan=_x --plan= --format=text --format=json", false);

	(void)state;
	assert_null(p.err);
	assert_string_equal(p.own.plan, "");
	assert_string_equal(p.shared.format, "json");
	release(&p);
}

static void knows_abbreviations(void **state)
{
	struct parsed p = parse("--wr --form=tsv --no", false);

	(void)state;
	assert_null(p.err);
	assert_true(p.own.write);
	assert_true(p.shared.no_pager);
	assert_string_equal(p.shared.format, "tsv");
	release(&p);
}

static void ends_at_two_dashes(void **state)
{
	struct parsed p = parse("- -w -- --plan -w --", false);

	(void)state;
	assert_null(p.err);
	assert_true(p.own.write);
	assert_int_equal(p.rest.n, 4);
	assert_string_equal(p.rest.v[0], "-");
	assert_string_equal(p.rest.v[1], "--plan");
	assert_string_equal(p.rest.v[3], "--");
	release(&p);
}

static void takes_a_value_or_none(void **state)
{
	struct parsed p = parse("--sweep 30 -s --sweep=7", false);

	(void)state;
	assert_null(p.err);
	assert_string_equal(p.own.sweep, "7");
	assert_int_equal(p.rest.n, 1);
	assert_string_equal(p.rest.v[0], "30");
	release(&p);
	p = parse("--sweep", false);
	assert_null(p.err);
	assert_string_equal(p.own.sweep, "");
	release(&p);
	p = parse("-s30 topic", false);
	assert_null(p.err);
	assert_string_equal(p.own.sweep, "30");
	release(&p);
	p = parse("topic", false);
	assert_null(p.own.sweep);
	release(&p);
}

static void refuses(void **state)
{
	static const struct {
		const char *line, *words;
	} cases[] = {
	    {"--unknown", "--unknown"},
	    {"-x", "-x"},
	    {"--write=yes", "--write takes no value"},
	    {"-wr", "--write takes no value"},
	    {"--plan", "--plan needs a value: FILE"},
	    {"-C", "--directory needs a value"},
	    {"--format=xml", "--format takes one of text|tsv|json, not 'xml'"},
	    {"--format=te", "not 'te'"},
	    {"--format=", "not ''"},
	    {"--least=x", "a whole number, not 'x'"},
	    {"--least=-1", "not '-1'"},
	    {"--least=", "not ''"},
	    {"--least=99999999999999999999", "a whole number"},
	    {"--=x", "several options"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct parsed p = parse(cases[i].line, false);

		assert_non_null(p.err);
		assert_int_equal(p.err->code, ERROR_USAGE);
		if (!strstr(p.err->message, cases[i].words))
			fail_msg("'%s': %s", cases[i].line, p.err->message);
		release(&p);
	}
}

static void reads_leading_ones(void **state)
{
	struct parsed p = parse("-C dir --no-pager --format tsv soak --plan x", true);

	(void)state;
	assert_null(p.err);
	assert_int_equal(p.next, 6);
	assert_string_equal(p.shared.directory, "dir");
	assert_null(p.own.plan);
	release(&p);
	p = parse("soak -w", true);
	assert_int_equal(p.next, 1);
	assert_false(p.own.write);
	release(&p);
	p = parse("-w -- soak", true);
	assert_int_equal(p.next, 3);
	release(&p);
	p = parse("", true);
	assert_int_equal(p.next, 1);
	release(&p);
}

static void writes_help(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	option_help(&out, own_options);
	assert_non_null(strstr(out.s, "    -w, --write             save it\n"));
	assert_non_null(strstr(out.s, "    --plan=FILE             the plan\n"));
	assert_non_null(strstr(out.s, "    -s, --sweep[=DAYS]      perhaps with a value\n"));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_all_kinds),
	    cmocka_unit_test(takes_the_last),
	    cmocka_unit_test(knows_abbreviations),
	    cmocka_unit_test(ends_at_two_dashes),
	    cmocka_unit_test(takes_a_value_or_none),
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(reads_leading_ones),
	    cmocka_unit_test(writes_help),
	};

	return cmocka_run_group_tests_name("option", tests, NULL, NULL);
}
