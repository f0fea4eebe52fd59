/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_PULLFROM_H
#define CMD_PULLFROM_H

#include "cmd/planned.h"

/*
 * Where a pull starts: --base, else pullprep.base, else mainline.
 *
 * One exception serves whoever pulls the second batch, or fixes, that stand on a batch before: that one is
 * pulled first, so its tag is where the later one starts, whether mainline has pulled it by now or not. Only
 * --base has the last word.
 */
struct pull_from {
	char *revision;     /* NULL: mainline's, and there was no project to ask */
	const char *origin; /* "--base", "pullprep.base", "mainline", "the batch before" */
	bool before;        /* it is a batch before */
};

/* given: --base, or NULL; project: NULL where mainline was not looked for. */
void pull_from_find(
    struct pull_from *out, const char *given, const struct config *config, const struct project *project);

/* Moves the start to the tag of the batch before, if `head` holds it and the start so far does not. */
struct error *pull_from_before(
    struct pull_from *from, const struct planned *planned, enum batch batch, const git_oid *head);

void pull_from_release(struct pull_from *from);

#endif
