/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_PLANSTORE_H
#define CMD_PLANSTORE_H

#include "cmd/planned.h"

/*
 * Saving the plan. It is there wholly or not at all; the one before is kept beside it as FILE~ if it was
 * another. The directory is made if it is not there.
 */
struct error *planstore_save(const struct planned *planned, const char *text, bool *kept);

/*
 * Lets the maintainer edit the text in the user's git editor, then saves it. What is garbage, does not fit
 * the topics, or is empty, is refused with its line number; the plan is then as it was before, and the edited
 * text is kept in FILE.edit, where the next --edit goes on.
 */
struct error *planstore_edit(const struct planned *planned, const char *text, bool *kept);

/* The plan's path as one would type it here: less the directory one is in. Borrowed. */
const char *planstore_place(const struct planned *planned);

/* Refuses a text that planfile_parse() or planfile_check() refuse. Lines are numbered as in the text if it is
 * in a file (saved), else as in the plan so far; a topic that has no line there has no number. */
struct error *planstore_check(const struct planned *planned, const char *text, bool saved);

#endif
