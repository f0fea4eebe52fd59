/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_BATCHMOVED_H
#define PUBLISH_BATCHMOVED_H

#include "plan/split.h"

/* What has changed in a batch since its tag was made. */

/* Remarks on topics that have moved since the batch's tag was made on the commit `tagged`. What mainline has
 * pulled is not tagged again: then only what has come since is told. */
struct error *batch_moved(struct strings *remarks, const struct survey *survey,
    const struct verdict *verdicts, enum batch batch, const git_oid *tagged);

/* How many commits, merges and mainline's aside, the commit `now` has that `then` had not, and the other way
 * round. */
struct error *batch_changes(
    size_t *come, size_t *gone, const struct survey *survey, const git_oid *then, const git_oid *now);

#endif
