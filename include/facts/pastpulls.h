/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PASTPULLS_H
#define FACTS_PASTPULLS_H

#include "facts/pastwalk.h"
#include "facts/postmortem.h"

/*
 * Which merge brought each commit of some cycles, and when mainline took it (facts/postmortem.h says what a
 * pull is). ->batch, ->week, ->commits and ->window are the caller's to fill in.
 */
struct past_pulls {
	struct {
		struct past_pull *v;
		size_t n, cap;
	} list;           /* oldest first */
	size_t *of;       /* by node: index in list, or PULL_NONE; the merge of a pull is its own */
	uint32_t *taken;  /* by node: the index in the walk's trunk of what brought it */
	size_t *at_trunk; /* by pull: the same */
	size_t nodes;
};

struct error *pastpulls_find(struct past_pulls *out, struct repo *repo, const struct past_walk *walk);
void pastpulls_release(struct past_pulls *pulls);
void past_pull_release(struct past_pull *pull);

#endif
