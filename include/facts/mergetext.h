/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_MERGETEXT_H
#define FACTS_MERGETEXT_H

/*
 * The text of a merge commit's message that says something of what it merges: without its subject, trailers,
 * what merge.log and a merged tag's signature check added. NULL if nothing is left. Owned by the caller.
 * Pure.
 */
char *message_of_merge(const char *message);

#endif
