/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pipe2 */
#include "publish/gatechild.h"

#include "publish/child.h"
#include "publish/leftovers.h"
#include "util/mem.h"
#include "util/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	LOOK_MS = 50,     /* the bound on how late its end, or a signal, is noticed */
	LINGER_MS = 2000, /* how long what it started may take to end after it */
	GRACE_MS = 2000,  /* how long it, and what it leaves, may take to obey SIGTERM */
	ROUNDS = 100,     /* of ending what it leaves */
	READ_MOST = 65536,
};

/* What would lead its git elsewhere than to the worktree it is in. */
static const char *const unset[] = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX", "GIT_NAMESPACE",
    "GIT_QUARANTINE_PATH", NULL};

/* ---- the child ---- */

struct place {
	const struct gate_child *child;
	int out;
};

static void set_env(const char *setting)
{
	const char *equal = strchr(setting, '=');
	char *name = mem_dupn(setting, (size_t)(equal - setting));

	setenv(name, equal + 1, 1);
	free(name);
}

static int prepare(const void *context)
{
	const struct place *place = context;
	int none = open("/dev/null", O_RDONLY | O_CLOEXEC);

	setsid();
	signal(SIGPIPE, SIG_DFL);
	for (const char *const *name = unset; *name; name++)
		unsetenv(*name);
	for (const char *const *setting = place->child->env; *setting; setting++)
		set_env(*setting);
	if (none < 0 || dup2(none, 0) < 0 || dup2(place->out, 1) < 0 || dup2(place->out, 2) < 0 ||
	    chdir(place->child->directory) < 0)
		return errno;
	return 0;
}

/* ---- watching it ---- */

struct watch {
	const struct gate_child *child;
	pid_t pid;
	int from; /* what it writes, read without waiting; -1 at its end */
	size_t written;
	int64_t until; /* milliseconds of the monotonic clock: then it is asked to end, or made to */
	bool late, flood, asked;
	struct error *err;
	char *left; /* something that it left running in its session */
	struct leftovers leftovers;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void keep(struct watch *watch, const char *bytes, size_t length)
{
	for (size_t at = 0; !watch->err && at < length;) {
		ssize_t put = write(watch->child->log, bytes + at, length - at);

		if (put >= 0)
			at += (size_t)put;
		else if (errno != EINTR)
			watch->err = error_hint(error_errno("the log cannot be written"),
			    "Is there room on the disk? Then run the gate again.");
	}
	watch->written += length;
}

/* Takes what is there, up to what a log may have. */
static void drain(struct watch *watch)
{
	char bytes[READ_MOST];
	ssize_t got = 1;

	while (watch->from >= 0 && !watch->err && got > 0 && watch->written < GATE_LOG_MOST) {
		size_t room = GATE_LOG_MOST - watch->written;

		got = read(watch->from, bytes, room < sizeof(bytes) ? room : sizeof(bytes));
		if (got > 0)
			keep(watch, bytes, (size_t)got);
	}
	if (!got) {
		close(watch->from);
		watch->from = -1;
	}
	watch->flood = watch->written >= GATE_LOG_MOST;
}

static bool has_ended(pid_t pid)
{
	siginfo_t info = {.si_pid = 0};

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.si_pid == pid;
}

/* First it is asked, so that it can tidy up; later it is not asked. */
static void press(struct watch *watch)
{
	bool must = watch->flood || watch->err, ending = must || interrupt_seen() || watch->late;

	if (!ending && now_ms() >= watch->until)
		watch->late = ending = true;
	if (must || (watch->asked && now_ms() >= watch->until)) {
		kill(-watch->pid, SIGKILL);
	} else if (ending && !watch->asked) {
		kill(-watch->pid, SIGTERM);
		watch->asked = true;
		watch->until = now_ms() + GRACE_MS;
	}
}

static void look(struct watch *watch)
{
	struct pollfd fd = {watch->from, POLLIN, 0};

	poll(&fd, 1, LOOK_MS);
	drain(watch);
}

/* What ends by itself soon after (a pipe into tee) is part of it; what goes on is not known to have passed. */
static void linger(struct watch *watch)
{
	int64_t until = now_ms() + LINGER_MS;

	for (;;) {
		free(watch->left);
		leftovers_find(&watch->left, watch->pid);
		if (!watch->left || now_ms() >= until || watch->flood || watch->err || interrupt_seen())
			return;
		look(watch);
	}
}

/* So that git, for one, can take its locks away, it is asked first. */
static void end_rest(struct watch *watch)
{
	int64_t until = now_ms() + GRACE_MS;
	bool any = leftovers_end(&watch->leftovers, watch->pid, false);

	while (any && !watch->flood && !watch->err && now_ms() < until) {
		look(watch);
		any = leftovers_end(&watch->leftovers, watch->pid, false);
	}
	for (int i = 0; any && i < ROUNDS; i++) {
		any = leftovers_end(&watch->leftovers, watch->pid, true);
		poll(NULL, 0, 10);
	}
	kill(-watch->pid, SIGKILL);
}

/* All of it is ended before its leader is reaped, for until then the number is nobody else's. */
static int watch_it(struct watch *watch)
{
	int status = 0;

	while (!has_ended(watch->pid)) {
		look(watch);
		press(watch);
	}
	if (!watch->late && !watch->flood)
		linger(watch);
	end_rest(watch);
	while (waitpid(watch->pid, &status, 0) < 0 && errno == EINTR)
		;
	drain(watch);
	return status;
}

static char *tell(const struct watch *watch, int status)
{
	if (watch->flood)
		return mem_format("wrote more than %zu MiB", GATE_LOG_MOST >> 20);
	if (watch->late)
		return mem_format("did not end within %d seconds", watch->child->deadline);
	if (WIFSIGNALED(status))
		return mem_format("killed by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status))
		return mem_format("exit status %d", WEXITSTATUS(status));
	return watch->left ? mem_format("ended, but left %s running in the background", watch->left) : NULL;
}

struct error *gate_child_run(char **why, const struct gate_child *child)
{
	const char *const argv[] = {"sh", "-c", child->command, NULL};
	struct watch watch = {.child = child, .from = -1};
	int pipe[2], status;

	*why = NULL;
	if (pipe2(pipe, O_CLOEXEC) < 0)
		return error_errno("cannot make a pipe");
	leftovers_begin(&watch.leftovers);
	watch.err = process_spawn(&watch.pid, argv, prepare, &(struct place){child, pipe[1]});
	close(pipe[1]);
	watch.from = pipe[0];
	watch.until = now_ms() + (int64_t)child->deadline * 1000;
	if (!watch.err) {
		fcntl(watch.from, F_SETFL, O_NONBLOCK);
		status = watch_it(&watch);
		if (!watch.err)
			watch.err = interrupt_error();
		if (!watch.err)
			*why = tell(&watch, status);
	}
	if (watch.from >= 0)
		close(watch.from);
	leftovers_done(&watch.leftovers);
	free(watch.left);
	return watch.err;
}
