/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_JUDGE_H
#define CMD_JUDGE_H

#include "cmd/command.h"
#include "cmd/judgement.h"

/*
 * `check` of what is to be sent: topics, a range, or the topics that the plan puts into a batch, judged by
 * the table of rules.
 */
struct judge_wish {
	const struct strings *what; /* names, revisions or one batch; none: all topics */
	const char *plan;           /* --plan=FILE, or NULL */
	struct rule_wish rules;
	bool quiet; /* nothing is told but errors that nobody waived */
};

/* ERROR_FINDINGS if there is an error that nobody waived. */
struct error *judge_wished(const struct globals *globals, const struct judge_wish *wish);

#endif
