/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_PLANHEADER_H
#define PLAN_PLANHEADER_H

#include "facts/cycle.h"

#include <stdbool.h>

/*
 * The comment at the top of a plan: for which version it is, on what the topics stand, where the window is,
 * for which day it was made, and how to edit it. It is known line by line, so that whatever people write
 * around and between its lines is told from it. Pure.
 */

/* What a plan is for, as its first line says: "v5.18". Owned by the caller; NULL if it is not known. */
char *planheader_version(const struct cycle *cycle);

/* The header, with an empty line below. base: "v5.17-rc4" or an id, NULL if there is none. */
void planheader_add(struct buf *out, const struct cycle *cycle, const char *base);

/* Is it a line of the header? *next: which one is to come, 0 at first; after the first one, some may be gone.
 * The one that names the version leaves it in *version (owned by the caller), unless that is set. */
bool planheader_take(const char *line, size_t *next, char **version);

#endif
