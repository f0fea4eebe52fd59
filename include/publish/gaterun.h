/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_GATERUN_H
#define PUBLISH_GATERUN_H

#include "facts/gates.h"

/*
 * Runs a gate on a commit, in a worktree of its own below $TMPDIR that git checks out for it, without hooks.
 * The worktree is gone afterwards, whatever the gate made of it, and also if we are told to end. What the gate
 * writes is kept in $GIT_COMMON_DIR/pullprep/gates/GATE/TOPIC.log ('/' in the topic's name becomes '-'), in
 * place of what the last run on that topic wrote.
 *
 * The command has PULLPREP_GATE, PULLPREP_TOPIC, PULLPREP_COMMIT and PULLPREP_BASE in its environment.
 */
struct gate_job {
	const struct gate *gate;
	const char *topic;
	git_oid commit, tree, base; /* base: mainline */
	int deadline;               /* seconds */
};

/* *result: owned by the caller; without author and time. An error if the gate could not be run, or we were
 * told to end: then there is no result. */
struct error *gate_run(struct gate_result *result, struct repo *repo, const struct gate_job *job);

#endif
