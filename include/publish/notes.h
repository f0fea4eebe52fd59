/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_NOTES_H
#define PUBLISH_NOTES_H

#include "facts/conflicts.h"

/*
 * The maintainer's notes on conflicts, one file a batch: $GIT_COMMON_DIR/pullprep/conflicts/TAG, with '/' of
 * the tag's name as '-'. A file of sections, each a line "[PATH] with OTHER" (control characters and
 * backslash as \t \n \r \x1b \\), comment lines that begin with '#' (the program's: what conflicts, and both
 * sides' last commits, rewritten each time) and the note, any text. A note stays when the file is written
 * again, also when its conflict is gone meanwhile.
 */
struct note {
	char *path, *with; /* with: the other side's name, e.g. "origin/master" */
	char *text;        /* "" where the maintainer has not written anything yet */
};
struct notes {
	struct note *v;
	size_t n, cap;
	char *file; /* where they are kept */
};

/* A file that is not there yet has no notes. What is no section is an error that names file and line. After
 * an error nothing is left to release. */
struct error *notes_read(struct notes *out, const struct project *project, const char *tag);
/* Writes them back with a section for each conflict. */
struct error *notes_write(const struct notes *notes, const struct test_merges *merges);
void notes_release(struct notes *notes);

/* The note on a conflict, or NULL if none is written. */
const char *notes_on(const struct notes *notes, const char *path, const char *with);
/* Puts the notes into the conflicts: test_merge.theirs is what a note is `with`. */
void notes_put(const struct notes *notes, struct test_merges *merges);

/*
 * All that a mail says on conflicts: the test merge of a batch's (or topic's) tip with mainline as of the
 * day, and the notes on it of the file of that tag. One test merge is added to `out`; what is not noted has
 * no ->note. To be shown with text/conflicts.h.
 */
struct error *notes_of_pull(
    struct test_merges *out, struct project *project, const git_oid *tip, const char *tag);

#endif
