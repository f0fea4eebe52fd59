/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_WAIVERLINE_H
#define FACTS_WAIVERLINE_H

#include "util/buf.h"

#include <git2/oid.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * A waiver as it is written down: one line, seven fields with a TAB between.
 *
 *	waive  never-in-next  COMMIT  PATCH  2022-03-22T09:30:00Z  Morgan Maintainer <m@example.org>  REASON
 *	drop   never-in-next  COMMIT  PATCH  2022-03-23T10:00:00Z  Morgan Maintainer <m@example.org>  -
 *
 * COMMIT is the commit it was recorded on, 40 digits; PATCH its patch id (patch_ids_pinned() of
 * source/patchid.h) or "-" if it has none; the time is UTC; REASON any text. Each line is whole in itself and
 * the order of lines is of no importance, so that notes may be merged by any of git's strategies
 * (cat_sort_uniq, union), and copied from commit to commit by notes.rewriteRef. What was dropped is written
 * down, too: a merge with notes where it is still there does not bring it back, for the newest line counts
 * (facts/waivers.h). Anything else is no waiver, and is left where it is.
 */
struct waiver {
	git_oid commit, patch; /* patch: zero if the commit has none */
	char *rule;
	char *author; /* "Name <address>" of whoever recorded it */
	int64_t time; /* when; seconds since the epoch */
	char *reason; /* NULL: it is dropped */
};

/* False for what is no such line; *out is then untouched. The line has no LF; a CR at its end is taken off.
 */
bool waiver_line_read(struct waiver *out, const char *line, size_t length);
/* With its LF. Author and reason are put on one line; a reason of which nothing is left must not get here. */
void waiver_line_add(struct buf *out, const struct waiver *waiver);
void waiver_release(struct waiver *waiver);

/* A name that a rule could have: letters a-z, then also digits, with single '-' between. */
bool waiver_rule_is_name(const char *rule);

#endif
