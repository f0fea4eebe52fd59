/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_MERGENAME_H
#define FACTS_MERGENAME_H

#include "util/array.h"
#include "util/buf.h"

#include <stdbool.h>

/*
 * What a merge's subject calls the heads that it merged. Pure. In these forms, git's own and those that
 * maintainers' tools write:
 *
 *	Merge branch 'x' [of URL] [into y]	remote-tracking branch, remote branch, tag, commit as well
 *	Merge branches 'a', 'b' and 'c' [of URL]; tag 't' of URL
 *	Merge branch into tip/master: 'x'
 *	Merge patch series "SUBJECT"		b4 shazam --merge
 *	Merge series "SUBJECT" from NAME <ADDRESS>:
 *	Merge pull request #12 from user/x
 *	Merge [with] URL
 *
 * Anything else is named after the subject itself.
 */
struct merge_name {
	char *name;  /* a name that git would take for a branch; "" if nothing is left that could be one */
	char *url;   /* where it was pulled from, as it was written; or NULL */
	bool series; /* it names a posted series by its subject */
};
struct merge_names {
	struct merge_name *v;
	size_t n, cap;
};

/*
 * One name for each of the merged heads, in their order. Local names stay as they are; what was pulled from a
 * URL by a name that says nothing (master, for-linus, ...) becomes REPOSITORY/NAME.
 */
void merge_names_of(struct merge_names *out, const char *subject, size_t heads);
void merge_names_release(struct merge_names *names);

/* "user@host:/path/name.git/" as "host/path/name": equal for URLs of one repository, whatever the transport.
 * Owned by the caller. */
char *mergename_repository(const char *url);

/* REPOSITORY/NAME, REPOSITORY being the last part of the URL's path. Owned by the caller. */
char *mergename_qualified(const char *url, const char *name);

/*
 * A name from a subject: letters and digits in lower case and what stands well between them, all else as one
 * dash; at most MERGENAME_MOST characters, cut at a word. A "[PATCH v2 1/3]" before it is left out. "" if no
 * letter or digit is in it. Owned by the caller.
 */
enum { MERGENAME_MOST = 50 };
char *mergename_slug(const char *subject);

#endif
