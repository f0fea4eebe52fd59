/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TOUCHED_H
#define FACTS_TOUCHED_H

#include "facts/footing.h"
#include "facts/project.h"

/*
 * Which paths the commits have changed that mainline lacks of some tips.
 *
 * An ordinary commit changes what differs from its parent; a merge what differs from all of its parents, as
 * `git log -c` shows it. Where a tip stands on several commits of mainline (it has merged mainline again),
 * what its merges may have thrown away of mainline's is found by comparing it with the newest of these.
 */
struct touch {
	const char *path; /* not NUL-terminated */
	size_t length;
	const uint64_t *tips; /* a bit for each tip that has the change */
	uint64_t change;      /* of the commit that made it: equal for equal commits, never 0 */
	bool came, gone;      /* there was nothing before; there is nothing now */
};
static inline bool touch_has(const struct touch *touch, size_t tip)
{
	return touch->tips[tip / 64] >> tip % 64 & 1;
}

/* All touches of one path: they stand side by side. */
struct touched_path {
	const struct touch *v;
	size_t n;
};
struct touched {
	struct touch *v; /* sorted by path, as bytes */
	size_t n, cap;
	struct {
		struct touched_path *v; /* each path once, likewise */
		size_t n, cap;
	} paths;
	struct footing *footings; /* of each tip */
	struct buf names;         /* what touch.path borrows from, */
	uint64_t *rows;           /* and touch.tips */
};

/* tips are those of the ancestry, in the same order. */
struct error *touched_find(struct touched *out, struct project *project, const struct ancestry *ancestry,
    const git_oid *tips, size_t n);
void touched_release(struct touched *touched);

/* How paths are sorted: as bytes, the shorter first. */
int touched_compare(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
