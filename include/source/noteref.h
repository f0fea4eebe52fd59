/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_NOTEREF_H
#define SOURCE_NOTEREF_H

#include "source/repo.h"

/*
 * The notes of a ref of git's notes (git-notes(1)): each a blob whose path in the tree is the annotated
 * object's id, cut into directories of two digits in any depth. A tree may have an object twice, under paths
 * of different depths; git then takes both together, and so should whoever reads. Other paths are none of
 * ours.
 */
struct note_entry {
	git_oid object, blob;
	char *path; /* "ab/cdef..." */
};
struct note_ref {
	git_oid tip; /* the object that the ref names; zero: there is no such ref */
	struct note_entry *v;
	size_t n, cap;
};

/* No ref is no notes. One that is broken, or names something without a tree, is an error that says how to get
 * rid of it. After an error nothing is left to release. */
struct error *note_ref_read(struct note_ref *out, struct repo *repo, const char *ref);
void note_ref_release(struct note_ref *notes);

/* What the ref names now; zero if there is none. */
struct error *note_ref_tip(git_oid *out, struct repo *repo, const char *ref);

#endif
