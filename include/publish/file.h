/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_FILE_H
#define PUBLISH_FILE_H

#include "util/buf.h"
#include "util/error.h"

#include <stdbool.h>
#include <stdio.h>

/* Whole files in and out. What is written is there wholly or not at all. */

/* "~/x" and "~user/x" as git reads the paths in its configuration; anything else is copied. Owned by the
 * caller. */
char *file_expand(const char *path);

/* Adds the file's bytes. "-" is standard input. ERROR_NOT_FOUND if it does not exist; a directory or one over
 * 16 MiB is an error. */
struct error *file_read(struct buf *out, const char *path);

/* Replaces the file, or what a symbolic link leads to, by a temporary one beside it that is renamed; a failure
 * leaves the old one and no temporary, and so does a signal, which waits until it is done. */
struct error *file_replace(const char *path, const char *bytes, size_t length);

/* Would that work, as far as can be told without writing? For those who would tell so before a long work. */
struct error *file_check(const char *path);

/* Makes the directories above the file that are not there yet. */
struct error *file_make_parents(const char *path);

/*
 * Makes a new file in the directory (made if need be): NAME.SUFFIX, NAME.2.SUFFIX, ... whichever does not
 * exist yet, so that nothing kept is lost. '/' in the name becomes '-'. *path is owned by the caller.
 */
struct error *file_create(char **path, const char *directory, const char *name, const char *suffix,
    const char *bytes, size_t length);

/*
 * Writes text to a stream and sees it through to the disk or the pipe. On a terminal control characters are
 * masked and lines kept; elsewhere it is byte for byte.
 */
struct error *file_show(FILE *out, const char *text, size_t length);

#endif
