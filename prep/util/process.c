/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pipe2 */
#include "util/process.h"

#include "util/array.h"
#include "util/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	LOOK_MS = 200, /* how often a wait looks whether the child has ended, or its time is up */
	LINGER_MS =
	    1000,      /* how long output is awaited that a child's own background children may hold open */
	END_MS = 2000, /* how long a child may take to obey SIGTERM */
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static bool is_set_by(const char *entry, const char *const *changes)
{
	size_t length = strcspn(entry, "=");

	for (; changes && *changes; changes++)
		if (!strncmp(*changes, entry, length) && ((*changes)[length] == '=' || !(*changes)[length]))
			return true;
	return false;
}

/* Ours with the changes; borrows them. */
static const char **make_env(const char *const *changes)
{
	ARRAY(const char *) env = ARRAY_INIT;

	for (char **entry = environ; *entry; entry++)
		if (!is_set_by(*entry, changes))
			array_push(&env, *entry);
	for (; changes && *changes; changes++)
		if (strchr(*changes, '='))
			array_push(&env, *changes);
	array_push(&env, NULL);
	return env.v;
}

/* How a child is begun. */
struct birth {
	const char *const *argv;
	const char *const *env; /* all of it; NULL: ours, as prepare() leaves it */
	int (*prepare)(const void *context);
	const void *context;
	/* It has our memory until it runs argv, so that prepare() must change nothing there: to copy what tells
	 * where ours is takes as long as git takes to begin. */
	bool shared;
};

/* In the child: the first thing that fails is reported as an errno. */
static void become(const struct birth *birth, int report)
{
	int number = birth->prepare(birth->context);

	if (!number) {
		execvpe(birth->argv[0], (char *const *)(uintptr_t)birth->argv,
		    birth->env ? (char *const *)(uintptr_t)birth->env : environ);
		number = errno;
	}
	if (write(report, &number, sizeof(number)) < 0)
		_exit(126);
	_exit(127);
}

static struct error *spawn(pid_t *pid, const struct birth *birth)
{
	int report[2], number = 0;
	ssize_t got;

	if (pipe2(report, O_CLOEXEC) < 0)
		return error_errno("cannot make a pipe");
	fflush(stdout);
	*pid = birth->shared ? vfork() : fork();
	if (*pid < 0) {
		close(report[0]);
		close(report[1]);
		return error_errno("cannot fork");
	}
	if (!*pid)
		become(birth, report[1]);
	close(report[1]);
	do {
		got = read(report[0], &number, sizeof(number));
	} while (got < 0 && errno == EINTR);
	close(report[0]);
	if (got != (ssize_t)sizeof(number))
		return NULL;
	while (waitpid(*pid, NULL, 0) < 0 && errno == EINTR)
		;
	errno = number;
	if (number == ENOENT)
		return error_hint(
		    error_errno("cannot run %s", birth->argv[0]), "Install it, or put it into PATH.");
	return error_errno("cannot run %s", birth->argv[0]);
}

struct error *process_spawn(
    pid_t *pid, const char *const *argv, int (*prepare)(const void *context), const void *context)
{
	const struct birth birth = {argv, NULL, prepare, context, false};

	return spawn(pid, &birth);
}

/* What a signal handler needs cannot be handed to it: the group that ends with us. */
static volatile sig_atomic_t dependent;

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
#define SIGNALS (sizeof(signals) / sizeof(*signals))

static void end_dependent(int number)
{
	if (dependent)
		kill(-(pid_t)dependent, SIGKILL);
	signal(number, SIG_DFL);
	raise(number);
}

/* A group of its own does not get what the keyboard sends to ours. Signals that are ignored, or that somebody
 * else looks after, stay as they are. */
static void depend(pid_t group)
{
	void (*from)(int) = group ? SIG_DFL : end_dependent, (*to)(int) = group ? end_dependent : SIG_DFL;

	if (group)
		dependent = group;
	for (size_t i = 0; i < SIGNALS; i++) {
		struct sigaction action;

		if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler == from)
			signal(signals[i], to);
	}
	if (!group)
		dependent = 0;
}

/* They wait while it is not known yet whom they are to end as well. */
static void hold_signals(sigset_t *before)
{
	sigset_t held;

	sigemptyset(&held);
	for (size_t i = 0; i < SIGNALS; i++)
		sigaddset(&held, signals[i]);
	sigprocmask(SIG_BLOCK, &held, before);
}

/* The descriptors that become 0, 1, 2 (-1: as they are). */
struct ends {
	const struct process *process;
	int in, out, err;
	const sigset_t *signals; /* as they were blocked before */
};

/* An error to whoever writes: a signal would have it end without a word. */
static void limit_files(size_t most)
{
	const struct rlimit limit = {most, most};

	if (!most)
		return;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
}

/* What came for the child while signals were held is not for ours to handle. */
static void forget_handlers(void)
{
	for (size_t i = 0; i < SIGNALS; i++) {
		struct sigaction action;

		if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			signal(signals[i], SIG_DFL);
	}
}

static int prepare_ends(const void *context)
{
	const struct ends *ends = context;

	if (ends->process->deadline)
		setsid();
	forget_handlers();
	sigprocmask(SIG_SETMASK, ends->signals, NULL);
	signal(SIGPIPE, SIG_DFL);
	limit_files(ends->process->largest_file);
	if ((ends->in >= 0 && dup2(ends->in, 0) < 0) || (ends->out >= 0 && dup2(ends->out, 1) < 0) ||
	    (ends->err >= 0 && dup2(ends->err, 2) < 0) ||
	    (ends->process->directory && chdir(ends->process->directory) < 0))
		return errno;
	return 0;
}

static struct error *launch(const struct process *p, int in, int out, int err, pid_t *pid)
{
	sigset_t before;
	const struct ends ends = {p, in, out, err, &before};
	const char **env = p->env ? make_env(p->env) : NULL;
	const struct birth birth = {p->argv, env, prepare_ends, &ends, true};
	struct error *failure;

	if (p->directory && access(p->directory, X_OK) < 0) {
		failure = error_errno("cannot run %s in %s", p->argv[0], p->directory);
	} else {
		hold_signals(&before);
		failure = spawn(pid, &birth);
		if (!failure && p->deadline)
			depend(*pid);
		sigprocmask(SIG_SETMASK, &before, NULL);
	}
	free(env);
	return failure;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int exit_status(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int reap(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 128;
	return exit_status(status);
}

/* Reaps it if it ends before that time; false if it still runs then. */
static bool reap_until(pid_t pid, int64_t until, int *status)
{
	const struct timespec pause = {0, 5000000};
	pid_t got;
	int raw;

	while ((got = waitpid(pid, &raw, WNOHANG)) == 0 || (got < 0 && errno == EINTR)) {
		if (now_ms() >= until)
			return false;
		nanosleep(&pause, NULL);
	}
	*status = got < 0 ? 128 : exit_status(raw);
	return true;
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

static void feed(struct process *p, size_t *sent)
{
	ssize_t put = write(p->to, p->input + *sent, p->input_length - *sent);

	if (put > 0)
		*sent += (size_t)put;
	if ((put < 0 && errno != EAGAIN && errno != EINTR) || *sent == p->input_length)
		close_fd(&p->to);
}

/* Has it ended? Tells without reaping it. */
static bool has_ended(pid_t pid)
{
	siginfo_t info = {.si_pid = 0};

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.si_pid == pid;
}

static bool too_much(const struct process *p)
{
	return p->most && p->out.len + p->err.len > p->most;
}

/*
 * Moves bytes until the child has closed its ends, or has ended and what it left in the background stays
 * silent. False when the deadline passed, or it wrote too much.
 */
static bool converse(struct process *p, int64_t until)
{
	size_t sent = 0;
	int silent = 0;

	while (p->to >= 0 || p->from >= 0 || p->words >= 0) {
		struct pollfd fds[3] = {{p->to, POLLOUT, 0}, {p->from, POLLIN, 0}, {p->words, POLLIN, 0}};
		int ready = poll(fds, 3, LOOK_MS);

		if ((p->deadline && now_ms() >= until) || too_much(p))
			return false;
		if (ready < 0)
			continue;
		if (!ready) {
			silent = has_ended(p->pid) ? silent + LOOK_MS : 0;
			if (silent >= LINGER_MS)
				break;
			continue;
		}
		silent = 0;
		if (fds[0].revents)
			feed(p, &sent);
		if (fds[1].revents)
			drain(&p->from, &p->out);
		if (fds[2].revents)
			drain(&p->words, &p->err);
	}
	return true;
}

struct error *process_begin(struct process *p)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
	struct error *failure = NULL;

	p->pid = -1;
	if (p->input ? pipe2(in, O_CLOEXEC) < 0 : (in[0] = open("/dev/null", O_RDONLY | O_CLOEXEC)) < 0)
		failure = error_errno("cannot make a pipe");
	else if (pipe2(out, O_CLOEXEC) < 0 || (!p->errors_pass && pipe2(err, O_CLOEXEC) < 0))
		failure = error_errno("cannot make a pipe");
	else
		failure = launch(p, in[0], out[1], err[1], &p->pid);
	close_fd(&in[0]);
	close_fd(&out[1]);
	close_fd(&err[1]);
	p->to = in[1];
	p->from = out[0];
	p->words = err[0];
	return failure;
}

/* Talks with the child until it has ended, one way or the other. */
static struct error *attend(struct process *p)
{
	int64_t until = now_ms() + (int64_t)p->deadline * 1000;
	void (*old)(int) =
	    signal(SIGPIPE, SIG_IGN); /* a child that does not read its input is its own affair */
	struct error *failure = NULL;

	if (p->to >= 0)
		fcntl(p->to, F_SETFL, O_NONBLOCK);
	if (p->input && !p->input_length)
		close_fd(&p->to);
	if (!converse(p, until) || (p->deadline && !reap_until(p->pid, until, &p->status))) {
		kill(-p->pid, SIGKILL);
		p->status = reap(p->pid);
		failure = too_much(p)
			      ? error_failed("%s wrote more than %zu bytes", p->argv[0], p->most)
			      : error_failed("%s did not finish within %d seconds", p->argv[0], p->deadline);
	} else if (!p->deadline) {
		p->status = reap(p->pid);
	}
	if (p->deadline)
		depend(0);
	signal(SIGPIPE, old);
	return failure;
}

struct error *process_end(struct process *p)
{
	struct error *failure = p->pid < 0 ? NULL : attend(p);

	p->pid = -1;
	close_fd(&p->to);
	close_fd(&p->from);
	close_fd(&p->words);
	return failure;
}

struct error *process_run(struct process *p)
{
	struct error *failure = process_begin(p), *more = process_end(p);

	return failure ? failure : more;
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

	p.argv = argv;
	err = launch(&p, -1, -1, -1, &pid);
	if (!err) {
		/* Ctrl-C is the child's business while it has the terminal. */
		void (*interrupt)(int) = signal(SIGINT, SIG_IGN), (*quit)(int) = signal(SIGQUIT, SIG_IGN);

		*status = reap(pid);
		signal(SIGINT, interrupt);
		signal(SIGQUIT, quit);
	}
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

struct error *stream_read(struct stream *s, struct buf *in, bool *ended)
{
	enum { PIECE = 65536 };
	ssize_t got;

	buf_room(in, PIECE);
	got = read(fileno(s->from), in->s + in->len, PIECE);
	*ended = !got;
	if (got < 0)
		return errno == EINTR ? NULL : error_errno("cannot read from a child");
	buf_setlen(in, in->len + (size_t)got);
	return NULL;
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
	if (!end_it || !reap_until(s->pid, now_ms() + END_MS, &result)) {
		if (end_it)
			kill(s->pid, SIGKILL);
		result = reap(s->pid);
	}
	if (status)
		*status = result;
	*s = (struct stream){.pid = -1};
}
