/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_NEXTDB_H
#define SOURCE_NEXTDB_H

#include "source/next.h"

/*
 * A next-analysis database: a directory of files named next-YYYYMMDD with lines
 *
 *	commit SP patch-id SP sha256(subject LF)
 *
 * separated by single spaces, the patch id empty for an empty commit. Other files in it are passed over. Read
 * whole: the rows of a file in the file's order, each key once per file.
 */
struct nextdb_row {
	git_oid commit;
	git_oid patch; /* zero: none */
	unsigned char subject[32];
};
struct nextdb_file {
	struct nextdb_row *v;
	size_t n, cap;
};

/* Names and dates of the files up to as_of into out->v. */
struct error *nextdb_list(struct next_trees *out, const char *directory, day_t as_of);

/* The rows of one file. An error names file and line and says what a line must look like. */
struct error *nextdb_read(struct nextdb_file *out, const char *directory, const char *name);
/* The one commit of the database whose id starts with these (at least 7) hex digits. ERROR_NOT_FOUND: none,
 * or several. */
struct error *nextdb_resolve(const struct next_trees *next, const char *prefix, git_oid *out);
void nextdb_release(struct nextdb_file *file);

/* sha256 of the subject and a LF. */
void nextdb_subject(const char *subject, unsigned char out[32]);

#endif
