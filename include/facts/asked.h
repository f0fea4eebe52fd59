/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_ASKED_H
#define FACTS_ASKED_H

#include "util/array.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What a mail asks to be pulled, and what it says comes with that: the form of git request-pull(1), read as
 * people send it. They write around it, leave parts out, break lines and have it signed; so each part is
 * looked for on its own. Nothing is believed here: facts/brought.h has what is really there.
 */

/* One author's part of the shortlog: "Morgan Maintainer (2):", then a subject on each line. */
struct asked_author {
	char *name;
	size_t says; /* the number in brackets */
	struct strings subjects;
};

struct asked {
	char *base; /* "The following changes since commit": hexadecimal digits, 7 to 40; NULL: not said */
	char *url, *ref; /* "are available in the Git repository at"; ref NULL: HEAD, as none is named */
	char *tip;       /* "for you to fetch changes up to"; as base */
	bool free_form;  /* there is but a line with URL and ref in the text */
	struct {
		struct asked_author *v;
		size_t n, cap;
	} authors; /* the shortlog; none: there is none */
	bool stat; /* there is a line "N files changed"; only then: */
	long files, insertions, deletions;
	struct strings paths; /* before a '|', as the diffstat cuts them */
};

enum asked_found {
	ASKED_FOUND,
	ASKED_NOTHING, /* such as a cover letter */
	ASKED_QUOTED,  /* only in lines that begin with '>': it is a reply */
	ASKED_SEVERAL, /* several requests in one mail */
};

/* text: the mail's, see source/mailfile.h. Release it only if something is found. */
enum asked_found asked_read(struct asked *out, const char *text);
void asked_release(struct asked *asked);

#endif
