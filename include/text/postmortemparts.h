/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMPARTS_H
#define TEXT_POSTMORTEMPARTS_H

#include "facts/pastcount.h"
#include "util/buf.h"
#include "util/term.h"

/* What the tables of a post-mortem have in common. Columns: two blanks, a label, a number, shares. */
enum { POSTMORTEM_LABEL = 25, POSTMORTEM_NUMBER = 9, POSTMORTEM_SHARE = 22 };

/* So many commits on each side show a risk 1.5 times 2.7 % (two proportions, 5 % and 80 % power), and what is said of
 * fewer. */
enum { POSTMORTEM_ARM = 2800 };
extern const char postmortem_few[];

/* An empty line and a heading. */
void postmortem_add_head(struct buf *out, const struct term *term, const char *text);

/* A text that is broken at the terminal's width, each line indented. */
void postmortem_add_note(struct buf *out, const struct term *term, size_t indent, const char *text);

/* A share (text/share.h), right-aligned. */
void postmortem_add_cell(struct buf *out, size_t columns,
    void (*add)(struct buf *out, size_t hits, size_t of), size_t hits, size_t of);

/* How long after the release fixes are known: "10 days after the release, by mainline as of 2026-07-17". */
void postmortem_add_follow_up(struct buf *out, const struct postmortem *postmortem);

/* Where the ids point, if they are more than the fixes: "Each fix counts once, at the newest place that it names. By
 * id: 7 mend this window, 3 mend older releases." False, and nothing is added, if they are not. */
bool postmortem_add_by_id(struct buf *out, const struct past_counts *counts);

/* What an -rc commit is: what it mends, in the order in which it is told, and what it is otherwise. */
extern const enum blame_place postmortem_places[AT_COUNT];
extern const char *const postmortem_place_label[AT_COUNT];
extern const char *const postmortem_work_label[WORK_COUNT];

/* Who found what was mended, in the order in which it is told. */
extern const struct postmortem_finder {
	enum finder finder;
	const char *label;
} postmortem_finders[FINDER_COUNT];

#endif
