/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct process run(const char *const *argv, const char *input, size_t length, int deadline)
{
	struct process p = PROCESS_INIT;

	p.argv = argv;
	p.input = input;
	p.input_length = length;
	p.deadline = deadline;
	assert_null(process_run(&p));
	return p;
}

static struct process run_shell(const char *script)
{
	const char *const argv[] = {"sh", "-c", script, NULL};

	return run(argv, NULL, 0, 20);
}

static size_t open_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	size_t count = 0;

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void collects_output(void **state)
{
	struct process p = run_shell("echo out; echo err >&2; exit 3");

	(void)state;
	assert_string_equal(p.out.s, "out\n");
	assert_string_equal(p.err.s, "err\n");
	assert_int_equal(p.status, 3);
	process_release(&p);
}

static void has_an_empty_input(void **state)
{
	struct process p = run_shell("cat; echo end");

	(void)state;
	assert_string_equal(p.out.s, "end\n");
	process_release(&p);
}

/* Both write before either is waited for. */
static void runs_beside_us(void **state)
{
	char directory[] = "/tmp/pullprep-unit.XXXXXX", fifo[64];
	size_t before = open_descriptors();
	struct process p = PROCESS_INIT, q = PROCESS_INIT;

	(void)state;
	assert_non_null(mkdtemp(directory));
	snprintf(fifo, sizeof(fifo), "%s/fifo", directory);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	p.argv = (const char *const[]){"sh", "-c", "echo one; cat <\"$0\" >/dev/null; echo done", fifo, NULL};
	q.argv = (const char *const[]){"sh", "-c", "echo two; : >\"$0\"", fifo, NULL};
	assert_null(process_begin(&p));
	assert_null(process_begin(&q)); /* lets the first one go on */
	assert_null(process_end(&p));
	assert_null(process_end(&q));
	assert_string_equal(p.out.s, "one\ndone\n");
	assert_string_equal(q.out.s, "two\n");
	assert_null(process_end(&p)); /* nothing is left to end */
	process_release(&p);
	process_release(&q);
	assert_int_equal(open_descriptors(), before);
	unlink(fifo);
	rmdir(directory);
}

static void what_was_not_begun_can_be_ended(void **state)
{
	const char *const argv[] = {"no-such-program-anywhere", NULL};
	struct process p = PROCESS_INIT, never = PROCESS_INIT;
	size_t before = open_descriptors();
	struct error *err;

	(void)state;
	p.argv = argv;
	err = process_begin(&p);
	assert_non_null(err);
	assert_null(process_end(&p));
	assert_null(process_end(&never));
	assert_int_equal(open_descriptors(), before);
	error_free(err);
	process_release(&p);
}

/* The child has our memory until it is another program. */
static void leaves_our_environment_alone(void **state)
{
	const char *const argv[] = {"sh", "-c", "echo \"$SET ${UNSET-none} $KEPT\"", NULL};
	const char *const env[] = {"SET=new", "UNSET", NULL};
	struct process p = PROCESS_INIT;

	(void)state;
	setenv("SET", "old", 1);
	setenv("UNSET", "old", 1);
	setenv("KEPT", "kept", 1);
	setenv("SETTER", "longer name", 1);
	p.argv = argv;
	p.env = env;
	assert_null(process_run(&p));
	assert_string_equal(p.out.s, "new none kept\n");
	assert_string_equal(getenv("SET"), "old");
	assert_string_equal(getenv("UNSET"), "old");
	assert_string_equal(getenv("SETTER"), "longer name");
	process_release(&p);
}

static void tells_signals(void **state)
{
	struct process p = run_shell("kill -TERM $$");

	(void)state;
	assert_int_equal(p.status, 128 + SIGTERM);
	process_release(&p);
}

/* More than any pipe holds, in both directions at once, and on both outputs. */
static void moves_much(void **state)
{
	static const char *const both[] = {"sh", "-c", "tee /dev/stderr", NULL};
	size_t length = 5 << 20;
	char *input = malloc(length);
	struct process p;

	(void)state;
	assert_non_null(input);
	for (size_t i = 0; i < length; i++)
		input[i] = (char)(i * 7 + i / 4096);
	p = run(both, input, length, 60);
	assert_int_equal(p.status, 0);
	assert_int_equal(p.out.len, length);
	assert_memory_equal(p.out.s, input, length);
	assert_int_equal(p.err.len, length);
	assert_memory_equal(p.err.s, input, length);
	process_release(&p);
	free(input);
}

static void survives_a_child_that_does_not_read(void **state)
{
	static const char *const argv[] = {"true", NULL};
	size_t length = 1 << 20;
	char *input = calloc(1, length);
	struct process p;

	(void)state;
	p = run(argv, input, length, 20);
	assert_int_equal(p.status, 0);
	process_release(&p);
	free(input);
}

static void names_a_missing_program(void **state)
{
	static const char *const argv[] = {"pullprep-no-such-program", NULL}, *const here[] = {"true", NULL};
	struct process p = PROCESS_INIT;
	struct stream stream;
	struct error *err;
	int status;

	(void)state;
	p.argv = argv;
	err = process_run(&p);
	assert_non_null(err);
	assert_string_equal(err->message, "cannot run pullprep-no-such-program: No such file or directory");
	assert_non_null(err->hint);
	error_free(err);
	err = process_interact(argv, &status);
	assert_non_null(err);
	error_free(err);
	err = stream_start(&stream, argv, -1, true);
	assert_non_null(err);
	error_free(err);
	err = stream_to(&stream, argv, NULL);
	assert_non_null(err);
	error_free(err);
	p.argv = here;
	p.directory = "/no/such/directory";
	err = process_run(&p);
	assert_non_null(err);
	assert_string_equal(err->message, "cannot run true in /no/such/directory: No such file or directory");
	error_free(err);
	process_release(&p);
}

static void sets_directory_and_environment(void **state)
{
	static const char *const argv[] = {"sh", "-c", "pwd; echo ${ONE-unset} ${TWO-unset}", NULL};
	static const char *const env[] = {"ONE=1=1", "TWO", NULL};
	struct process p = PROCESS_INIT;

	(void)state;
	setenv("TWO", "2", 1);
	p.argv = argv;
	p.directory = "/";
	p.env = env;
	assert_null(process_run(&p));
	assert_string_equal(p.out.s, "/\n1=1 unset\n");
	assert_string_equal(getenv("TWO"), "2");
	process_release(&p);
}

static bool is_gone(pid_t group)
{
	for (int i = 0; i < 200 && !kill(-group, 0); i++)
		usleep(20000);
	return kill(-group, 0) < 0;
}

/* The whole group is ended, and nothing that it holds open keeps us waiting. */
static void keeps_the_deadline(void **state)
{
	static const char *const argv[] = {"sh", "-c", "echo $$; sleep 100 & sleep 100", NULL};
	struct process p = PROCESS_INIT;
	double start = seconds();
	struct error *err;
	pid_t group;

	(void)state;
	p.argv = argv;
	p.deadline = 1;
	err = process_run(&p);
	assert_non_null(err);
	assert_string_equal(err->message, "sh did not finish within 1 seconds");
	assert_true(seconds() - start < 10);
	group = (pid_t)atol(p.out.s);
	assert_true(group > 1);
	assert_true(is_gone(group));
	error_free(err);
	process_release(&p);
}

static void keeps_the_deadline_of_a_silent_child(void **state)
{
	static const char *const argv[] = {"sh", "-c", "exec >&- 2>&-; sleep 100", NULL};
	struct process p = PROCESS_INIT;
	double start = seconds();
	struct error *err;

	(void)state;
	p.argv = argv;
	p.deadline = 1;
	err = process_run(&p);
	assert_non_null(err);
	assert_true(seconds() - start < 10);
	error_free(err);
	process_release(&p);
}

/* One that never stops writing is ended long before its deadline. */
static void bounds_the_output(void **state)
{
	static const char *const argv[] = {"yes", NULL};
	struct process p = PROCESS_INIT;
	double start = seconds();
	struct error *err;

	(void)state;
	p.argv = argv;
	p.deadline = 60;
	p.most = 1 << 20;
	err = process_run(&p);
	assert_non_null(err);
	assert_string_equal(err->message, "yes wrote more than 1048576 bytes");
	assert_int_equal(p.status, 128 + SIGKILL);
	assert_true(seconds() - start < 30);
	error_free(err);
	process_release(&p);
}

/* What would be too large is not written, and it lives to say so. */
static void bounds_a_file(void **state)
{
	char path[] = "/tmp/process.XXXXXX";
	int fd = mkstemp(path);
	const char *const argv[] = {
	    "sh", "-c", "head -c 3000000 /dev/zero >\"$0\" || echo failed", path, NULL};
	struct process p = PROCESS_INIT;

	(void)state;
	assert_true(fd >= 0);
	p.argv = argv;
	p.largest_file = 1 << 20;
	assert_null(process_run(&p));
	assert_string_equal(p.out.s, "failed\n");
	assert_non_null(strstr(p.err.s, "File too large"));
	assert_int_equal(lseek(fd, 0, SEEK_END), 1 << 20);
	process_release(&p);
	close(fd);
	unlink(path);
}

/* The session is field 6 of the line; a new one has no terminal. */
static void gives_no_terminal(void **state)
{
	static const char *const argv[] = {"sh", "-c",
	    "read -r line </proc/$$/stat; set -- $line; test \"$6\" = $$ && ! true </dev/tty", NULL};
	struct process p = PROCESS_INIT;

	(void)state;
	p.argv = argv;
	p.deadline = 20;
	assert_null(process_run(&p));
	assert_int_equal(p.status, 0);
	process_release(&p);
}

/* Who is told to end does not leave a group of its own behind. */
static void ends_with_us(void **state)
{
	static const char *const argv[] = {"sh", "-c", "sleep 100 & echo $$ >&\"$REPORT\"; sleep 100", NULL};
	int report[2], status;
	char line[32] = "";
	pid_t us;

	(void)state;
	assert_int_equal(pipe(report), 0);
	us = fork();
	assert_true(us >= 0);
	if (!us) {
		struct process p = PROCESS_INIT;
		char number[16];

		signal(SIGINT, SIG_DFL);
		snprintf(number, sizeof(number), "%d", report[1]);
		setenv("REPORT", number, 1);
		p.argv = argv;
		p.deadline = 60;
		error_free(process_run(&p));
		_exit(1);
	}
	close(report[1]);
	assert_true(read(report[0], line, sizeof(line) - 1) > 1);
	close(report[0]);
	assert_int_equal(kill(us, SIGINT), 0);
	assert_int_equal(waitpid(us, &status, 0), us);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
	assert_true(is_gone((pid_t)atol(line)));
}

static void does_not_wait_for_daemons(void **state)
{
	double start = seconds();
	struct process p = run_shell("sleep 15 & echo started");

	(void)state;
	assert_string_equal(p.out.s, "started\n");
	assert_int_equal(p.status, 0);
	assert_true(seconds() - start < 10);
	process_release(&p);
}

static void streams(void **state)
{
	static const char *const argv[] = {"cat", NULL};
	struct stream stream;
	char line[64];
	int status = -1;

	(void)state;
	assert_null(stream_start(&stream, argv, -1, true));
	for (int i = 0; i < 3; i++) {
		fprintf(stream.to, "line %d\n", i);
		fflush(stream.to);
		assert_non_null(fgets(line, sizeof(line), stream.from));
		assert_int_equal(line[5], '0' + i);
	}
	stream_end(&stream, false, &status);
	assert_int_equal(status, 0);
	stream_end(&stream, false, &status); /* once more does nothing */
}

static void ends_streams(void **state)
{
	static const char *const endless[] = {"yes", NULL};
	static const char *const stubborn[] = {
	    "sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done", NULL};
	struct stream stream;
	char line[64];
	int status;

	(void)state;
	assert_null(stream_start(&stream, endless, -1, true));
	assert_non_null(fgets(line, sizeof(line), stream.from));
	stream_end(&stream, true, &status);
	assert_true(status == 128 + SIGTERM || status == 128 + SIGPIPE);
	assert_null(stream_start(&stream, stubborn, open("/dev/null", O_RDONLY), true));
	assert_null(stream.to);
	assert_non_null(fgets(line, sizeof(line), stream.from));
	stream_end(&stream, true, &status);
	assert_int_equal(status, 128 + SIGKILL);
}

static void leaks_no_descriptors(void **state)
{
	static const char *const missing[] = {"pullprep-no-such-program", NULL}, *const cat[] = {"cat", NULL};
	size_t before = open_descriptors();
	struct process p;
	struct stream stream;
	int status;

	(void)state;
	p = run(cat, "text", 4, 0);
	assert_string_equal(p.out.s, "text");
	process_release(&p);
	p = (struct process)PROCESS_INIT;
	p.argv = missing;
	p.input = "text";
	p.input_length = 4;
	error_free(process_run(&p));
	process_release(&p);
	error_free(stream_start(&stream, missing, -1, true));
	assert_null(stream_start(&stream, cat, -1, false));
	stream_end(&stream, false, &status);
	assert_int_equal(open_descriptors(), before);
}

/* What one child talks with us through, the next one does not hold open. */
static void passes_no_descriptors_on(void **state)
{
	static const char *const cat[] = {"cat", NULL};
	struct process before = run_shell("ls /proc/self/fd"), during;
	struct stream stream;

	(void)state;
	assert_null(stream_start(&stream, cat, -1, true));
	during = run_shell("ls /proc/self/fd");
	assert_string_equal(during.out.s, before.out.s);
	process_release(&before);
	process_release(&during);
	stream_end(&stream, false, NULL);
}

static void leaves_signals_to_the_child(void **state)
{
	static const char *const argv[] = {"sh", "-c", "kill -INT $$", NULL};
	void (*before)(int) = signal(SIGINT, SIG_DFL);
	int status = 0;

	(void)state;
	assert_null(process_interact(argv, &status));
	assert_int_equal(status, 128 + SIGINT);
	assert_true(signal(SIGINT, before) == SIG_DFL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(collects_output),
	    cmocka_unit_test(has_an_empty_input),
	    cmocka_unit_test(runs_beside_us),
	    cmocka_unit_test(what_was_not_begun_can_be_ended),
	    cmocka_unit_test(leaves_our_environment_alone),
	    cmocka_unit_test(tells_signals),
	    cmocka_unit_test(moves_much),
	    cmocka_unit_test(survives_a_child_that_does_not_read),
	    cmocka_unit_test(names_a_missing_program),
	    cmocka_unit_test(sets_directory_and_environment),
	    cmocka_unit_test(keeps_the_deadline),
	    cmocka_unit_test(keeps_the_deadline_of_a_silent_child),
	    cmocka_unit_test(bounds_the_output),
	    cmocka_unit_test(bounds_a_file),
	    cmocka_unit_test(gives_no_terminal),
	    cmocka_unit_test(ends_with_us),
	    cmocka_unit_test(does_not_wait_for_daemons),
	    cmocka_unit_test(streams),
	    cmocka_unit_test(ends_streams),
	    cmocka_unit_test(leaks_no_descriptors),
	    cmocka_unit_test(passes_no_descriptors_on),
	    cmocka_unit_test(leaves_signals_to_the_child),
	};

	return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}
