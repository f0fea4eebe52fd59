/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_CONFLICTS_H
#define TEXT_CONFLICTS_H

#include "facts/conflicts.h"
#include "text/record.h"
#include "util/buf.h"
#include "util/term.h"

/*
 * What a test merge found, for the maintainer, for a mail, and for machines.
 */

/* For people: each pair with its conflicts, both sides' last commits, and the note if there is one. A pair
 * that merges cleanly is a line. */
void conflicts_show(struct buf *out, const struct test_merges *merges, const struct term *term);

/*
 * The mail's section, without a newline at the end; nothing if there are no conflicts:
 *
 *	Conflicts when merging into origin/master:
 *
 *	* arch/x86/kvm/x86.c (contents): 1a2b3c4d5e6f ("KVM: x86: ...") here and
 *	  9f8e7d6c5b4a ("x86: ...") there.
 *	  Take both hunks; linux-next has the same resolution.
 *
 * What others wrote is made plain (text/plain.h). git's own sentence follows where it says more than the
 * kind. `theirs` is what is merged into, `ours` is what is pulled ("here").
 */
void conflicts_section(struct buf *out, const struct test_merges *merges);
/* The same for conflicts among topics: "Conflicts between kvm/xen and kvm/mmu:", for each pair; and where the
 * commits are is said by the two names. */
void conflicts_section_among(struct buf *out, const struct test_merges *merges);

/* How many conflicts there are in all, and how many of them have no note. */
size_t conflicts_count(const struct test_merges *merges);
size_t conflicts_without_note(const struct test_merges *merges);

/* Records, one for each conflict: ours, theirs, path, kind, ours_commit, theirs_commit, words, note. */
extern const char *const conflicts_columns[];
void conflicts_record(struct records *records, const struct test_merges *merges);

#endif
