/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

static void say_of(struct judging *judging, const struct next_taken *taken, const char *release)
{
	struct buf text = BUF_INIT;
	char hex[GIT_OID_HEXSZ + 1];

	if (!taken->merged) {
		buf_addf(&text, "%s has not merged %s (branch %s)", release, taken->name, taken->branch);
	} else if (taken->known && taken->ahead) {
		git_oid_tostr(hex, sizeof(hex), &taken->commit);
		buf_addf(&text, "%s took %s (branch %s) %ld commit%s ago, at %.12s", release, taken->name,
		    taken->branch, taken->ahead, taken->ahead == 1 ? "" : "s", hex);
	} else {
		return;
	}
	judging_say(judging, &text);
}

void judge_tree_not_in_next(struct judging *judging)
{
	const struct next_takens *takens = judging->pull->taken;
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < takens->n; i++)
		say_of(judging, &takens->v[i], takens->release);
	if (takens->n)
		return;
	buf_addf(&text, "your tree is not in linux-next: %s is none of those that %s is made of", takens->url,
	    takens->release);
	judging_say(judging, &text);
}
