/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 4000 };

/* Each result says which item it is of, and in which process it was made. */
struct result {
	uint64_t square;
	int32_t process;
	char rest[37]; /* results of an odd size, past what a pipe takes at once */
};

static struct result results[MOST + 1];
static size_t calls[MOST]; /* in this process */

static void square(void *context, size_t i, void *result)
{
	struct result *out = result;

	assert_ptr_equal(context, results);
	calls[i]++;
	out->square = i * i + 1;
	out->process = getpid();
	memset(out->rest, (int)('a' + i % 26), sizeof(out->rest));
}

/* All results are there, each at its place, none made twice; what is behind them is not touched. */
static size_t map(size_t count, size_t run)
{
	struct error *err;
	size_t elsewhere = 0;

	memset(results, 0xee, sizeof(results));
	memset(calls, 0, sizeof(calls));
	err = parallel_map(count, run, sizeof(*results), results, square, results);
	assert_null(err);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(results[i].square, i * i + 1);
		assert_int_equal(results[i].rest[36], 'a' + i % 26);
		assert_int_equal(calls[i], results[i].process == getpid());
		elsewhere += results[i].process != getpid();
	}
	for (size_t i = 0; i < sizeof(*results); i++)
		assert_int_equal(((unsigned char *)&results[count])[i], 0xee);
	return elsewhere;
}

static void each_item_is_done_once_and_in_place(void **state)
{
	static const size_t runs[] = {1, 2, 7, 64, MOST};

	(void)state;
	for (size_t r = 0; r < sizeof(runs) / sizeof(*runs); r++) {
		map(0, runs[r]);
		map(1, runs[r]);
		map(runs[r] - 1, runs[r]);
		map(runs[r], runs[r]);
		if (runs[r] < MOST)
			map(runs[r] + 1, runs[r]);
		if (runs[r] * 2 < MOST)
			map(runs[r] * 2, runs[r]);
		map(1000, runs[r]);
		map(MOST, runs[r]);
	}
}

static void one_run_stays_here(void **state)
{
	(void)state;
	assert_int_equal(map(64, 64), 0);
	assert_int_equal(map(1, 64), 0);
}

/* With two processors or more, half of the items or more are done by others. */
static void more_runs_are_shared_out(void **state)
{
	size_t elsewhere = map(1000, 10);

	(void)state;
	if (sysconf(_SC_NPROCESSORS_ONLN) < 2)
		skip();
	assert_in_range(elsewhere, 500, 880);
}

static size_t open_files(void)
{
	DIR *directory = opendir("/proc/self/fd");
	size_t n = 0;

	assert_non_null(directory);
	while (readdir(directory))
		n++;
	closedir(directory);
	return n;
}

static void nothing_is_left_behind(void **state)
{
	size_t before = open_files();

	(void)state;
	map(MOST, 1);
	map(MOST, 3);
	assert_int_equal(open_files(), before);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child, neither running nor waiting */
}

static pid_t parent;

static void die_elsewhere(void *context, size_t i, void *result)
{
	(void)context;
	if (getpid() != parent && i > 900)
		_exit(0);
	*(char *)result = 'x';
}

static void kill_elsewhere(void *context, size_t i, void *result)
{
	(void)context;
	(void)i;
	if (getpid() != parent)
		kill(getpid(), 9);
	*(char *)result = 'x';
}

/* A worker that ends before its work is done, even in peace, is an error and no wrong result. */
static void a_worker_that_dies_is_an_error(void **state)
{
	static char bytes[1000];
	size_t before = open_files();
	struct error *err;

	(void)state;
	parent = getpid();
	if (sysconf(_SC_NPROCESSORS_ONLN) < 2)
		skip();
	err = parallel_map(1000, 10, 1, bytes, die_elsewhere, NULL);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "a worker process ended"));
	assert_non_null(err->hint);
	error_free(err);
	err = parallel_map(1000, 10, 1, bytes, kill_elsewhere, NULL);
	assert_non_null(err);
	error_free(err);
	assert_int_equal(open_files(), before);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_item_is_done_once_and_in_place),
	    cmocka_unit_test(one_run_stays_here),
	    cmocka_unit_test(more_runs_are_shared_out),
	    cmocka_unit_test(nothing_is_left_behind),
	    cmocka_unit_test(a_worker_that_dies_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
