/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_GATES_H
#define FACTS_GATES_H

#include "facts/gateline.h"
#include "source/config.h"
#include "source/noteref.h"
#include "util/array.h"
#include "util/date.h"

/*
 * Gates: what a topic's tip has to pass, and what is known of that.
 *
 * pullprep.gate is "<branch glob>:<name>:<command>": topics whose name (or another name of theirs) the glob
 * matches, '*' matching '/' too, have to pass the gate. A branch's name has no ':'; the command may. An empty
 * command is a gate whose results only come from elsewhere. Two settings may have the same name; of those that
 * match a topic the last one counts.
 *
 * Results are lines (facts/gateline.h) of git's notes on the tree that was tested, not on the commit: a rebase
 * or an amended message that leads to the same tree is tested already. A gate whose result depends on more
 * than the tree (on messages, or on what mainline is) is thus none.
 */
#define GATES_REF "refs/notes/pullprep/gates"

struct gate {
	char *glob, *name, *command; /* command: "" if its results come from elsewhere */
};
struct gates {
	struct gate *v;
	size_t n, cap;
};

/* An error names the value and what is wrong with it. After one nothing is left to release. */
struct error *gates_configured(struct gates *out, const struct config *config);
/* The one that counts as that name for a topic of these names (NULL-terminated), or NULL. */
const struct gate *gate_of(const struct gates *gates, const char *name, const char *const *topic);
/* Is it one that counts for the topic? */
bool gate_is_of(const struct gates *gates, const struct gate *gate, const char *const *topic);
void gates_release(struct gates *gates);

struct gate_results {
	struct gate_result *v;
	size_t n, cap;
	size_t odd; /* lines that are no result */
};

/* All that was recorded until the end of that day; DAY_NONE: to this day. After an error nothing is left to
 * release. */
struct error *gate_results_read(struct gate_results *out, struct repo *repo, day_t as_of);
void gate_results_release(struct gate_results *results);

/* The newest result of the gate on that tree, or NULL. Of two of one second the failure counts. */
const struct gate_result *gate_result_on(
    const struct gate_results *results, const char *gate, const git_oid *tree);
/* The newest result of the gate for the topic, whatever its tree, or NULL. */
const struct gate_result *gate_result_for(
    const struct gate_results *results, const char *gate, const char *topic);

#endif
