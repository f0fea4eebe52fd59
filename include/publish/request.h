/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_REQUEST_H
#define PUBLISH_REQUEST_H

#include "source/repo.h"

/*
 * The body of a pull request, from "The following changes since commit" to the end of the diffstat: byte for
 *byte what `git request-pull START URL REF` prints once REF is pushed to URL under its own name, with git's
 *default configuration. git itself makes the shortlog and the diffstat; no connection is opened.
 *
 * Done otherwise, and told in `remarks`, is only what request-pull gets wrong:
 *	- nothing to pull is an error (it exits 0);
 *	- a name that is also the end of another ref's name means the one it names (it gives up);
 *	- a signature of ssh or x509 ends the tag's text as one of openpgp does (before git 2.40 it leaks into
 *the mail);
 *	- the URL is the public one as given (it applies url.*.insteadOf);
 *	- several merge bases are told, since the diffstat from one of them shows more than the pull brings.
 */
struct request {
	char *ref;      /* refs/tags/for-linus */
	char *shown;    /* as pullers read it: "tags/for-linus", "topic" */
	bool tag;       /* it is under refs/tags */
	bool annotated; /* it is a tag object */
	bool signed_tag;
	char *headline; /* first paragraph of the tag's text on one line, else the subject of the only commit
			   or of the tip; NULL if empty */
	git_oid start, head, base; /* commits: START, what is to be pulled, their merge base */
	struct buf body;
	struct strings remarks; /* what the sender should know, a sentence each */
};

/*
 * start: any revision; start_origin: what to call it in errors ("pullprep.base"). ref: a branch or tag, short
 * or full. Errors: no such ref, both a branch and a tag of that name, START is no commit, nothing in common,
 * nothing to pull, NUL bytes in the tag.
 */
struct error *request_make(struct request *out, struct repo *repo, const char *start,
    const char *start_origin, const char *url, const char *ref);
void request_release(struct request *request);

/* A URL that may stand in a mail: one line without blanks or control characters, without a password. origin:
 * "pullprep.url". */
struct error *request_check_url(const char *origin, const char *url);

#endif
