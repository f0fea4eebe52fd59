/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/pager.h"

#include "util/process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The one pager of this process; a signal handler has no other way to know it. */
static struct stream pager = {.pid = -1};

/* The terminal stays the pager's until it has ended; then the signal does what it would have done. */
static void wait_and_die(int number)
{
	close(STDOUT_FILENO);
	while (waitpid(pager.pid, NULL, 0) < 0 && errno == EINTR)
		;
	signal(number, SIG_DFL);
	raise(number);
}

static void on_death(void (*handler)(int))
{
	static const int numbers[] = {SIGINT, SIGHUP, SIGTERM, SIGQUIT};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		signal(numbers[i], handler);
}

/* git's answer to which pager it would use; empty if it has none. */
static struct error *ask_git(struct buf *command)
{
	static const char *const argv[] = {"git", "var", "GIT_PAGER", NULL};
	struct process p = PROCESS_INIT;
	struct error *err;

	p.argv = argv;
	err = process_run(&p);
	if (!err && !p.status)
		buf_add(command, p.out.s, p.out.len);
	buf_trim(command);
	process_release(&p);
	return err;
}

struct error *pager_start(void)
{
	struct buf command = BUF_INIT;
	const char *argv[] = {"sh", "-c", NULL, NULL}, *env[3] = {NULL};
	struct error *err;
	size_t n = 0;

	if (pager.pid >= 0 || !isatty(STDOUT_FILENO))
		return NULL;
	err = ask_git(&command);
	if (err || !command.len || !strcmp(command.s, "cat"))
		goto done;
	argv[2] = command.s;
	if (!getenv("LESS"))
		env[n++] = "LESS=FRX";
	if (!getenv("LV"))
		env[n++] = "LV=-c";
	err = stream_to(&pager, argv, env);
	if (err)
		goto done;
	fflush(stdout);
	if (dup2(fileno(pager.to), STDOUT_FILENO) < 0)
		err = error_errno("cannot write to the pager %s", command.s);
	fclose(pager.to);
	pager.to = NULL;
	on_death(wait_and_die);
done:
	buf_release(&command);
	return err;
}

static struct error *write_error(int number)
{
	return error_new(number == EPIPE ? ERROR_PIPE : ERROR_FAILED, "cannot write to standard output: %s",
	    strerror(number));
}

/* A reader that has gone shows as an error condition on the pipe even where errno is long forgotten. */
static int reader_gone(void)
{
	struct pollfd out = {STDOUT_FILENO, POLLOUT, 0};

	return poll(&out, 1, 0) > 0 && (out.revents & POLLERR);
}

struct error *pager_show(struct buf *text, bool plain)
{
	struct error *err = plain ? NULL : pager_start();

	if (!err)
		fwrite(text->s, 1, text->len, stdout);
	buf_release(text);
	return err;
}

struct error *pager_finish(void)
{
	struct error *err = NULL;
	int failed = ferror(stdout);

	if (fflush(stdout))
		err = write_error(errno);
	else if (failed && reader_gone())
		err = write_error(EPIPE);
	else if (failed)
		err = error_failed("cannot write to standard output: some of it is lost");
	if (fclose(stdout) && !err)
		err = write_error(errno);
	if (err)
		error_hint(err, "What was written is not complete: make room, then run the command again.");
	if (pager.pid >= 0) {
		stream_end(&pager, false, NULL);
		on_death(SIG_DFL);
	}
	return err;
}
