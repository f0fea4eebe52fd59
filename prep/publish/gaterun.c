/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/gaterun.h"

#include "publish/child.h"
#include "publish/file.h"
#include "publish/gatechild.h"
#include "util/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* ---- the worktree ---- */

static struct error *make_place(char **out)
{
	const char *wish = getenv("TMPDIR");
	char *path = mem_format("%s/pullprep-gate.XXXXXX", wish && *wish ? wish : "/tmp");
	struct error *err = NULL;

	*out = mkdtemp(path) ? realpath(path, NULL) : NULL;
	if (!*out)
		err = error_hint(error_errno("cannot make a worktree at %s", path),
		    "Name a place that can be written with:  TMPDIR=DIR pullprep ...");
	free(path);
	return err;
}

/*
 * git reads all worktrees that there are to add or remove one, and dies of one that another git is about to make. So
 * ours go one by one, locked on the directory that they share; the lock goes away with its descriptor. Where there is
 * no such lock, and for worktrees of others, it is tried again.
 */
enum { TRIES = 5, PAUSE_MS = 200 };

static int lock_worktrees(struct repo *repo)
{
	int fd = open(repo_common_dir(repo), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	while (fd >= 0 && flock(fd, LOCK_EX) < 0 && errno == EINTR && !interrupt_seen())
		;
	return fd;
}

/* Did git die of a worktree that is half made? Then the error is gone, and a moment has passed. */
static bool is_half_made(struct error **err)
{
	if (!*err || !strstr((*err)->message, "/commondir"))
		return false;
	error_free(*err);
	*err = NULL;
	poll(NULL, 0, PAUSE_MS);
	return true;
}

static void run_quietly(const char *const *argv)
{
	struct process process = PROCESS_INIT;

	process.argv = argv;
	error_free(process_run(&process));
	process_release(&process);
}

static void forget_worktree(struct repo *repo, const char *place)
{
	int lock = lock_worktrees(repo);
	struct error *err = NULL;

	for (int i = 0; i < TRIES; i++) {
		err = repo_git(repo, NULL, "worktree", "remove", "--force", "--force", place, NULL);
		if (!is_half_made(&err))
			break;
	}
	error_free(err);
	if (lock >= 0)
		close(lock);
}

/* The files first, and without git's help, for a gate may have taken away what git knows a worktree by. */
static void remove_place(struct repo *repo, const char *place)
{
	const char *const take[] = {"rm", "-rf", "--", place, NULL};
	const char *const allow[] = {"chmod", "-R", "u+rwX", "--", place, NULL};
	sigset_t before;

	interrupt_hold(&before);
	run_quietly(take);
	if (access(place, F_OK) == 0) {
		run_quietly(allow);
		run_quietly(take);
	}
	forget_worktree(repo, place);
	if (access(place, F_OK) == 0)
		warning("%s could not be removed", place);
	interrupt_let_go(&before);
}

/* By hand, for a GIT_INDEX_FILE that is set would be written to. */
static struct error *add_worktree(const char *place, const char *commit)
{
	const char *const argv[] = {"git", "--no-replace-objects", "-c", "core.hooksPath=/dev/null",
	    "worktree", "add", "--quiet", "--detach", place, commit, NULL};
	const char *const env[] = {"GIT_INDEX_FILE", NULL};
	struct process process = PROCESS_INIT;
	struct error *err;

	process.argv = argv;
	process.env = env;
	err = process_run(&process);
	buf_trim(&process.err);
	if (!err && process.status)
		err = error_failed("git worktree add says: %s", process.err.s);
	process_release(&process);
	return err;
}

static struct error *add_in_turn(struct repo *repo, const char *place, const char *commit)
{
	int lock = lock_worktrees(repo);
	struct error *err = interrupt_error();

	for (int i = 1; !err; i++) {
		err = add_worktree(place, commit);
		if (i == TRIES || !is_half_made(&err))
			break;
	}
	if (lock >= 0)
		close(lock);
	return err;
}

static struct error *check_out(struct repo *repo, const char *place, const git_oid *commit)
{
	char *hex = oid_text(commit);
	struct error *err = add_in_turn(repo, place, hex);

	free(hex);
	if (interrupt_seen()) {
		error_free(err);
		return interrupt_error();
	}
	return error_hint(error_context(err, "no worktree can be made for it"),
	    "Is there room? Another place is named with:  TMPDIR=DIR pullprep gate run");
}

/* ---- the log ---- */

enum { NAME_MOST = 200 };

/* Below $GIT_COMMON_DIR. */
static char *log_path(const struct gate_job *job)
{
	char *name = mem_dup(job->topic), *path;

	for (char *c = name; *c; c++)
		if (*c == '/' || (unsigned char)*c < ' ')
			*c = '-';
	path = mem_format("pullprep/gates/%s/%.*s.log", job->gate->name, NAME_MOST, name);
	free(name);
	return path;
}

/* A file of its own: of two runs at once on one topic neither writes into the other's. */
static int create_log(const char *path)
{
	int log;

	do {
		if (unlink(path) < 0 && errno != ENOENT)
			return -1;
		log = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	} while (log < 0 && errno == EEXIST);
	return log;
}

/* Begins with what was run on what. */
static struct error *open_log(int *out, struct repo *repo, const struct gate_job *job, const char *name)
{
	char *path = mem_format("%s/%s", repo_common_dir(repo), name);
	char *commit = oid_text(&job->commit), *tree = oid_text(&job->tree);
	struct error *err = file_make_parents(path);

	*out = err ? -1 : create_log(path);
	if (!err && (*out < 0 || dprintf(*out, "gate %s on %s\ncommit %s\ntree %s\ncommand %s\n\n",
				     job->gate->name, job->topic, commit, tree, job->gate->command) < 0))
		err = error_hint(
		    error_errno("cannot write the log %s", path), "Is there room, and may you write there?");
	free(commit);
	free(tree);
	free(path);
	return err;
}

/* ---- the run ---- */

static struct error *run_command(char **why, const struct gate_job *job, const char *place, int log)
{
	char *commit = oid_text(&job->commit), *base = oid_text(&job->base);
	char *env[] = {mem_format("PULLPREP_GATE=%s", job->gate->name),
	    mem_format("PULLPREP_TOPIC=%s", job->topic), mem_format("PULLPREP_COMMIT=%s", commit),
	    mem_format("PULLPREP_BASE=%s", base), NULL};
	const struct gate_child child = {
	    job->gate->command, place, (const char *const *)env, job->deadline, log};
	struct error *err = gate_child_run(why, &child);

	for (char **setting = env; *setting; setting++)
		free(*setting);
	free(commit);
	free(base);
	return err;
}

struct error *gate_run(struct gate_result *result, struct repo *repo, const struct gate_job *job)
{
	char *place = NULL, *why = NULL, *name = log_path(job);
	struct error *err;
	int log = -1;

	interrupt_begin();
	err = make_place(&place);
	if (!err)
		err = check_out(repo, place, &job->commit);
	if (!err)
		err = open_log(&log, repo, job, name);
	if (!err)
		err = run_command(&why, job, place, log);
	if (log >= 0 && close(log) < 0 && !err)
		err = error_errno("the log %s cannot be written", name);
	if (place)
		remove_place(repo, place);
	if (!err)
		err = interrupt_error();
	interrupt_end();
	if (err) {
		free(why);
		free(name);
	} else {
		*result = (struct gate_result){!why, mem_dup(job->gate->name), job->tree, job->commit, 0,
		    NULL, mem_dup(job->topic), why, name};
	}
	free(place);
	return error_context(err, "gate %s on %s", job->gate->name, job->topic);
}
