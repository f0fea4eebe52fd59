/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

#include "util/array.h"

static const struct ground *ground_of(const struct judging *judging)
{
	const struct ground *ground =
	    judging->pull->grounds ? &judging->pull->grounds[judging->topic_index] : NULL;

	return ground && ground->known ? ground : NULL;
}

/* Several bases are merge-bases' matter. */
void judge_base(struct judging *judging)
{
	const struct ground *ground = ground_of(judging);
	struct buf text = BUF_INIT;

	if (!ground || ground->bases.n != 1 || !ground->releases_known || ground->release)
		return;
	buf_addf(
	    &text, "stands on %s of mainline, which is neither a release nor an -rc", ground->bases.v[0]);
	judging_say(judging, &text);
}

void judge_merge_bases(struct judging *judging)
{
	const struct ground *ground = ground_of(judging);
	struct buf text = BUF_INIT;

	if (!ground || ground->bases.n < 2)
		return;
	buf_addf(&text, "has %zu merge bases with mainline (", ground->bases.n);
	for (size_t i = 0; i < ground->bases.n; i++)
		buf_addf(&text, "%s%s", i ? ", " : "", ground->bases.v[i]);
	buf_addstr(&text, "), so that a plain diffstat would list files that it does not change");
	judging_say(judging, &text);
}
