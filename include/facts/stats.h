/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_STATS_H
#define FACTS_STATS_H

#include "util/array.h"
#include "util/buf.h"

#include <git2/oid.h>
#include <stdbool.h>

/*
 * The statistics that linux-next's maintainer mails after each merge window: how much of BASE..TIP one daily
 * tree held already. Counting alone, and pure; facts/statsfind.h finds what is counted.
 *
 * The rules were worked out from seven of the mails (v5.5-rc1 to v6.19-rc1) and the figures of ten more:
 *
 *  - Merges are left out. Both sides are taken relative to BASE, so that a commit which the daily tree has
 *    through mainline counts as held (v6.1-rc1: 180 of them).
 *  - A commit is matched by its id, else by its patch id, else by its subject line; "not counting those in
 *    the lines above". What one commit has matched no other can: in all seventeen mails the commits left in
 *    the daily tree are exactly its commits less the matched ones. Where more commits share a patch or a
 *    subject on one side than on the other, the newest of that side are matched.
 *  - Percent is rounded down.
 *  - The lists of ten are of the unmatched commits of either side: by number, equal numbers in reverse order
 *    of the bytes (as sort -rn leaves them); all in lower case; people by their addresses as .mailmap has
 *    them.
 */
struct stats_commit {
	git_oid oid;
	char *words[3]; /* by enum stats_by: its subject line, author's and committer's address */
};

enum stats_by { STATS_WORD, STATS_AUTHOR, STATS_COMMITTER, STATS_LISTS };
enum { STATS_MOST = 10 }; /* lines of a list */

struct stats_count {
	char *name;
	size_t count;
};
struct stats_top {
	struct stats_count v[STATS_MOST];
	size_t n;
};

/* The unmatched commits of one side, newest first, and who and what is most among them. */
struct stats_rest {
	struct stats_commit *v;
	size_t n, cap;
	struct stats_top top[STATS_LISTS];
};

struct stats {
	char *base, *tip; /* as they were written: "v6.18", "v6.19-rc1" */
	char *next;       /* the daily tree: "next-20251201" */
	char *first;      /* the first daily tree that holds BASE; NULL: none here does */
	bool holds;       /* does ->next hold BASE? */
	bool window;      /* BASE is a release: a merge window opened with it */
	size_t commits;   /* in BASE..TIP */
	size_t next_commits;
	size_t same_id, same_patch, same_subject;
	struct stats_rest extra; /* of BASE..TIP */
	struct stats_rest left;  /* of the daily tree */
};

/* Matches what is left on both sides by subject, and makes the lists of ten. */
void stats_count(struct stats *stats);

size_t stats_matched(const struct stats *stats); /* by any of the three */
int stats_percent(const struct stats *stats);    /* of ->commits, rounded down; -1 if there are none */

/*
 * The first word of a subject line, in lower case: letters, digits, '_', '-', '+' and '.' after whatever else
 * the line begins with, without points at its end. "" if there is none. The mails settle lower case, '-' and
 * '_' and the end at ':', '/', ',' and blanks; the rest is not to be seen in them.
 */
void stats_first_word(struct buf *out, const char *subject);

void stats_rest_release(struct stats_rest *rest);
void stats_release(struct stats *stats);

#endif
