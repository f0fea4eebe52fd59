/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_CORRECTIONS_H
#define FACTS_CORRECTIONS_H

#include "source/repo.h"

/*
 * A file of corrections by hand, for what the messages of commits got wrong. One on each line, '#' begins a
 * comment, empty lines are fine:
 *
 *	FIX CULPRIT [CULPRIT...]	what FIX mends, whatever its message says
 *	FIX -				it mends nothing
 *
 * Ids are 7 to 40 hex digits of commits that are there.
 */
struct correction {
	git_oid fix;
	struct {
		git_oid *v;
		size_t n, cap;
	} culprits; /* none: it mends nothing */
	size_t line;
};
struct corrections {
	struct correction *v; /* by fix */
	size_t n, cap;
};

/* An error names the file and the line: what cannot be read, what is no id, no commit or not the only one
 * that begins so, a fix that was there before. After an error nothing is left to release. */
struct error *corrections_read(struct corrections *out, struct repo *repo, const char *file);
void corrections_release(struct corrections *corrections);
const struct correction *correction_of(const struct corrections *corrections, const git_oid *fix);

#endif
