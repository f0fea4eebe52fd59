/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_WALK_H
#define SOURCE_WALK_H

#include "source/history.h"

/*
 * One walk down a history: which commits are visible (reachable from a start, from none of the hidden tips),
 * and which marks reach each of them. Every commit is read once, however many starts there are.
 *
 * A mark is a bit; the marks of a commit are the union of its visible children's. `taken` is for commits of a
 * line (mainline's first-parent line): the largest position of the line that reaches the commit, -1 if none
 * does.
 *
 * The answer does not depend on committer dates being in order: a mark, or the news that a commit is hidden,
 * that comes late is carried on to the parents again. Dates only say in which order to look and when there is
 * nothing more to learn; as in git's own walk, a clock that was wrong by more than the span looked at can
 * make a hidden commit look visible.
 *
 * Staying cheap on an old base: the first-parent line of a hidden tip, and the other parents of its merges,
 * are known to be hidden without walking anything else; that line is stepped down first.
 */
struct walk;

struct walk *walk_new(struct history *history, size_t marks); /* borrows the history */
void walk_free(struct walk *walk);

void walk_start(struct walk *walk, node_t node);                  /* visible, without a mark */
void walk_mark(struct walk *walk, node_t node, size_t mark);      /* visible, with it */
void walk_take(struct walk *walk, node_t node, int32_t position); /* visible, at that place of the line */
void walk_hide(struct walk *walk, node_t node);

struct error *walk_run(struct walk *walk);

/* After the run: */
const node_t *walk_visible(
    const struct walk *walk, size_t *n); /* each visible commit once, in the order met */
bool walk_is_visible(const struct walk *walk, node_t node);
int32_t walk_taken(
    const struct walk *walk, node_t node);  /* -1 if no position of the line reaches it, or it is hidden */
size_t walk_words(const struct walk *walk); /* 64-bit words of marks per commit */
uint64_t *walk_marks(struct walk *walk, node_t node); /* of a visible commit; the caller may change them */

#endif
