/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/hook.h"

#include "publish/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* By this any hook is known that asks us, be it ours or somebody's own. */
static const char question[] = "pullprep check --pre-push";

/* Without the program nothing can be known of tags, which is what upstream is asked to pull; other things may
 * go their way. */
static const char script[] =
    "#!/bin/sh\n"
    "# Made by pullprep init --hook: the commits of a batch are checked before its tag or branch is pushed.\n"
    "# Around it goes: git push --no-verify\n"
    "if command -v pullprep >/dev/null 2>&1; then\n"
    "\texec pullprep check --pre-push >&2\n"
    "fi\n"
    "echo \"pre-push hook: pullprep is not in PATH, so what is pushed cannot be checked\" >&2\n"
    "while read -r from id to rest; do\n"
    "\tcase $to:$id in\n"
    "\trefs/tags/*:*[!0]*)\n"
    "\t\techo \"The tag ${to#refs/tags/} is not pushed. Install pullprep, or:  git push --no-verify\" >&2\n"
    "\t\texit 1\n"
    "\t\t;;\n"
    "\tesac\n"
    "done\n"
    "exit 0\n";

/* For a hook in shell. What git feeds it is there for the rest of the hook, too. */
static const char lines[] = "pushed=$(cat)\n"
			    "printf '%s\\n' \"$pushed\" | pullprep check --pre-push >&2 || exit 1\n"
			    "exec <<END\n"
			    "$pushed\n"
			    "END";

/* ---- where it goes ---- */

static struct error *find_place(struct hook *out, struct repo *repo)
{
	static const char *const query[] = {"config", "--type=path", "--get", "core.hooksPath", NULL};
	const char *top = repo_work_tree(repo) ? repo_work_tree(repo) : repo_git_dir(repo);
	struct buf path = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &path, NULL, &status, query);

	if (path.len && path.s[path.len - 1] == '\n')
		buf_setlen(&path, path.len - 1);
	out->shared = !err && !status;
	if (!err && !out->shared)
		out->path = mem_format("%s/hooks/pre-push", repo_common_dir(repo));
	else if (!err && *path.s == '/')
		out->path = mem_format("%s/pre-push", path.s);
	else if (!err)
		out->path = mem_format("%s/%s/pre-push", top, path.s);
	buf_release(&path);
	return err;
}

/* core.hooksPath=/dev/null is how people turn hooks off. */
static struct error *check_directory(const struct hook *hook)
{
	char *directory = mem_dupn(hook->path, (size_t)(strrchr(hook->path, '/') - hook->path));
	struct stat status;
	struct error *err = NULL;

	if (!stat(directory, &status) && !S_ISDIR(status.st_mode))
		err = error_hint(
		    error_failed(
			"core.hooksPath is %s, which is no directory: git runs no hooks here", directory),
		    "See where it is set with:  git config --show-origin core.hooksPath");
	free(directory);
	return err;
}

/* ---- what is there ---- */

static struct error *another(const struct hook *hook)
{
	struct error *err = error_failed("there is another pre-push hook: %s", hook->path);
	char *copy = mem_dup(lines), *rest = copy;

	error_hint(
	    err, "It is left as it is. If it is a shell script, add these lines behind its first one:");
	for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
		error_hint(err, "    %s", line);
	free(copy);
	return err;
}

/* A hook that git would not run is as good as none. */
static struct error *make_executable(const struct hook *hook)
{
	struct stat status;

	if (!stat(hook->path, &status) && access(hook->path, X_OK) < 0 &&
	    chmod(hook->path, (status.st_mode & 07777) | (status.st_mode & 0444) >> 2) < 0)
		return error_errno("cannot make %s executable", hook->path);
	return NULL;
}

static struct error *look_at(struct hook *hook)
{
	struct buf text = BUF_INIT;
	struct stat status;
	struct error *err;

	if (lstat(hook->path, &status) < 0)
		return errno == ENOENT ? NULL : error_errno("cannot look at %s", hook->path);
	err = file_read(&text, hook->path);
	if (!err)
		hook->there = strstr(text.s, question);
	if (!err)
		err = hook->there ? make_executable(hook) : another(hook);
	buf_release(&text);
	return err;
}

/* ---- putting it there ---- */

/* By a link, which fails if somebody else was quicker. */
static struct error *put(const struct hook *hook)
{
	char *temporary = NULL, *directory = mem_dup(hook->path);
	mode_t mask = umask(0);
	struct error *err = file_make_parents(hook->path);

	umask(mask);
	*strrchr(directory, '/') = '\0';
	if (!err)
		err = file_create(&temporary, directory, "pre-push", "new", script, strlen(script));
	free(directory);
	if (err)
		return err;
	if (chmod(temporary, 0777 & ~mask) < 0)
		err = error_errno("cannot make %s executable", temporary);
	else if (link(temporary, hook->path) < 0)
		err = errno == EEXIST ? another(hook) : error_errno("cannot make %s", hook->path);
	unlink(temporary);
	free(temporary);
	return err;
}

struct error *hook_install(struct hook *out, struct repo *repo)
{
	struct error *err;

	*out = (struct hook){.path = NULL};
	err = find_place(out, repo);
	if (!err)
		err = check_directory(out);
	if (!err)
		err = look_at(out);
	if (!err && !out->there)
		err = put(out);
	if (err)
		hook_release(out);
	return err;
}

void hook_release(struct hook *hook)
{
	free(hook->path);
	hook->path = NULL;
}
