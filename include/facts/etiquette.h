/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_ETIQUETTE_H
#define FACTS_ETIQUETTE_H

#include "facts/thread.h"

/*
 * How a series was posted: what maintainers ask of who posts again. Pure.
 *
 * Source: the kernel's submitting-patches.rst ("wait for a minimum of one week before resubmitting", "the changelog ... of
 * versions goes below the ---"), maintainer-netdev.rst ("no more than one version per day": at least 24 hours), and
 * maintainer-kvm-x86.rst.
 */

/*
 * Does the later version say what changed since the one before: in its cover letter, or below the "---" of one of its
 * patches? What is meant are lines such as "Changes since v1", "Changes in v2:", "v1 -> v2", "v2:", "Changelog". A
 * first version, and one that was sent again, has nothing to say: true. So it is where mails are not here that may say it.
 */
bool posting_tells_changes(const struct thread *thread, const struct posting *posting);

/* Is the line such a one? */
bool line_tells_changes(const char *line);

/* Are both cover letters the same, but for the list of commits and the statistics that git writes below? False if one is
 * missing. */
bool postings_share_cover(
    const struct thread *thread, const struct posting *posting, const struct posting *before);

/* The seconds between two instants, without Saturdays and Sundays (UTC); 0 if `to` is not after `from`. */
int64_t seconds_on_weekdays(int64_t from, int64_t to);

/* Who got one of the posting's patches but not all of its mails: addresses, sorted. Whom a patch names in its text, and
 * the stable lists, are to get that patch alone. */
void posting_partial_recipients(
    struct strings *out, const struct thread *thread, const struct posting *posting);

#endif
