/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_NOTEWRITE_H
#define PUBLISH_NOTEWRITE_H

#include "source/noteref.h"

/*
 * Writes notes of git's: one commit on the ref, by the committer that git finds, however many notes. HEAD,
 * index and work tree are not touched. What the tree has besides stays as it is.
 */
struct note_text {
	git_oid object;  /* what is annotated */
	struct buf text; /* the whole note */
};

/*
 * `base` is the ref as it was read, `message` the commit's. The ref moves in one step, from what it was in
 * `base`: if it has moved meanwhile nothing is written, and *moved is true: read again. A ref that is locked
 * for a second, or that a hook refuses to move, is an error, and stays as it is.
 */
struct error *note_write(bool *moved, struct repo *repo, const char *ref, const struct note_ref *base,
    const struct note_text *notes, size_t n, const char *message);

#endif
