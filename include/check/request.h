/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CHECK_REQUEST_H
#define CHECK_REQUEST_H

#include "facts/asked.h"
#include "facts/brought.h"

/*
 * A request to pull that came from somebody else, as the rules see it: what it says, held against what is
 * there. Everything is borrowed.
 */
struct request_facts {
	const char *ref;      /* what is asked for, as it is written: "tags/for-linus" */
	const char *full_ref; /* as the repository there calls it: "refs/tags/for-linus" */
	git_oid commit;       /* what it is on now */
	/* The object's own name, which is what was signed; NULL: it is no tag object. */
	const char *tag_name;
	bool mail;           /* it came as a mail with headers */
	const char *subject; /* of that; NULL: none */
	const struct brought *brought;
	/* What the text says; NULL: URL and ref were named on a command line, and all below is NULL as well. */
	const struct asked *asked;
	const char *text;    /* the mail's */
	const char *message; /* the tag's, without signature; NULL: there is none */
};

/* The subject has one of the marks by which pull requests are found: "[GIT PULL]", "[PULL v2 0/3]". */
bool request_marked(const char *subject);

/* Does the text hold the message, but for how the lines are broken? */
bool request_holds(const char *text, const char *message);

#endif
