/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_FINGERPRINT_H
#define SOURCE_FINGERPRINT_H

#include "source/tree.h"

#include <stdint.h>

/*
 * Whether two commits have the same patch id, in steps of growing cost: `paths` (the set of changed paths,
 * with those modes that a patch shows), from trees alone; `exact` (paths, modes and blob ids): equal ones are
 * the same patch without a difference; `hunks`, from the blobs: per file a hash of what `git patch-id
 * --stable` hashes of its difference (3 lines of context, Myers with the indent heuristic, no renames, no
 * attributes).
 *
 * Equal paths and hunks are the same patch, others are not. Nothing cheaper than a difference will do: git
 * patch-id leaves out white space, line ends included, so that an added blank line before "x" and an added
 * "x" may be one patch to it. Binary files count by the ids of both blobs. Sums over files do not depend on
 * the order. Hashes are XXH3's of 128 bits, differences libgit2's on both sides of every comparison.
 *
 * In one case git tells less: of a binary file that follows another binary one it leaves out the name, so
 * that it takes the same two blobs under another second name for the same patch. Here the name counts.
 */
struct fingerprint128 {
	uint64_t low, high;
};

enum fingerprint_state {
	FINGERPRINT_NONE, /* an empty difference: there is no patch */
	FINGERPRINT_OK,
	FINGERPRINT_ELSEWHERE, /* it touches a path outside the guide */
	FINGERPRINT_MISSING,   /* an object is not there */
};

struct fingerprint {
	uint8_t state;
	struct fingerprint128 paths, exact;
};

/* The paths that matter, with their directories. A commit that touches another path cannot have a twin among
 * them. */
struct guide;
struct guide *guide_new(void);
void guide_free(struct guide *guide);
/* Adds all paths that differ between the trees. */
struct error *guide_add(
    struct guide *guide, struct tree_reader *reader, const git_oid *from, const git_oid *to);

/* guide NULL: any path. Missing objects are a state, not an error; the error's text is in *why if that is not
 * NULL (owned by the caller). */
void fingerprint_trees(struct fingerprint *out, struct tree_reader *reader, const struct guide *guide,
    const git_oid *from, const git_oid *to, char **why);

struct fingerprint_hunks {
	uint8_t state;
	struct fingerprint128 hunks;
};
void fingerprint_blobs(struct fingerprint_hunks *out, struct tree_reader *reader, struct repo *repo,
    const git_oid *from, const git_oid *to, char **why);

#endif
