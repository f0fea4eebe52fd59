/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_POSTMORTEMFIND_H
#define FACTS_POSTMORTEMFIND_H

#include "facts/corrections.h"
#include "facts/pastcycle.h"
#include "facts/postmortem.h"
#include "source/pattern.h"

/*
 * Makes the post-mortems of some cycles. What is left out by paths, tree or author stays in the commits, not
 * counted; what it mends, or what mends it, is told all the same.
 */
struct postmortem_ask {
	const struct past_cycles *cycles;
	const git_oid *mainline;      /* to look for later fixes up to 180 days after the release; or NULL */
	day_t as_of;                  /* the last day that counts for that */
	const struct strings *paths;  /* from the top of the tree; empty: all */
	const struct pattern *tree;   /* on a pull's tree and its subject; NULL: all */
	const struct pattern *author; /* on "Name <address>"; NULL: all */
	const struct corrections *corrections; /* NULL: none */
};

/* ERROR_NOT_FOUND if paths, tree or author leave no commit of any cycle. After an error nothing is left to
 * release. */
struct error *postmortem_find(
    struct postmortems *out, struct repo *repo, struct history *history, const struct postmortem_ask *ask);

#endif
