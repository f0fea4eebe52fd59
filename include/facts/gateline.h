/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_GATELINE_H
#define FACTS_GATELINE_H

#include "util/buf.h"

#include <git2/oid.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * What a gate said of a tree, as it is written down: one line, nine fields with a TAB between.
 *
 *	pass  ABC  TREE  COMMIT  2022-03-22T09:30:00Z  Morgan Maintainer <m@example.org>  kvm/queue  -  -
 *	fail  XYZ  TREE  COMMIT  2022-03-23T10:00:00Z  CI <ci@example.org>  kvm/next  exit status 1  URL
 *
 * TREE is what was tested, COMMIT the topic's tip that had it, 40 digits each; then when (UTC), who recorded
 * it, the topic, why it failed, and where the log is: a URL, or for a gate that was run here a path below
 * $GIT_COMMON_DIR of whoever ran it. As waivers are (facts/waiverline.h), each line is whole in itself and
 * their order is of no importance, so that notes may be merged by any of git's strategies. Anything else is no
 * result, and is left where it is.
 */
struct gate_result {
	bool passed;
	char *gate;
	git_oid tree, commit;
	int64_t time; /* seconds since the epoch */
	char *author; /* "Name <address>" of whoever recorded it */
	char *topic;
	char *why; /* NULL: nothing is said */
	char *log; /* NULL: none */
};

/* False for what is no such line; *out is then untouched. The line has no LF; a CR at its end is taken off.
 */
bool gate_line_read(struct gate_result *out, const char *line, size_t length);
/* With its LF. Texts are put on one line. */
void gate_line_add(struct buf *out, const struct gate_result *result);
void gate_result_release(struct gate_result *result);

/* A name that a gate could have: letters and digits of ASCII, and '-', '_', '.' inside; 64 at most. It is a
 * directory's, too. */
bool gate_is_name(const char *name);

#endif
