/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pipe2, sched_getaffinity */
#include "util/parallel.h"

#include "util/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS = 8 };

struct share {
	size_t count, run, size;
	char *results;
	void (*work)(void *context, size_t i, void *result);
	void *context;
	size_t workers;
};

/* Calls `each` for every run of one worker's, first to last. */
static bool runs_of(const struct share *share, size_t worker,
    bool (*each)(const struct share *, size_t from, size_t to, int fd), int fd)
{
	for (size_t from = worker * share->run; from < share->count; from += share->workers * share->run) {
		size_t to = from + share->run < share->count ? from + share->run : share->count;

		if (!each(share, from, to, fd))
			return false;
	}
	return true;
}

static bool do_run(const struct share *share, size_t from, size_t to, int fd)
{
	(void)fd;
	for (size_t i = from; i < to; i++)
		share->work(share->context, i, share->results + i * share->size);
	return true;
}

static bool send_run(const struct share *share, size_t from, size_t to, int fd)
{
	const char *at = share->results + from * share->size, *end = share->results + to * share->size;

	while (at < end) {
		ssize_t put = write(fd, at, (size_t)(end - at));

		if (put > 0)
			at += put;
		else if (put < 0 && errno != EINTR)
			return false;
	}
	return true;
}

static bool receive_run(const struct share *share, size_t from, size_t to, int fd)
{
	char *at = share->results + from * share->size, *end = share->results + to * share->size;

	while (at < end) {
		ssize_t got = read(fd, at, (size_t)(end - at));

		if (got > 0)
			at += got;
		else if (got == 0 || errno != EINTR)
			return false;
	}
	return true;
}

static size_t processors(void)
{
	cpu_set_t set;
	int n = sched_getaffinity(0, sizeof(set), &set) < 0 ? 1 : CPU_COUNT(&set);

	return n < 1 ? 1 : n > WORKERS ? WORKERS : (size_t)n;
}

/* Forks one worker; its results will come through *fd. */
static struct error *start(const struct share *share, size_t worker, pid_t *pid, int *fd)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return error_errno("cannot make a pipe");
	*pid = fork();
	if (*pid < 0) {
		close(ends[0]);
		close(ends[1]);
		return error_errno("cannot fork");
	}
	if (!*pid) {
		close(ends[0]);
		runs_of(share, worker, do_run, -1);
		_exit(runs_of(share, worker, send_run, ends[1]) ? 0 : 1);
	}
	close(ends[1]);
	*fd = ends[0];
	return NULL;
}

struct error *parallel_map(size_t count, size_t run, size_t size, void *results,
    void (*work)(void *context, size_t i, void *result), void *context)
{
	struct share share = {count, run, size, results, work, context, processors()};
	pid_t pids[WORKERS];
	int fds[WORKERS];
	size_t started = 1;
	struct error *err = NULL;
	bool whole = true;

	if (count <= run)
		share.workers = 1;
	fflush(NULL);
	for (; !err && started < share.workers; started++)
		err = start(&share, started, &pids[started], &fds[started]);
	if (err)
		started--;
	else
		runs_of(&share, 0, do_run, -1);
	for (size_t i = 1; i < started; i++) {
		int status = 0;

		if (!err)
			whole = runs_of(&share, i, receive_run, fds[i]) && whole;
		close(fds[i]);
		while (waitpid(pids[i], &status, 0) < 0 && errno == EINTR)
			;
		whole = whole && (err || status == 0);
	}
	if (!err && !whole)
		err = error_hint(error_failed("a worker process ended before its work was done"),
		    "The machine may be out of memory; try again, or with fewer commits.");
	return err;
}
