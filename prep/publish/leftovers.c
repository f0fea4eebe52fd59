/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/leftovers.h"

#include "util/array.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* One of those that run, as /proc/PID/stat has it: "PID (NAME) STATE PARENT GROUP SESSION ...". */
struct running {
	pid_t pid;
	char name[32];
	char state;
	int parent, session;
};

/* A name may have anything in it, also ')'. */
static bool read_stat(struct running *out, const char *pid)
{
	char path[64], text[512];
	const char *open_mark, *close_mark;
	ssize_t got = -1;
	int group, fd;

	snprintf(path, sizeof(path), "/proc/%.20s/stat", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		got = read(fd, text, sizeof(text) - 1);
		close(fd);
	}
	if (got <= 0)
		return false;
	text[got] = '\0';
	open_mark = strchr(text, '(');
	close_mark = strrchr(text, ')');
	if (!open_mark || !close_mark || close_mark < open_mark)
		return false;
	out->pid = (pid_t)strtol(text, NULL, 10);
	snprintf(out->name, sizeof(out->name), "%.*s", (int)(close_mark - open_mark - 1), open_mark + 1);
	return sscanf(close_mark + 1, " %c %d %d %d", &out->state, &out->parent, &group, &out->session) == 4;
}

static bool is_dead(const struct running *running)
{
	return running->state == 'Z' || running->state == 'X';
}

/* Calls it for each process there is, until it returns true. */
static void each(bool (*visit)(const struct running *running, void *context), void *context)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	bool done = false;

	while (proc && !done && (entry = readdir(proc))) {
		struct running running;

		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && read_stat(&running, entry->d_name))
			done = visit(&running, context);
	}
	if (proc)
		closedir(proc);
}

/* ---- children that were there before ---- */

static bool note_child(const struct running *running, void *context)
{
	struct leftovers *out = context;

	if (running->parent == getpid())
		array_push(out, running->pid);
	return false;
}

static void adopt(bool whether)
{
#ifdef PR_SET_CHILD_SUBREAPER
	prctl(PR_SET_CHILD_SUBREAPER, whether ? 1UL : 0UL, 0UL, 0UL, 0UL);
#else
	(void)whether;
#endif
}

void leftovers_begin(struct leftovers *out)
{
	*out = (struct leftovers){.v = NULL};
	each(note_child, out);
	adopt(true);
}

void leftovers_done(struct leftovers *leftovers)
{
	adopt(false);
	array_release(leftovers);
}

/* ---- what is left ---- */

struct search {
	pid_t child;
	char *name;
};

static bool find_one(const struct running *running, void *context)
{
	struct search *search = context;

	if (running->session != search->child || running->pid == search->child || is_dead(running))
		return false;
	search->name = mem_dup(running->name);
	return true;
}

void leftovers_find(char **name, pid_t child)
{
	struct search search = {child, NULL};

	each(find_one, &search);
	*name = search.name;
}

struct ending {
	const struct leftovers *leftovers;
	pid_t child;
	bool must, any;
};

static bool was_before(const struct leftovers *leftovers, pid_t pid)
{
	for (size_t i = 0; i < leftovers->n; i++)
		if (leftovers->v[i] == pid)
			return true;
	return false;
}

/* What is deeper down becomes ours when what is above it has ended. */
static bool end_one(const struct running *running, void *context)
{
	struct ending *ending = context;
	bool ours = running->parent == getpid() && !was_before(ending->leftovers, running->pid);

	if (running->pid == ending->child || (!ours && running->session != ending->child))
		return false;
	if (!is_dead(running)) {
		kill(running->pid, ending->must ? SIGKILL : SIGTERM);
		ending->any = true;
	} else if (ours) {
		waitpid(running->pid, NULL, WNOHANG);
	}
	return false;
}

bool leftovers_end(const struct leftovers *leftovers, pid_t child, bool must)
{
	struct ending ending = {leftovers, child, must, false};

	each(end_one, &ending);
	return ending.any;
}
