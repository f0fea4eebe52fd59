/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PRACTICE_H
#define FACTS_PRACTICE_H

#include "facts/project.h"

/*
 * What the project does, whatever others do: of mainline's last PRACTICE_MOST commits that are no merges, how
 * many were signed off by their authors and by their committers. (In the kernel whoever applies a patch signs
 * it off; U-Boot takes half of its patches without.) Names and addresses count as they are.
 */
enum { PRACTICE_MOST = 300, PRACTICE_LEAST = 30, PRACTICE_SHARE = 80 };

struct practice {
	size_t commits, author, committer;
};

struct error *practice_find(struct practice *out, struct project *project);

/* Is that the custom: at least PRACTICE_SHARE percent of them? With fewer than PRACTICE_LEAST commits to go
 * by it is taken for one. */
bool practice_is(const struct practice *practice, size_t count);

#endif
