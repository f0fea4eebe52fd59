/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_REQUESTREF_H
#define PUBLISH_REQUESTREF_H

#include "source/repo.h"

/*
 * Which branch or tag is called so: its full name, short ("topic"), with its kind ("heads/topic",
 * "tags/topic"), or in full. *full is the owner's to free; NULL: there is none. An error if both a branch and
 * a tag are.
 */
struct error *requestref_find(char **full, struct repo *repo, const char *name);

/* The branch that is checked out; NULL if HEAD is detached. */
struct error *requestref_head(char **full, struct repo *repo);

/* All branches and tags whose full names end in "/NAME". */
struct error *requestref_ending(struct strings *full, struct repo *repo, const char *name);

#endif
