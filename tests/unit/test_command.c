/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct target {
	bool write;
};

static const struct option options[] = {
    {"write", 'w', OPTION_FLAG, NULL, "save it", offsetof(struct target, write)},
    OPTION_END,
};

static const struct command with_options = {
    .name = "with", .usage = "", .summary = "for the test", .options = options};
static const struct command without_options = {.name = "without", .usage = "", .summary = "for the test"};

static void knows_every_command(void **state)
{
	(void)state;
	for (const struct command *const *c = commands; *c; c++) {
		assert_ptr_equal(command_find((*c)->name), *c);
		assert_non_null((*c)->run);
		assert_non_null((*c)->usage);
		assert_true(islower((unsigned char)(*c)->summary[0]));
		assert_int_not_equal((*c)->summary[strlen((*c)->summary) - 1], '.');
	}
	assert_null(command_find("hel"));
	assert_null(command_find(""));
}

/* Options have one meaning each: none of a command's own hides a global one. */
static void hides_no_global_option(void **state)
{
	(void)state;
	for (const struct command *const *c = commands; *c; c++)
		for (const struct option *own = (*c)->options; own && own->name; own++)
			for (const struct option *global = global_options; global->name; global++) {
				assert_string_not_equal(own->name, global->name);
				assert_true(!own->letter || own->letter != global->letter);
			}
}

static void expect_near(const char *typed, const char *near)
{
	struct error *err = command_unknown(typed, NULL);

	assert_int_equal(err->code, ERROR_USAGE);
	assert_non_null(strstr(err->message, typed));
	if (near)
		assert_non_null(strstr(err->hint, near));
	else
		assert_null(strstr(err->hint, "Did you mean"));
	error_free(err);
}

static void guesses_commands(void **state)
{
	(void)state;
	expect_near("hlep", "Did you mean: help");
	expect_near("hel", "Did you mean: help");
	expect_near("helpp", "help");
	expect_near("jelp", "help");
	expect_near("", NULL);
	expect_near("quux", NULL);
	expect_near("a-word-that-is-longer-than-any-command-could-ever-sensibly-be", NULL);
}

static struct error *read_arguments(const struct command *command, struct globals *globals,
    struct target *target, struct strings *rest, const char *const *argv)
{
	int argc = 0;

	while (argv[argc])
		argc++;
	return command_arguments(command, globals, target, argc, argv, rest);
}

static void reads_own_and_global_options(void **state)
{
	static const char *const argv[] = {"with", "topic", "-w", "--format=tsv", "--config", "a.b=c", NULL};
	struct globals globals = {.directory = NULL};
	struct target target = {.write = false};
	struct strings rest = STRINGS_INIT;

	(void)state;
	assert_null(read_arguments(&with_options, &globals, &target, &rest, argv));
	assert_true(target.write);
	assert_string_equal(globals.format, "tsv");
	assert_int_equal(globals.config.n, 1);
	assert_int_equal(rest.n, 1);
	strings_release(&rest);
	strings_release(&globals.config);
}

static void does_without_options(void **state)
{
	static const char *const good[] = {"without", "--no-pager", "x", NULL}, *const bad[] = {
										    "without", "-w", NULL};
	struct globals globals = {.directory = NULL};
	struct strings rest = STRINGS_INIT;
	struct error *err;

	(void)state;
	assert_null(read_arguments(&without_options, &globals, NULL, &rest, good));
	assert_true(globals.no_pager);
	err = read_arguments(&without_options, &globals, NULL, &rest, bad);
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_USAGE);
	error_free(err);
	strings_release(&rest);
}

static void hands_help_up(void **state)
{
	static const char *const argv[] = {"with", "-C", "/no/such/directory", "-h", NULL};
	struct globals globals = {.directory = NULL};
	struct target target = {.write = false};
	struct strings rest = STRINGS_INIT;
	struct error *err = read_arguments(&with_options, &globals, &target, &rest, argv);

	(void)state;
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_HELP);
	error_free(err);
	strings_release(&rest);
}

static void changes_directory(void **state)
{
	static const char *const there[] = {"with", "-C", "/", NULL}, *const nowhere[] = {
									  "with", "-C/no/such", NULL};
	struct globals globals = {.directory = NULL};
	struct target target = {.write = false};
	struct strings rest = STRINGS_INIT;
	char before[PATH_MAX], now[PATH_MAX];
	struct error *err;

	(void)state;
	assert_non_null(getcwd(before, sizeof(before)));
	err = read_arguments(&with_options, &globals, &target, &rest, nowhere);
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_FAILED);
	assert_non_null(err->hint);
	error_free(err);
	assert_null(read_arguments(&with_options, &globals, &target, &rest, there));
	assert_non_null(getcwd(now, sizeof(now)));
	assert_string_equal(now, "/");
	assert_int_equal(chdir(before), 0);
	strings_release(&rest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_every_command),
	    cmocka_unit_test(hides_no_global_option),
	    cmocka_unit_test(guesses_commands),
	    cmocka_unit_test(reads_own_and_global_options),
	    cmocka_unit_test(does_without_options),
	    cmocka_unit_test(hands_help_up),
	    cmocka_unit_test(changes_directory),
	};

	return cmocka_run_group_tests_name("command", tests, NULL, NULL);
}
