/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

#include "util/array.h"

#include <string.h>

static const struct extent *extent_of(const struct judging *judging, size_t index)
{
	const struct extent *extent = judging->pull->extents ? &judging->pull->extents[index] : NULL;

	return extent && extent->known ? extent : NULL;
}

void judge_duplicate_patch(struct judging *judging)
{
	const struct duplicate *duplicate =
	    judging->pull->duplicates ? &judging->pull->duplicates[judging->commit_index] : NULL;
	char hex[GIT_OID_HEXSZ + 1];
	struct buf text = BUF_INIT;

	if (!duplicate || !duplicate->there)
		return;
	git_oid_tostr(hex, sizeof(hex), &duplicate->commit);
	buf_addf(&text, "is also in %s as a different commit (but the same patch), %.12s",
	    duplicate->in_next ? "linux-next" : "mainline", hex);
	judging_say(judging, &text);
}

void judge_tool_and_kernel(struct judging *judging)
{
	const struct extent *extent = extent_of(judging, judging->commit_index);

	if (extent && extent->tools && extent->kernel)
		judging_says(judging, "changes tools/ and the kernel in one commit");
}

/* What the topic's commits do, all taken together. */
struct sum {
	bool known, tests, docs;
	const struct commit_facts *uapi;    /* the oldest that touches it, */
	const struct commit_facts *feature; /* and the oldest that adds to it, */
	const char *interface;              /* which is this */
};

static struct sum sum_up(const struct judging *judging)
{
	struct sum sum = {.known = judging->pull->extents};
	const struct survey *survey = judging->pull->survey;

	for (size_t i = 0; i < judging->topic->commits.n; i++) {
		size_t index = judging->topic->commits.v[i];
		const struct extent *extent = extent_of(judging, index);

		if (survey->commits.v[index].merge)
			continue;
		if (!extent) {
			sum.known = false;
			break;
		}
		sum.tests |= extent->tests;
		sum.docs |= extent->docs;
		if (survey->commits.v[index].fix)
			continue;
		if (extent->uapi)
			sum.uapi = &survey->commits.v[index];
		if (extent->additions.n) {
			sum.feature = &survey->commits.v[index];
			sum.interface = extent->additions.v[0];
		}
	}
	return sum;
}

static void say_on(struct judging *judging, const struct commit_facts *commit, struct buf *text)
{
	judging->commit = commit;
	judging_say(judging, text);
	judging->commit = NULL;
}

void judge_uapi_without_docs(struct judging *judging)
{
	struct sum sum = sum_up(judging);
	struct buf text = BUF_INIT;

	if (!sum.known || !sum.uapi || sum.docs)
		return;
	buf_addstr(
	    &text, "changes the interface to programs (uapi), and nothing in its topic documents that");
	say_on(judging, sum.uapi, &text);
}

void judge_feature_without_test(struct judging *judging)
{
	struct sum sum = sum_up(judging);
	struct buf text = BUF_INIT;

	if (!sum.known || !sum.feature || sum.tests)
		return;
	buf_addf(&text, "adds %s to the interface to programs, and nothing in its topic tests that",
	    sum.interface);
	say_on(judging, sum.feature, &text);
}

void judge_fix_without_test(struct judging *judging)
{
	struct sum sum = sum_up(judging);

	if (!sum.known || sum.tests || !judging->commit->fix)
		return;
	judging_says(judging, "is a fix, and nothing in its topic tests what it fixes");
}

void judge_second_week_feature(struct judging *judging)
{
	const struct extent *extent = extent_of(judging, judging->commit_index);
	struct buf text = BUF_INIT;

	if (judging->pull->batch != BATCH_SECOND || !extent || !extent->additions.n)
		return;
	buf_addf(&text, "adds %s to the interface to programs, in the second batch", extent->additions.v[0]);
	judging_say(judging, &text);
}

/* ---- others' files ---- */

enum { OUTSIDE_SHOWN = 3 };

static bool is_acked(const struct judging *judging)
{
	for (size_t i = 0; i < judging->pull->acks->n; i++)
		if (judging->pull->acks->v[i].topic == judging->topic_index)
			return true;
	return false;
}

/* What all of the topic's commits change outside, sorted, each file once. */
static void gather_outside(struct strings *out, const struct judging *judging)
{
	struct strings all = STRINGS_INIT;

	for (size_t i = 0; i < judging->topic->commits.n; i++) {
		const struct extent *extent = extent_of(judging, judging->topic->commits.v[i]);

		for (size_t k = 0; extent && k < extent->outside.n; k++)
			strings_add(&all, extent->outside.v[k]);
	}
	strings_sort(&all);
	for (size_t i = 0; i < all.n; i++)
		if (!i || strcmp(all.v[i - 1], all.v[i]) != 0)
			strings_add(out, all.v[i]);
	strings_release(&all);
}

void judge_outside_scope(struct judging *judging)
{
	struct strings files = STRINGS_INIT;
	struct buf text = BUF_INIT;

	if (!judging->pull->acks || is_acked(judging))
		return;
	gather_outside(&files, judging);
	for (size_t i = 0; i < files.n && i < OUTSIDE_SHOWN; i++)
		buf_addf(&text, "%s%s", i ? ", " : "changes ", files.v[i]);
	if (files.n > OUTSIDE_SHOWN)
		buf_addf(&text, " and %zu more file%s", files.n - OUTSIDE_SHOWN,
		    files.n - OUTSIDE_SHOWN == 1 ? "" : "s");
	buf_addstr(&text, " outside pullprep.scope, and nobody from outside has acked it");
	if (files.n)
		judging_say(judging, &text);
	else
		buf_release(&text);
	strings_release(&files);
}
