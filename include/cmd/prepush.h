/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_PREPUSH_H
#define CMD_PREPUSH_H

#include "cmd/judge.h"

/*
 * `check --pre-push`: what git's pre-push hook asks. Standard input has a line for each ref that is to be pushed
 * (githooks(5)): what it is here, its id here (zeros: it is deleted there), what it will be there, and the id
 * that it has there.
 *
 * A ref that upstream may be asked to pull is judged by the name that it will have there: a batch's tag or the
 * branch that it is assembled as means the batch, a topic's own tag the topic. Where none has such a name, by
 * the patterns in the configuration, the repository is not even looked at.
 *
 * wish: its ->what is found here, and the rest as for `check`. ERROR_FINDINGS if something is refused: what and
 * why was told then.
 */
struct error *prepush_judge(struct globals *globals, const struct judge_wish *wish);

#endif
