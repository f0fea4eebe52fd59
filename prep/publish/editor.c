/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/editor.h"

#include "publish/child.h"
#include "util/mem.h"

#include <stdlib.h>
#include <string.h>

/* An editor takes a name with shell characters in it for a command line, as git's launch_editor() does. */
static struct error *run(const char *editor, const char *path)
{
	char *script = mem_format("%s \"$@\"", editor);
	const char *const through_shell[] = {"sh", "-c", script, editor, path, NULL};
	const char *const plain[] = {editor, path, NULL};
	struct child child = {.argv = strpbrk(editor, "|&;<>()$`\\\"' \t\n*?[#~=%") ? through_shell : plain};
	int status;
	struct error *err = child_run(&child, &status);

	free(script);
	if (!err && status)
		err = error_failed("the editor '%s' failed (exit %d)", editor, status);
	return err;
}

struct error *editor_open(struct repo *repo, const char *path)
{
	const char *const query[] = {"var", "GIT_EDITOR", NULL};
	struct buf editor = BUF_INIT, words = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &editor, &words, &status, query);

	buf_trim(&editor);
	buf_trim(&words);
	if (!err && status)
		err = error_failed("git finds no editor: %s", words.s);
	if (!err && strcmp(editor.s, ":"))
		err = run(editor.s, path);
	error_hint(err, "Set one with:  git config core.editor EDITOR");
	buf_release(&editor);
	buf_release(&words);
	return err;
}
