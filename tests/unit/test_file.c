/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* mkdtemp */
#include "publish/file.h"

#include "util/mem.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { LARGE = 1 << 20, ROUNDS = 8, BEGUN = 20000 /* microseconds */ };

static char *folder;

static int make_folder(void **state)
{
	(void)state;
	folder = mem_dup("/tmp/pullprep-file-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

/* How many files are in the folder; all of them are removed. */
static int empty_folder(void)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;
	int n = 0;

	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		if (*entry->d_name == '.')
			continue;
		n++;
		assert_int_equal(unlinkat(dirfd(directory), entry->d_name, 0), 0);
	}
	closedir(directory);
	return n;
}

static int remove_folder(void **state)
{
	(void)state;
	empty_folder();
	rmdir(folder);
	free(folder);
	return 0;
}

static void leaves_no_temporary_when_interrupted(void **state)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	char *path = mem_format("%s/page", folder), *bytes = mem_zero(LARGE, 1);

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		int number = numbers[round % 3], status;
		pid_t child = fork();

		if (!child)
			for (;;)
				error_free(file_replace(path, bytes, LARGE));
		assert_true(child > 0);
		usleep((useconds_t)(BEGUN + 700 * round));
		kill(child, number);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), number);
		assert_true(empty_folder() <= 1);
	}
	free(bytes);
	free(path);
}

static void replaces_what_is_there(void **state)
{
	char *path = mem_format("%s/file", folder);
	struct buf read = BUF_INIT;

	(void)state;
	assert_null(file_replace(path, "old and long", 12));
	assert_null(file_replace(path, "new", 3));
	assert_null(file_read(&read, path));
	assert_string_equal(read.s, "new");
	assert_int_equal(empty_folder(), 1);
	buf_release(&read);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(replaces_what_is_there),
	    cmocka_unit_test(leaves_no_temporary_when_interrupted),
	};

	return cmocka_run_group_tests_name("file", tests, make_folder, remove_folder);
}
