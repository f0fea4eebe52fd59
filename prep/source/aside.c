/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* nftw, pipe2 */
#include "source/aside.h"

#include "source/mergetree.h"

#include <git2.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define OBJECTS    "GIT_OBJECT_DIRECTORY"
#define ALTERNATES "GIT_ALTERNATE_OBJECT_DIRECTORIES"

enum { OPEN_AT_ONCE = 8, TRIES = 20, PAUSE_MS = 50 };

/* Colons and what is not plain are quoted as git reads them there. */
static void add_quoted(struct buf *out, const char *path)
{
	buf_addch(out, '"');
	for (; *path; path++) {
		if (*path == '"' || *path == '\\')
			buf_addch(out, '\\');
		if (*path == '\n')
			buf_addstr(out, "\\n");
		else
			buf_addch(out, *path);
	}
	buf_addch(out, '"');
}

/* The repository's objects, then what it borrows from by the environment. */
static struct error *list_alternates(struct buf *out, struct repo *repo, const char *borrowed)
{
	struct buf path = BUF_INIT;
	struct error *err =
	    repo_git(repo, &path, "rev-parse", "--path-format=absolute", "--git-path", "objects", NULL);

	if (path.len && path.s[path.len - 1] == '\n')
		buf_setlen(&path, path.len - 1);
	add_quoted(out, path.s);
	if (borrowed && *borrowed)
		buf_addf(out, ":%s", borrowed);
	buf_release(&path);
	return err;
}

/* large: what may be too much for memory, and for a /tmp that is in memory. */
static const char *find_place(bool large)
{
	const char *wish = getenv("TMPDIR"), *best = large ? "/var/tmp" : "/dev/shm";

	if (wish && *wish)
		return wish;
	return access(best, W_OK | X_OK) < 0 ? "/tmp" : best;
}

/* A directory of our own, by its absolute path: git may run elsewhere. */
static struct error *make_directory(char **out, bool large)
{
	char *path = mem_format("%s/pullprep.XXXXXX", find_place(large));
	struct error *err = NULL;

	*out = mkdtemp(path) ? realpath(path, NULL) : NULL;
	if (!*out)
		err = error_hint(error_errno("cannot make a directory %s", path),
		    "Name a place that can be written with:  TMPDIR=DIR pullprep ...");
	free(path);
	return err;
}

static void restore(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	remove(path);
	return 0;
}

/* Waits until nobody holds the other end of the pipe any more; a git that is still at work then may put
 * something into the directory meanwhile. */
static void clean_up(int gone, const char *directory)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
	int nothing = open("/dev/null", O_RDWR);
	char byte;

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], SIG_IGN);
	for (int fd = 0; fd <= 2; fd++)
		dup2(nothing, fd);
	while (read(gone, &byte, 1) < 0 && errno == EINTR)
		;
	for (int tries = 0; tries < TRIES && !access(directory, F_OK); tries++) {
		if (tries)
			poll(NULL, 0, PAUSE_MS);
		nftw(directory, remove_one, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
	}
}

/* A process that outlives us if we are killed. */
static struct error *start_janitor(struct aside *aside)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return error_errno("cannot make a pipe");
	aside->janitor = fork();
	if (!aside->janitor) {
		close(ends[1]);
		clean_up(ends[0], aside->directory);
		_exit(0);
	}
	close(ends[0]);
	aside->alive = ends[1];
	if (aside->janitor > 0)
		return NULL;
	close(ends[1]);
	return error_errno("cannot fork");
}

static void end_janitor(struct aside *aside)
{
	close(aside->alive);
	while (waitpid(aside->janitor, NULL, 0) < 0 && errno == EINTR)
		;
	free(aside->directory);
	*aside = (struct aside){.directory = NULL};
}

/* libgit2 looks for packs only where there was a place for them when it was told of the directory. */
static struct error *make_pack_directory(const char *directory)
{
	char *path = mem_format("%s/pack", directory);
	struct error *err = mkdir(path, 0700) < 0 ? error_errno("cannot make a directory %s", path) : NULL;

	free(path);
	return err;
}

static struct error *enter(struct aside *aside, struct repo *repo, bool large)
{
	const char *borrowed = getenv(ALTERNATES);
	struct buf alternates = BUF_INIT;
	struct error *err = list_alternates(&alternates, repo, borrowed);

	*aside = (struct aside){.directory = NULL};
	if (!err)
		err = make_directory(&aside->directory, large);
	if (!err) {
		err = start_janitor(aside);
		if (err) {
			rmdir(aside->directory);
			free(aside->directory);
			aside->directory = NULL;
		}
	}
	if (!err && large) {
		err = make_pack_directory(aside->directory);
		if (err)
			end_janitor(aside);
	}
	if (!err) {
		aside->objects = mem_dup(getenv(OBJECTS));
		aside->alternates = mem_dup(borrowed);
		setenv(OBJECTS, aside->directory, 1);
		setenv(ALTERNATES, alternates.s, 1);
		git_odb_add_disk_alternate(
		    repo_odb(repo), aside->directory); /* or we find them not ourselves */
	}
	buf_release(&alternates);
	return err;
}

struct error *aside_enter(struct aside *aside, struct repo *repo)
{
	return enter(aside, repo, false);
}

struct error *aside_enter_large(struct aside *aside, struct repo *repo)
{
	return enter(aside, repo, true);
}

void aside_leave(struct aside *aside)
{
	if (!aside->directory)
		return;
	restore(OBJECTS, aside->objects);
	restore(ALTERNATES, aside->alternates);
	git_odb_free(aside->odb);
	free(aside->objects);
	free(aside->alternates);
	end_janitor(aside);
}

struct error *aside_write(git_oid *out, struct aside *aside, int type, const struct buf *content)
{
	const git_error *last;

	if ((aside->odb || !git_odb_open(&aside->odb, aside->directory)) &&
	    !git_odb_write(out, aside->odb, content->s, content->len, (git_object_t)type))
		return NULL;
	last = git_error_last();
	return error_hint(
	    error_failed("cannot write to %s: %s", aside->directory, last ? last->message : "unknown reason"),
	    "Name a place that has room with:  TMPDIR=DIR pullprep ...");
}

struct error *aside_commit(
    git_oid *out, struct repo *repo, const git_oid *tree, const git_oid *ours, const git_oid *theirs)
{
	char *content = oid_text(tree), *first = oid_text(ours), *second = oid_text(theirs);
	struct buf answer = BUF_INIT;
	struct error *err = repo_git(repo, &answer, "-c", "user.name=pullprep", "-c",
	    "user.email=pullprep@localhost", "-c", "commit.gpgSign=false", "commit-tree", "-p", first, "-p",
	    second, "-m", "merge", content, NULL);

	buf_trim(&answer);
	if (!err && git_oid_fromstr(out, answer.s) < 0)
		err = error_failed("git commit-tree answered '%s'", answer.s);
	buf_release(&answer);
	free(content);
	free(first);
	free(second);
	return err;
}

struct error *aside_merge(
    git_oid *out, bool *clean, struct repo *repo, const git_oid *ours, const git_oid *theirs)
{
	git_oid tree;
	struct error *err = merge_try(&tree, clean, repo, ours, theirs);

	return !err && *clean ? aside_commit(out, repo, &tree, ours, theirs) : err;
}
