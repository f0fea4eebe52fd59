/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_TAGGED_H
#define CMD_TAGGED_H

#include "cmd/planned.h"
#include "publish/batchtag.h"

/* How many topics with commits the plan puts into the batch; *name (may be NULL) is that of the only one,
 * else NULL. */
size_t tagged_topics(const struct planned *planned, enum batch batch, const char **name);

/*
 * The tag of the batch. given: --name, which is taken as it is, or NULL for the name by pullprep.tagName, to
 * which fixes add a number where mainline has pulled such a tag already.
 */
struct error *tagged_find(
    struct batch_tag *out, const struct planned *planned, enum batch batch, const char *given);

#endif
