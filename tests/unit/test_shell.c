/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/shell.h"

#include "util/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void plain_words_stand_as_they_are(void **state)
{
	struct buf command = BUF_INIT;

	(void)state;
	shell_add_word(&command, "git");
	shell_add_word(&command, "refs/tags/v5.17^{}");
	shell_add_word(&command, "~x");
	shell_add_word(&command, "a~1");
	shell_add_word(&command, "");
	assert_string_equal(command.s, "git 'refs/tags/v5.17^{}' '~x' a~1 ''");
	buf_release(&command);
}

static void a_shell_reads_back_what_was_meant(void **state)
{
	static const char *const words[] = {"it's", "$HOME", "a;b", "\"", "`id`", "\\", "!", "a&b|c>d", "*"};
	struct buf command = BUF_INIT, expected = BUF_INIT;
	struct process process = PROCESS_INIT;
	const char *argv[] = {"sh", "-c", NULL, NULL};

	(void)state;
	shell_add_word(&command, "printf");
	shell_add_word(&command, "%s\n");
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		shell_add_word(&command, words[i]);
		buf_addf(&expected, "%s\n", words[i]);
	}
	argv[2] = command.s;
	process.argv = argv;
	assert_null(process_run(&process));
	assert_string_equal(process.out.s, expected.s);
	process_release(&process);
	buf_release(&command);
	buf_release(&expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_words_stand_as_they_are),
	    cmocka_unit_test(a_shell_reads_back_what_was_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
