/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PRACTICE_H
#define FACTS_PRACTICE_H

#include "facts/project.h"

/*
 * What the project does, whatever others do. Of mainline's last PRACTICE_MOST commits that are no merges: how
 * many were signed off by their authors and by their committers. (In the kernel whoever applies a patch signs
 * it off; U-Boot takes half of its patches without.) Names and addresses count as they are. Of its last
 * PRACTICE_MOST merges: how many say what they merge. (In the kernel that came with the years.)
 *
 * And how many of these commits have a well-formed Fixes: line (facts/trailers.h). Where next to none has, fixes
 * are there, but cannot be told from other patches: in the kernel's window of v2.6.38, two years before the
 * custom began, a fourth of what came late were fixes. Of U-Boot's commits of 2026 17 percent have one.
 */
enum { PRACTICE_MOST = 300, PRACTICE_LEAST = 30, PRACTICE_SHARE = 80, PRACTICE_FIXES_SHARE = 3 };

struct practice {
	size_t commits, author, committer, fixes;
	size_t merges, reasons;
};

/* Each part is found out only if it is wanted: git has to look for the commits. */
struct error *practice_find(struct practice *out, struct project *project, bool patches, bool merges);

/* Is that the custom: at least that many percent (PRACTICE_SHARE where nobody says otherwise)? With fewer than
 * PRACTICE_LEAST to go by it is taken for one. */
bool practice_is(size_t count, size_t of, long percent);

/* Are fixes marked: at least PRACTICE_FIXES_SHARE percent of the commits? With fewer than PRACTICE_LEAST to go
 * by they are taken to be. */
bool practice_marks_fixes(const struct practice *practice);

#endif
