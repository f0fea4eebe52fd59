/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LINEAGE_H
#define FACTS_LINEAGE_H

#include "facts/thread.h"

/*
 * The versions of one series: postings by one sender with the same title, or of which one shares at least half of its
 * parts' subjects with the other, whichever has fewer; titles and subjects without brackets, upper and lower case and white
 * space aside. Pure. A version that shares with one that shares is one, too: series are renamed on the way. A title that
 * comes back over things that have nothing in common ("Misc fixes") makes none by itself. What b4 wrote the same change-id: below is one in
 * any case, whatever it is called and whoever sent it.
 */
struct lineage {
	size_t *v; /* postings, in the thread's order, which is that of their times; array_release() it */
	size_t n, cap;
};
void lineage_find(struct lineage *out, const struct thread *thread, size_t posting);

/*
 * Of two versions of a series, is the one newer? It was posted later, and has a higher number, or the other one asked for
 * comments only (RFC) and it does not: numbers may begin anew then. What is sent again (RESEND) is not newer than what it
 * repeats, and nothing is of which the time is unknown.
 */
bool posting_is_newer(const struct posting *one, const struct posting *other);

/* The version that was posted before this one: the last earlier one with another number, or that asked for comments only
 * where this does not; both times are known. One that was sent again has none. NULL: none is known. */
const struct posting *posting_before(const struct thread *thread, size_t posting);

/*
 * The part of a posting that is a commit, by its subject; of several with that subject the first. 0: none is. (Subjects
 * as git am takes them: without brackets.)
 */
int posting_part(const struct thread *thread, const struct posting *posting, const char *subject);

#endif
