/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_EDITOR_H
#define PUBLISH_EDITOR_H

#include "source/repo.h"

/*
 * Opens the file in the user's git editor (GIT_EDITOR, core.editor, VISUAL, EDITOR: `git var GIT_EDITOR`), as
 * git runs it, and waits. An editor that cannot be started or fails is an error that names it; the file
 * stays.
 */
struct error *editor_open(struct repo *repo, const char *path);

#endif
