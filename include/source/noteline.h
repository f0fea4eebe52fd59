/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_NOTELINE_H
#define SOURCE_NOTELINE_H

#include "util/buf.h"

#include <git2/oid.h>
#include <stdbool.h>

/*
 * What is recorded in a note (source/noteref.h): lines of so many fields with a TAB between, none of them
 * empty; "-" stands for nothing. What is none of them is left to whoever wrote it.
 */

/*
 * Cuts a line into its fields. It has no LF; a CR at its end is taken off. `fields` takes `count` of them,
 * which are parts of the returned copy: the caller frees that. NULL if there are more or fewer, one is empty,
 * or the line holds a NUL.
 */
char *note_line_cut(const char *line, size_t length, char **fields, size_t count);

/* A field's id, all 40 digits, in lower case; false, and *out untouched, for anything else. */
bool note_line_id(git_oid *out, const char *field);

/* A TAB and the text on one line, "-" where nothing is left of it or it is NULL. */
void note_line_add_text(struct buf *out, const char *text);

#endif
