/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_TAGGED_H
#define CMD_TAGGED_H

#include "cmd/planned.h"
#include "publish/batch.h"
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

/* The commit of the tag of fixes, zero if there is none. One that cannot even be named is none. */
git_oid tagged_fixes(const struct planned *planned);

/*
 * The branch that the batch is assembled as: its name (owned by the caller) and tip, zero if there is none.
 * *ours: it is as `assemble` made it.
 */
struct error *tagged_assembled(
    git_oid *tip, char **name, bool *ours, const struct planned *planned, enum batch batch);

/* What the second batch stands on: the first one's tag of this window, else its assembled branch; zero and
 * NULL if it has neither. *name is owned by the caller. */
struct error *tagged_before(git_oid *tip, char **name, const struct planned *planned);

/* What a tag of the batch is to stand on. */
struct tag_wish {
	struct selection_wish selection;
	char *branch, *before; /* names that it borrows */
};
struct error *tag_wish_find(
    struct tag_wish *out, const struct planned *planned, enum batch batch, const char *tip, const char *base);
void tag_wish_release(struct tag_wish *wish);

#endif
