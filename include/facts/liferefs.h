/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_LIFEREFS_H
#define FACTS_LIFEREFS_H

#include "facts/lifeplace.h"
#include "source/refs.h"

/*
 * holds[i]: has tips[i] the commit by itself, and not because it stands on a mainline that has it, be it
 * one of after the day? A tip that is not in this repository has nothing. place: where mainline has the
 * commit as of the day, or NULL. One walk, beside mainline.
 */
struct error *life_holders_find(bool *holds, struct life_places *places, const struct life_place *place,
    const git_oid *commit, const git_oid *tips, size_t n);

/* Adds the full names of the refs that have a commit which mainline lacks, of those that match one of
 * the NULL-terminated patterns (see refs_list()). A tip that is older by more than a day is not asked,
 * nor is mainline's own ref, nor a tag of after the day. */
struct error *life_refs_find(
    struct strings *out, struct life_places *places, const git_oid *commit, const char *const *patterns);

extern const char *const life_branches[], *const life_tags[]; /* patterns */

#endif
