/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_WAIVERS_H
#define FACTS_WAIVERS_H

#include "facts/waiverline.h"
#include "source/noteref.h"
#include "util/array.h"
#include "util/date.h"

/*
 * The recorded reasons why findings are fine, from the notes of one ref, which git pushes, fetches and merges
 * like any other (see `pullprep help waive`): each is a line of a note (facts/waiverline.h) on the commit it
 * was recorded on.
 *
 * A line concerns a commit if it was recorded on that very commit, or on one with the same patch id: so a
 * waiver is found again after a rebase, or with another message, and not once the patch was edited. Of all
 * the lines that concern a commit and a rule the newest counts: a waiver, or that it was dropped. (Of two of
 * one second the drop, else the greater reason or author, so that all clones agree.)
 *
 * Rules are not checked here beyond their form: whoever records a waiver asks only for rules that there are.
 */
#define WAIVERS_REF "refs/notes/pullprep/waivers"

struct waivers {
	struct waiver *v; /* every line there is, also what later ones overrule */
	size_t n, cap;
	struct strings odd; /* lines that are no waiver, each told in words */
};

/* All that was recorded until the end of that day; DAY_NONE: to this day. After an error nothing is left to
 * release. */
struct error *waivers_read(struct waivers *out, struct repo *repo, day_t as_of);
/* The same of notes that are read already. */
struct error *waivers_read_notes(
    struct waivers *out, struct repo *repo, const struct note_ref *notes, day_t as_of);
void waivers_release(struct waivers *waivers);

/* The waiver of that rule for the commit, or NULL if there is none, or it was dropped. patch: the commit's
 * patch id; zero if it has none or is not known. What a rule says of a whole topic is waived on its tip. */
const struct waiver *waiver_find(
    const struct waivers *waivers, const git_oid *commit, const git_oid *patch, const char *rule);
/* The newest line, be it a drop. */
const struct waiver *waiver_last(
    const struct waivers *waivers, const git_oid *commit, const git_oid *patch, const char *rule);
/* Is this one in force: neither a drop nor overruled by a later line? */
bool waiver_counts(const struct waivers *waivers, const struct waiver *waiver);

/*
 * For waiver_find(): the patch ids of those commits that could be the patch of some waiver; zero for all
 * others. Without waivers this costs nothing; otherwise trees are compared, and differences made only where
 * the same paths changed. (Of a waiver whose own commit is not in this repository the paths are not known:
 * then a difference is made of every commit.)
 */
struct error *waivers_patches(
    git_oid *patches, const struct waivers *waivers, struct repo *repo, const git_oid *commits, size_t n);

#endif
