/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LINEAGE_H
#define FACTS_LINEAGE_H

#include "facts/thread.h"

/*
 * The versions of one series: postings by one sender with the same title, or of which one shares at least half of its
 * parts' subjects with the other, whichever has fewer; titles and subjects without brackets, upper and lower case and white
 * space aside. Pure. A version that shares with one that shares is one, too: series are renamed on the way. A title that
 * comes back over things that have nothing in common ("Misc fixes") makes none by itself.
 */
struct lineage {
	size_t *v; /* postings, by version, then in the thread's order; array_release() it */
	size_t n, cap;
};
void lineage_find(struct lineage *out, const struct thread *thread, size_t posting);

/*
 * The part of a posting that is a commit, by its subject; of several with that subject the first. 0: none is. (Subjects
 * as git am takes them: without brackets.)
 */
int posting_part(const struct thread *thread, const struct posting *posting, const char *subject);

#endif
