/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_MERGETEXT_H
#define FACTS_MERGETEXT_H

/*
 * The text of a merge commit's message that says something of what it merges: without its subject, trailers,
 * what merge.log and a merged tag's signature check added, and git's list of conflicts. NULL if nothing is
 * left. Owned by the caller. Pure.
 */
char *message_of_merge(const char *message);

/*
 * A branch's description without the trailers that end it: tools that keep a series' cover letter there, as
 * b4 can, write Signed-off-by:, To: and Cc: below it. NULL if nothing is left. Owned by the caller. Pure.
 */
char *message_of_branch(const char *description);

#endif
