/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pipe2 */
#include "publish/child.h"

#include "util/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What a signal handler needs cannot be handed to it: the first signal seen, and whom to pass it on to. */
static volatile sig_atomic_t seen_signal, target;

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
#define SIGNALS (sizeof(signals) / sizeof(*signals))

/* Children that were asked to end get so long before they are killed, in milliseconds. */
#define GRACE 2000

static void note(int number)
{
	int saved = errno;

	if (!seen_signal)
		seen_signal = number;
	if (target)
		kill((pid_t)target, number);
	errno = saved;
}

static void handle_with(void (*handler)(int))
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < SIGNALS; i++) {
		struct sigaction old;

		action.sa_handler = handler;
		/* nohup and shells' background jobs ignore some of them, and mean it */
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

void interrupt_begin(void)
{
	seen_signal = 0;
	target = 0;
	handle_with(note);
}

void interrupt_end(void)
{
	handle_with(SIG_DFL);
}

int interrupt_seen(void)
{
	return seen_signal;
}

struct error *interrupt_error(void)
{
	if (!seen_signal)
		return NULL;
	return error_failed("interrupted by %s", seen_signal == SIGINT    ? "SIGINT"
						 : seen_signal == SIGTERM ? "SIGTERM"
									  : "SIGHUP");
}

void interrupt_hold(sigset_t *before)
{
	sigset_t held;

	sigemptyset(&held);
	for (size_t i = 0; i < SIGNALS; i++)
		sigaddset(&held, signals[i]);
	sigprocmask(SIG_BLOCK, &held, before);
}

void interrupt_let_go(const sigset_t *before)
{
	sigprocmask(SIG_SETMASK, before, NULL);
}

/* ---- the terminal ---- */

/* The terminal, if we are in its foreground (only then it is ours to hand on); else -1. */
static int open_terminal(void)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);

	if (fd >= 0 && tcgetpgrp(fd) == getpgrp())
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* A group in the background that does this is stopped unless it ignores SIGTTOU. */
static void hand_terminal(int terminal, pid_t group)
{
	void (*old)(int);

	if (terminal < 0)
		return;
	old = signal(SIGTTOU, SIG_IGN);
	tcsetpgrp(terminal, group);
	signal(SIGTTOU, old);
}

/* ---- the child ---- */

/* What it stands on: where its words go (-1: as ours), and the terminal it is given. */
struct place {
	const struct child *child;
	int said, terminal;
};

static int prepare(const void *context)
{
	const struct place *place = context;

	for (size_t i = 0; i < SIGNALS; i++) {
		struct sigaction old;

		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == note)
			signal(signals[i], SIG_DFL);
	}
	if (place->child->own_group) {
		setpgid(0, 0);
		hand_terminal(place->terminal, getpid());
	}
	return place->said >= 0 && (dup2(place->said, 1) < 0 || dup2(place->said, 2) < 0) ? errno : 0;
}

static struct error *start(const struct child *child, int said, int terminal, pid_t *pid)
{
	const struct place place = {child, said, terminal};
	struct error *err = process_spawn(pid, child->argv, prepare, &place);

	if (err)
		return err;
	target = child->own_group ? -*pid : *pid;
	if (seen_signal)
		kill((pid_t)target, seen_signal); /* it came before there was anybody to pass it on to */
	return NULL;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Takes what is there; closes the pipe at its end. */
static void drain(int *fd, struct buf *into)
{
	ssize_t got;

	if (*fd < 0)
		return;
	do {
		buf_room(into, 4096);
		got = read(*fd, into->s + into->len, 4096);
		if (got > 0)
			buf_setlen(into, into->len + (size_t)got);
	} while (got > 0);
	if (!got) {
		close(*fd);
		*fd = -1;
	}
}

/* The child was stopped from the keyboard: so are we, until the shell continues us, and then it goes on. */
static void stop_with(pid_t pid, int terminal)
{
	hand_terminal(terminal, getpgrp());
	kill(getpid(), SIGSTOP);
	hand_terminal(terminal, pid);
	kill(-pid, SIGCONT);
}

/* The child is gone; what it started may ignore a signal that ended it. */
static void end_group(pid_t group)
{
	int64_t until = now_ms() + GRACE;

	while (kill(-group, 0) == 0) {
		if (now_ms() >= until) {
			kill(-group, SIGKILL);
			return;
		}
		poll(NULL, 0, 20);
	}
}

/*
 * Waits for the child, not for the end of its output: a daemon that it started (gpg-agent) may hold the pipe.
 * The short naps are only the bound on how late the child's end is noticed.
 */
static bool wait_for(const struct child *child, pid_t pid, int *said, int terminal, int *status)
{
	int64_t until = child->deadline ? now_ms() + (int64_t)child->deadline * 1000 : INT64_MAX;
	bool in_time = true, ending = false;

	for (;;) {
		struct pollfd fd = {*said, POLLIN, 0};
		pid_t got = waitpid(pid, status, WNOHANG | (child->own_group ? WUNTRACED : 0));

		if (got == pid && WIFSTOPPED(*status))
			stop_with(pid, terminal);
		else if (got == pid || (got < 0 && errno != EINTR))
			break;
		if (child->own_group && seen_signal && !ending) { /* it was passed on */
			until = now_ms() + GRACE;
			ending = true;
		} else if (now_ms() >= until) {
			kill(-pid, ending ? SIGKILL : SIGTERM);
			until = now_ms() + GRACE;
			in_time = in_time && ending;
			ending = true;
		}
		poll(&fd, 1, 20);
		if (child->said)
			drain(said, child->said);
	}
	if (child->said)
		drain(said, child->said);
	if (child->own_group && (ending || seen_signal))
		end_group(pid);
	return in_time;
}

struct error *child_run(const struct child *child, int *status)
{
	int said[2] = {-1, -1}, terminal = child->own_group ? open_terminal() : -1;
	void (*interrupt)(int) = SIG_DFL, (*quit)(int) = SIG_DFL;
	struct error *err = NULL;
	pid_t pid = -1;

	*status = 128;
	if (child->said && pipe2(said, O_CLOEXEC) < 0)
		err = error_errno("cannot make a pipe");
	if (!err)
		err = start(child, said[1], terminal, &pid);
	if (said[1] >= 0)
		close(said[1]);
	if (!err) {
		if (!child->own_group) { /* what is typed at an editor is for the editor */
			interrupt = signal(SIGINT, SIG_IGN);
			quit = signal(SIGQUIT, SIG_IGN);
		}
		if (said[0] >= 0)
			fcntl(said[0], F_SETFL, O_NONBLOCK);
		if (!wait_for(child, pid, &said[0], terminal, status))
			err = error_failed(
			    "%s did not finish within %d seconds", child->argv[0], child->deadline);
		*status = WIFSIGNALED(*status) ? 128 + WTERMSIG(*status) : WEXITSTATUS(*status);
		if (!child->own_group) {
			signal(SIGINT, interrupt);
			signal(SIGQUIT, quit);
		}
	}
	target = 0;
	hand_terminal(terminal, getpgrp());
	if (said[0] >= 0)
		close(said[0]);
	if (terminal >= 0)
		close(terminal);
	return err;
}
