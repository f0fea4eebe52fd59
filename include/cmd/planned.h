/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_PLANNED_H
#define CMD_PLANNED_H

#include "cmd/command.h"
#include "cmd/names.h"
#include "cmd/rules.h"
#include "facts/gated.h"
#include "facts/survey.h"
#include "plan/bumped.h"
#include "plan/planfile.h"
#include "plan/split.h"

/*
 * What status, split, tag and mail all start from: every topic surveyed, its soak, ratio and risk known, a
 * verdict for each, and the maintainer's plan file laid over the verdicts where there is one (an override
 * keeps the maintainer's batch and reason).
 */
struct planned {
	struct project project;
	struct survey survey;
	struct split_rules rules;
	struct first_batch first;
	struct gated gated;       /* what the topics have to pass, and have passed */
	struct verdict *verdicts; /* one per survey.topics.v */
	size_t *order;            /* split_order(), or the plan file's */
	char *base;               /* what the topics stand on, see facts/base.h; may be NULL */
	char *path;               /* of the plan file */
	bool from_file;           /* it exists and was laid over */
	struct buf text;          /* the plan file as it stands */
	struct planfile plan;     /* the same, parsed; retired if it is of another window */
	struct bumps bumps;       /* records of bumped topics, laid over the verdicts before the plan is */
};

/*
 * How the plan file counts. Garbage in it is refused with its line number in all cases but PLAN_AFRESH. A
 * plan of another window counts for nothing: PLAN_BIND and PLAN_LINES refuse it, the others tell that. A
 * topic that was renamed since is known by its tip, which is told.
 */
enum plan_use {
	PLAN_BIND, /* next steps: it must fit, and its batches are the ones */
	PLAN_LINES, /* the same, but the plan file decides alone: no soak, ratio, risk, gates and base are found
		       out,
		       verdicts say nothing but the batch, and topics without a line are in BATCH_HOLD; where
		       there is no plan file it is as PLAN_BIND */
	PLAN_SHOW,  /* status: its batches are the ones; a line that does not fit is told on stderr and left
		       out, unless its topic has only moved and the maintainer chose the batch */
	PLAN_JUDGE, /* split: only what the maintainer chose stays, be it that the topic moved, which is told;
		       what else does not fit is told and judged anew */
	PLAN_AFRESH, /* split --again: it does not count */
};

/* plan_path: --plan=FILE, or NULL for $GIT_COMMON_DIR/pullprep/plan. After an error nothing is left to
 * release, but it may be. */
struct error *planned_read(
    struct planned *planned, const struct globals *globals, const char *plan_path, enum plan_use use);
/* PLAN_SHOW, and branches that are asked for by name are surveyed even if they are no topics by default. */
struct error *planned_show(struct planned *planned, const struct globals *globals, const char *plan_path,
    const struct strings *names);
struct error *planned_open(
    struct planned *planned, const struct globals *globals, const char *plan_path); /* PLAN_BIND */
/* Decides again, for who changed bumps or plan lines since. */
void planned_judge(struct planned *planned, enum plan_use use);
void planned_release(struct planned *planned);

/* The batch called "first", "second" or "fixes"; ERROR_USAGE otherwise. */
struct error *planned_batch(const char *name, enum batch *batch);

#endif
