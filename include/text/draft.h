/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_DRAFT_H
#define TEXT_DRAFT_H

#include "util/buf.h"
#include "util/error.h"

/*
 * A message on its way through an editor. Tag messages may hold lines that start with '#' ("#VMEXIT", "#
 * Selftests"), which git's own cleanup eats; so ours is git's "scissors": all from the line
 *
 *	# ------------------------ >8 ------------------------
 *
 * on is instructions and is cut off, everything before it stays.
 */

/* Adds the scissors line and the instructions, each line of them behind "# ". */
void draft_add_instructions(struct buf *draft, const char *instructions);

/*
 * What is left of it as a message: cut at the scissors, no blanks at the ends of lines, no blank lines at
 * start and end nor two in a row, one newline at the end. An empty message is left empty.
 */
void draft_clean(struct buf *draft);

/*
 * Refuses what would not survive: a NUL byte, and a line that begins like a signature, at which `git
 * request-pull` (and so every reader) ends the text. Errors name `name` and the line.
 */
struct error *draft_check(const struct buf *message, const char *name);

/* Where a tag's signature begins in its text, as git request-pull sees it: a line "-----BEGIN PGP ", "SSH "
 * or "SIGNED "; or the length. */
size_t draft_signature(const char *text, size_t length);

#endif
