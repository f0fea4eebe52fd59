/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_WAIVED_H
#define CMD_WAIVED_H

#include "facts/picked.h"
#include "text/waivers.h"

/* What is waived, as far as somebody asks. */
struct waived_query {
	struct repo *repo;
	const struct waivers *waivers;
	const struct ids *commits;   /* of these; NULL or none: whatever was waived, the newest first */
	const struct strings *rules; /* these only; NULL or none: any */
};

/* Adds to the list, which borrows from the waivers. */
struct error *waived_find(struct waived_list *out, const struct waived_query *query);

/* Adds this one, with its commit's subject. */
void waived_add(
    struct waived_list *out, struct repo *repo, const git_oid *commit, const struct waiver *waiver);

#endif
