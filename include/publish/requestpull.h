/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_REQUESTPULL_H
#define PUBLISH_REQUESTPULL_H

#include "publish/request.h"
#include "source/config.h"

/*
 * `request-pull [-p] START URL [END]`: what git's command of that name does, for scripts that call it. It
 * asks URL whether END is there, under its name and as the same object; git's manual page has the rest.
 */
struct request_pull {
	const char *start; /* any revision */
	const char *url;   /* or a remote's name */
	const char *end;   /* LOCAL, or LOCAL:REMOTE where it has another name there; NULL: HEAD */
	bool patch;        /* the diff as well */
};

/*
 * With what git's leaves wrong mended (see publish/request.h), and each of these told in out->remarks:
 *	- a name that ends another ref's name here or there means the one it names, and what is found only
 * under another name is called by that;
 *	- the URL is as given, without insteadOf, unless it is a shorthand that only insteadOf makes a URL of
 *	  ("korg:linux"), and without a password;
 *	- URL is asked under pullprep.remoteDeadline, and nobody is asked for a password.
 *
 * words: what git's writes to stderr, "warn: No match for commit ...". *there: END is there; if not, git's
 * exit status is 1, and the text is written all the same. An error is what git's refuses with exit status 1
 * (START or END is no revision, or ambiguous; nothing in common), or nothing to pull.
 */
struct error *request_pull_fixed(struct request *out, struct buf *words, bool *there, struct repo *repo,
    const struct config *config, const struct request_pull *wish);

/*
 * As git's does it, byte for byte and quirk for quirk, on standard output and error: also those that depend
 * on the version of the git that is installed (which signatures end a tag's text since 2.40, which of several
 * refs is taken since 2.50). *status: its exit status. An error only if git cannot be run.
 */
struct error *request_pull_as_git(int *status, const struct request_pull *wish);

/* The parts of END. Owned by the caller. */
struct request_end {
	char *local;  /* up to the last colon; "HEAD" */
	char *remote; /* after the first colon, else all of it; "" */
};
struct request_end request_end_split(const char *end);
void request_end_release(struct request_end *end);

#endif
