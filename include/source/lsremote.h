/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_LSREMOTE_H
#define SOURCE_LSREMOTE_H

#include "source/refs.h"
#include "source/remotetalk.h"
#include "util/array.h"
#include "util/error.h"

#include <git2/oid.h>
#include <stdbool.h>

/*
 * What another repository has: `git ls-remote` under a deadline. It never asks anybody anything: no password
 * on the terminal or in a window, no question of ssh. What hangs is ended, with all that it started, at the
 * deadline or when we are; what never stops answering is ended after 64 MiB.
 */
struct remote_ref {
	char *name;     /* "refs/tags/for-linus", "HEAD" */
	git_oid object; /* what it points at: a tag object or a commit */
	git_oid peeled; /* what the tag object is on; the same as `object` where it is none */
	bool annotated; /* it is a tag object */
};
struct remote_refs {
	struct remote_ref *v;
	size_t n, cap;
};
#define REMOTE_REFS_INIT                                                                                     \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

struct remote_question {
	const struct config *config; /* for how git calls ssh */
	const char *url;             /* or the name of a remote, or a path */
	bool tags;                   /* only refs/tags/; otherwise all refs, HEAD among them */
	/*
	 * As strangers would ask: url.*.insteadOf, which may make a private URL of the public one, and
	 * credential helpers, ~/.netrc and http.extraHeader, which know passwords that strangers do not, are
	 * left out.
	 */
	bool stranger;
	bool of_stranger; /* the URL is from a mail, see source/remotetalk.h */
	int deadline;     /* seconds */
};

/* pullprep.remoteDeadline, 30 seconds if not set. */
struct error *remote_deadline(int *out, const struct config *config);

/*
 * In the order of the answer. No refs at all is an answer too.
 *
 * Errors say which of these it was, and what to do: unknown host, refused, no such repository, no right to
 * read it or a password wanted, an unknown or changed ssh host key, a certificate that is not trusted, no
 * answer within the deadline, an answer that is not git's, another object format; else git's own words.
 * After an error nothing is left to release.
 */
struct error *remote_ask(struct remote_refs *out, const struct remote_question *question);
void remote_refs_release(struct remote_refs *refs);

/* The ref of exactly that name, or NULL. */
const struct remote_ref *remote_find(const struct remote_refs *refs, const char *name);

#endif
