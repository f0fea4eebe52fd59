/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pipe2 */
#include "util/process.h"

#include "util/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void apply_env(const char *const *env)
{
	for (; env && *env; env++) {
		const char *equal = strchr(*env, '=');

		if (equal) {
			char *name = mem_dupn(*env, (size_t)(equal - *env));

			setenv(name, equal + 1, 1);
			free(name);
		} else {
			unsetenv(*env);
		}
	}
}

/* In the child: the given descriptors become 0, 1, 2 (-1: as they are); a failure to start is told through
 * `report`. */
static void become(const struct process *p, int in, int out, int err, int report)
{
	int number;

	if (p->deadline)
		setpgid(0, 0);
	signal(SIGPIPE, SIG_DFL);
	apply_env(p->env);
	if ((in >= 0 && dup2(in, 0) < 0) || (out >= 0 && dup2(out, 1) < 0) ||
	    (err >= 0 && dup2(err, 2) < 0) || (p->directory && chdir(p->directory) < 0)) {
		number = errno;
	} else {
		execvp(p->argv[0], (char *const *)(uintptr_t)p->argv);
		number = errno;
	}
	if (write(report, &number, sizeof(number)) < 0)
		_exit(126);
	_exit(127);
}

/* Forks and runs; the report pipe tells at once whether the program could be started at all. */
static struct error *launch(const struct process *p, int in, int out, int err, pid_t *pid)
{
	int report[2], number = 0;
	ssize_t got;

	if (pipe2(report, O_CLOEXEC) < 0)
		return error_errno("cannot make a pipe");
	fflush(NULL);
	*pid = fork();
	if (*pid < 0) {
		close(report[0]);
		close(report[1]);
		return error_errno("cannot fork");
	}
	if (!*pid)
		become(p, in, out, err, report[1]);
	close(report[1]);
	do {
		got = read(report[0], &number, sizeof(number));
	} while (got < 0 && errno == EINTR);
	close(report[0]);
	if (got == (ssize_t)sizeof(number)) {
		waitpid(*pid, NULL, 0);
		errno = number;
		return error_errno("cannot run %s", p->argv[0]);
	}
	return NULL;
}

static int reap(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 128;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads what is there into the buffer; closes the descriptor at its end. */
static void drain(int *fd, struct buf *into)
{
	ssize_t got;

	buf_room(into, 65536);
	got = read(*fd, into->s + into->len, 65536);
	if (got > 0)
		buf_setlen(into, into->len + (size_t)got);
	else if (got == 0 || errno != EINTR)
		close_fd(fd);
}

static void feed(int *fd, const struct process *p, size_t *sent)
{
	ssize_t put = write(*fd, p->input + *sent, p->input_length - *sent);

	if (put > 0)
		*sent += (size_t)put;
	if ((put < 0 && errno != EAGAIN && errno != EINTR) || *sent == p->input_length)
		close_fd(fd);
}

/* Moves bytes until the child has closed its ends; false when the deadline passed. */
static bool converse(struct process *p, int *in, int *out, int *err)
{
	int64_t until = p->deadline ? now_ms() + (int64_t)p->deadline * 1000 : 0;
	size_t sent = 0;

	while (*in >= 0 || *out >= 0 || *err >= 0) {
		struct pollfd fds[3] = {{*in, POLLOUT, 0}, {*out, POLLIN, 0}, {*err, POLLIN, 0}};
		int64_t left = p->deadline ? until - now_ms() : -1;

		if (p->deadline && left <= 0)
			return false;
		if (poll(fds, 3, (int)left) < 0)
			continue;
		if (fds[0].revents)
			feed(in, p, &sent);
		if (fds[1].revents)
			drain(out, &p->out);
		if (fds[2].revents)
			drain(err, &p->err);
	}
	return true;
}

struct error *process_run(struct process *p)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
	struct error *failure = NULL;
	pid_t pid = -1;

	if (p->input ? pipe2(in, O_CLOEXEC) < 0 : (in[0] = open("/dev/null", O_RDONLY | O_CLOEXEC)) < 0)
		failure = error_errno("cannot make a pipe");
	else if (pipe2(out, O_CLOEXEC) < 0 || (!p->errors_pass && pipe2(err, O_CLOEXEC) < 0))
		failure = error_errno("cannot make a pipe");
	else
		failure = launch(p, in[0], out[1], err[1], &pid);
	close_fd(&in[0]);
	close_fd(&out[1]);
	close_fd(&err[1]);
	if (!failure) {
		if (in[1] >= 0)
			fcntl(in[1], F_SETFL, O_NONBLOCK);
		if (p->input && !p->input_length)
			close_fd(&in[1]);
		if (!converse(p, &in[1], &out[0], &err[0])) {
			kill(-pid, SIGKILL);
			failure =
			    error_failed("%s did not finish within %d seconds", p->argv[0], p->deadline);
		}
		p->status = reap(pid);
	}
	close_fd(&in[1]);
	close_fd(&out[0]);
	close_fd(&err[0]);
	return failure;
}

void process_release(struct process *p)
{
	buf_release(&p->out);
	buf_release(&p->err);
}

struct error *process_interact(const char *const *argv, int *status)
{
	struct process p = PROCESS_INIT;
	struct error *err;
	pid_t pid;
	void (*interrupt)(int) = signal(SIGINT, SIG_IGN), (*quit)(int) = signal(SIGQUIT, SIG_IGN);

	p.argv = argv;
	err = launch(&p, -1, -1, -1, &pid);
	if (!err)
		*status = reap(pid);
	signal(SIGINT, interrupt);
	signal(SIGQUIT, quit);
	return err;
}

struct error *stream_start(struct stream *s, const char *const *argv, int input_fd, bool quiet)
{
	int in[2] = {input_fd, -1}, out[2] = {-1, -1}, none = -1;
	struct process p = PROCESS_INIT;
	struct error *err = NULL;

	*s = (struct stream){.pid = -1};
	p.argv = argv;
	if ((input_fd < 0 && pipe2(in, O_CLOEXEC) < 0) || pipe2(out, O_CLOEXEC) < 0 ||
	    (quiet && (none = open("/dev/null", O_WRONLY | O_CLOEXEC)) < 0))
		err = error_errno("cannot make a pipe");
	else
		err = launch(&p, in[0], out[1], none, &s->pid);
	close_fd(&in[0]);
	close_fd(&out[1]);
	close_fd(&none);
	if (err) {
		close_fd(&in[1]);
		close_fd(&out[0]);
		return err;
	}
	s->from = fdopen(out[0], "r");
	s->to = in[1] >= 0 ? fdopen(in[1], "w") : NULL;
	return NULL;
}

struct error *stream_to(struct stream *s, const char *const *argv, const char *const *env)
{
	int in[2];
	struct process p = PROCESS_INIT;
	struct error *err;

	*s = (struct stream){.pid = -1};
	p.argv = argv;
	p.env = env;
	if (pipe2(in, O_CLOEXEC) < 0)
		return error_errno("cannot make a pipe");
	err = launch(&p, in[0], -1, -1, &s->pid);
	close_fd(&in[0]);
	if (err)
		close_fd(&in[1]);
	else
		s->to = fdopen(in[1], "w");
	return err;
}

void stream_end(struct stream *s, bool end_it, int *status)
{
	int result;

	if (s->pid < 0)
		return;
	if (s->to)
		fclose(s->to);
	if (end_it)
		kill(s->pid, SIGTERM);
	if (s->from)
		fclose(s->from);
	result = reap(s->pid);
	if (status)
		*status = result;
	*s = (struct stream){.pid = -1};
}
