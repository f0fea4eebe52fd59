/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_REQUEST_H
#define PUBLISH_REQUEST_H

#include "source/repo.h"

/*
 * The body of a pull request, from "The following changes since commit" to the end of the diffstat: byte for
 * byte what `git request-pull START URL REF` prints once REF is pushed to URL under its own name, with git's
 * default configuration. git itself makes the shortlog and the diffstat; no connection is opened.
 *
 * Done otherwise, and told in `remarks`, is only what request-pull gets wrong:
 *	- nothing to pull is an error (it exits 0);
 *	- a name that is also the end of another ref's name means the one it names (it gives up);
 *	- a signature of ssh or x509 ends the tag's text as one of openpgp does (before git 2.40 it leaks into
 *	  the mail);
 *	- the URL is the public one as given (it applies url.*.insteadOf);
 *	- several merge bases: the diffstat is that of a test merge, as whoever pulls will see it (it takes
 * one of the bases, and shows what the others brought as well); a line above it says so.
 * Told only, since START is the sender's to choose: how many of the commits listed who pulls has already (the
 * topic merged mainline after START, or mainline a part of the topic).
 */
struct request {
	char *ref;      /* refs/tags/for-linus; an id where what is pulled is no ref (request-pull only) */
	char *shown;    /* as pullers read it: "tags/for-linus", "topic" */
	bool tag;       /* it is under refs/tags */
	bool annotated; /* it is a tag object */
	bool signed_tag;
	char *headline; /* first paragraph of the tag's text on one line, else the subject of the only commit
			   or of the tip; NULL if empty */
	git_oid start, head, base; /* commits: START, what is to be pulled, their merge base */
	git_oid puller;            /* whom it is merged into: START, or what the wish says */
	const char *start_words;   /* the wish's; borrowed while the body is made */
	size_t bases;              /* how many merge bases puller and head have */
	bool conflicts;            /* of the test merge, which is made only if there are several */
	struct buf body;
	struct strings remarks; /* what the sender should know, a sentence each */
};

struct request_wish {
	const char *start;        /* any revision */
	const char *start_origin; /* what to call it in errors: "pullprep.base" */
	/* What to call it in the body where it is a commit that nobody else has (the merge of what is pulled
	 * before): "kvm-mmu-6.9 and kvm-xen-6.9". NULL: its id. */
	const char *start_words;
	/*
	 * Whom the pull will be merged into: mainline. NULL: START. It counts where it holds START: a base
	 * that the topics stand on has one merge base with them even where mainline, which took some of them
	 * before, has several, and it is mainline's diffstat that the puller compares with the mail's. Where
	 * START is something that mainline lacks (the first batch's tip, for the second), START will be in it
	 * by then and stands for it.
	 */
	const git_oid *puller;
	const char *puller_name; /* "origin/master"; not needed without a puller */
	const char *url;
	const char *ref; /* a branch or tag, short or full */
};

/*
 * Errors: no such ref, both a branch and a tag of that name, START is no commit, nothing in common, nothing
 * to pull, NUL bytes in the tag.
 */
struct error *request_make(struct request *out, struct repo *repo, const struct request_wish *wish);
void request_release(struct request *request);

/* A URL that may stand in a mail: one line without blanks or control characters, without a password. origin:
 * "pullprep.url". */
struct error *request_check_url(const char *origin, const char *url);

#endif
