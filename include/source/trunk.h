/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_TRUNK_H
#define SOURCE_TRUNK_H

#include "source/history.h"

/*
 * Mainline's first-parent line, walked only as far down as somebody asks. Position 0 is the tip; larger is
 * older.
 */
struct trunk;

struct trunk *trunk_new(struct history *history, node_t tip);
void trunk_free(struct trunk *trunk);

size_t trunk_length(const struct trunk *trunk); /* so far */
node_t trunk_at(const struct trunk *trunk, size_t position);

/* Steps the trunk down to the first commit that is older than `time`, or to its end. */
struct error *trunk_reach(struct trunk *trunk, int64_t time);

/*
 * The newest commit of the trunk that `from`'s first-parent line meets: its position, or -1 if they never
 * meet. Both lines are stepped down side by side by date; once they meet they are one, so that the first
 * meeting is the newest.
 */
struct error *trunk_meet(struct trunk *trunk, node_t from, int32_t *position);

#endif
