/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What error_print() writes to standard error; the caller frees. */
static char *printed(const struct error *err)
{
	char path[] = "/tmp/pullprep-test.XXXXXX", *text = calloc(1, 4096);
	int file = mkstemp(path), saved = dup(STDERR_FILENO);

	assert_true(file >= 0 && saved >= 0);
	unlink(path);
	fflush(stderr);
	dup2(file, STDERR_FILENO);
	error_print(err);
	fflush(stderr);
	dup2(saved, STDERR_FILENO);
	assert_true(pread(file, text, 4095, 0) >= 0);
	close(saved);
	close(file);
	return text;
}

static void grows_context(void **state)
{
	struct error *err = error_failed("cannot read tree %d", 7);

	(void)state;
	err = error_context(err, "topic %s", "kvm/pmu");
	err = error_context(err, "split");
	assert_string_equal(err->message, "split: topic kvm/pmu: cannot read tree 7");
	assert_null(err->hint);
	assert_int_equal(err->code, ERROR_FAILED);
	error_free(err);
}

static void passes_success_on(void **state)
{
	(void)state;
	assert_null(error_context(NULL, "context"));
	assert_null(error_hint(NULL, "hint"));
	error_free(NULL);
	assert_int_equal(error_exit_status(NULL), 0);
}

static void adds_hints(void **state)
{
	struct error *err = error_new(ERROR_USAGE, "wrong");

	(void)state;
	error_hint(err, "one %s", "way");
	error_hint(err, "another");
	assert_string_equal(err->hint, "one way\nanother");
	error_free(err);
}

static void keeps_errno(void **state)
{
	struct error *err;

	(void)state;
	errno = ENOSPC;
	err = error_errno("cannot write %s", "plan");
	assert_string_equal(err->message, "cannot write plan: No space left on device");
	assert_int_equal(err->code, ERROR_FAILED);
	error_free(err);
}

static void has_exit_statuses(void **state)
{
	static const struct {
		enum error_code code;
		int status;
	} cases[] = {{ERROR_FAILED, 128}, {ERROR_USAGE, 129}, {ERROR_NOT_FOUND, 128}, {ERROR_MISSING, 128},
	    {ERROR_PIPE, 128 + SIGPIPE}, {ERROR_HELP, 0}, {ERROR_FINDINGS, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct error *err = error_new(cases[i].code, "x");

		assert_int_equal(error_exit_status(err), cases[i].status);
		error_free(err);
	}
}

static void prints_masked(void **state)
{
	struct error *err = error_failed("no topic \033[31mred\ntwo lines");
	char *text;

	(void)state;
	error_hint(err, "first\nsecond\t\x9b");
	text = printed(err);
	assert_string_equal(
	    text, "pullprep: no topic ^[[31mred\n  two lines\n  first\n  second \xef\xbf\xbd\n");
	free(text);
	error_free(err);
}

static void is_silent_where_nothing_is_wrong(void **state)
{
	static const enum error_code silent[] = {ERROR_PIPE, ERROR_HELP, ERROR_FINDINGS};

	(void)state;
	for (size_t i = 0; i < sizeof(silent) / sizeof(*silent); i++) {
		struct error *err = error_hint(error_new(silent[i], "words"), "more words");
		char *text = printed(err);

		assert_string_equal(text, "");
		free(text);
		error_free(err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(grows_context),
	    cmocka_unit_test(passes_success_on),
	    cmocka_unit_test(adds_hints),
	    cmocka_unit_test(keeps_errno),
	    cmocka_unit_test(has_exit_statuses),
	    cmocka_unit_test(prints_masked),
	    cmocka_unit_test(is_silent_where_nothing_is_wrong),
	};

	return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
