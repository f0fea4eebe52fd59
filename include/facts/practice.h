/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PRACTICE_H
#define FACTS_PRACTICE_H

#include "facts/project.h"

/*
 * What the project does, whatever others do. Of mainline's last PRACTICE_MOST commits that are no merges: how
 * many were signed off by their authors and by their committers. (In the kernel whoever applies a patch signs
 * it off; U-Boot takes half of its patches without.) Names and addresses count as they are. Of its last
 * PRACTICE_MOST merges: how many say what they merge. (In the kernel that came with the years.)
 */
enum { PRACTICE_MOST = 300, PRACTICE_LEAST = 30, PRACTICE_SHARE = 80 };

struct practice {
	size_t commits, author, committer;
	size_t merges, reasons;
};

struct error *practice_find(struct practice *out, struct project *project);

/* Is that the custom: at least PRACTICE_SHARE percent? With fewer than PRACTICE_LEAST to go by it is taken
 * for one. */
bool practice_is(size_t count, size_t of);

#endif
