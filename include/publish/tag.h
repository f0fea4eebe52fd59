/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_TAG_H
#define PUBLISH_TAG_H

#include "source/config.h"
#include "source/repo.h"

/*
 * A signed tag, made by `git tag -s` with the user's own configuration, or no tag at all.
 *
 * git 2.39 exits 0 having made an unsigned tag where the ssh key cannot be read; so the tag is read back: it
 * must be a tag object on the right commit with our message and a signature that is not broken (see
 * publish/signature.h). Otherwise, and on any failure or signal, what was there before is put back: no tag,
 * or the one that was to be replaced.
 */
struct tag_plan {
	const char *name;          /* "for-linus-5.18-1" */
	git_oid tip;               /* the commit */
	const char *message_path;  /* a file with the message... */
	const struct buf *message; /* ... and what is in it */
	bool replace;              /* there may be such a tag already */
	int deadline;              /* seconds for the signer and whoever types its passphrase */
};

/*
 * made: the tag object. words: what is to be said about a signature that git is not content with; empty
 * otherwise. Call it between interrupt_begin() and interrupt_end().
 */
struct error *tag_make(git_oid *made, struct buf *words, struct repo *repo, const struct config *config,
    const struct tag_plan *plan);

/*
 * Takes back the tag `made`: puts back what was there before (zero: nothing), unless somebody else has
 * changed it since. Returns `why` it had to, with a hint added if it could not be done.
 */
struct error *tag_restore(
    struct error *why, struct repo *repo, const char *name, const git_oid *before, const git_oid *made);

/* The object that refs/tags/NAME is now; zero if there is none. An error if the name cannot be a tag's. */
struct error *tag_find(git_oid *out, struct repo *repo, const char *name);

/* The text of a tag object without its signature. */
struct error *tag_message(struct buf *out, struct repo *repo, const git_oid *tag);

#endif
