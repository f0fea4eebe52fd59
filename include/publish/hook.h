/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_HOOK_H
#define PUBLISH_HOOK_H

#include "source/repo.h"

/*
 * The pre-push hook of a repository, by which git asks `pullprep check --pre-push` before it sends anything. It
 * is put where git looks for it: below core.hooksPath, else in the hooks of the common git directory, so that
 * all worktrees have it. (githooks(5): a relative core.hooksPath counts from where hooks run, which is the top
 * of the work tree, or the git directory of a bare repository.)
 */
struct hook {
	char *path;  /* absolute */
	bool shared; /* core.hooksPath says so, which other repositories may have set as well */
	bool there;  /* it asks pullprep already; nothing was done but to make it executable */
};

/*
 * There is the whole hook afterwards, or what was there before. Another hook is an error whose hint is the
 * lines to add to it; so are hooks that are turned off (core.hooksPath=/dev/null). After an error nothing is
 * left to release.
 */
struct error *hook_install(struct hook *out, struct repo *repo);
void hook_release(struct hook *hook);

#endif
