/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_RATIORANGE_H
#define FACTS_RATIORANGE_H

#include "facts/ratio.h"
#include "util/array.h"

/*
 * The ratios of a range's commits and nothing else: no mainline, no topics, no messages read. For programs
 * that ask for a whole merge window; survey_range() is for all else.
 *
 * While git finds out where the range ends, which for an old base can take as long as a fifth of the
 * counting, the commits that are younger than all that is left out are counted already: they can hardly
 * belong to what is left out.
 */
struct ratiorange {
	git_oid *oids; /* as `git rev-list --no-merges` lists them */
	struct ratio *ratios;
	size_t n;
};

/* Is it written as a range: A..B, A...B, ^A? */
bool ratiorange_is(const struct strings *revisions);

/* ERROR_NOT_FOUND if git knows no such revision, ERROR_USAGE for what looks like an option. */
struct error *ratiorange_find(struct ratiorange *out, struct repo *repo, const struct classes *classes,
    const struct strings *revisions);
void ratiorange_release(struct ratiorange *range);

#endif
