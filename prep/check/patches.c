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

/* ---- series ---- */

/*
 * What tests or documents a patch is looked for among those that were posted with it; and among those of its
 * topic that do not say where they were posted: nobody knows that they do not belong together. A test that lives
 * elsewhere, and was written for one of these, is one (facts/surveytests.h).
 */
static const char *posted(const struct judging *judging, size_t index)
{
	return judging->pull->wordings ? judging->pull->wordings[index].posted : NULL;
}

static bool same_series(const struct judging *judging, size_t one, size_t other)
{
	const char *a = posted(judging, one), *b = posted(judging, other);

	return a && b ? !strcmp(a, b) : a == b;
}

struct company {
	bool known, tests, docs;
};

/* What comes along with the commit of that number. */
static struct company company_of(const struct judging *judging, size_t index)
{
	struct company company = {.known = judging->pull->extents};

	for (size_t i = 0; company.known && i < judging->topic->commits.n; i++) {
		size_t other = judging->topic->commits.v[i];
		const struct extent *extent = extent_of(judging, other);

		if (judging->pull->survey->commits.v[other].merge ||
		    (posted(judging, index) && posted(judging, other) && !same_series(judging, index, other)))
			continue;
		company.known = extent;
		company.tests |= extent && extent->tests;
		company.tests |= judging->pull->survey->commits.v[other].elsewhere.n;
		company.docs |= extent && extent->docs;
	}
	return company;
}

/* Says it of the oldest commit of each series that is so; fixes aside. */
static void judge_series(struct judging *judging, bool (*is_so)(const struct extent *extent),
    bool (*is_fine)(const struct company *company),
    void (*tell)(struct buf *text, const struct extent *extent))
{
	const struct topic *topic = judging->topic;
	bool *told = mem_zero(topic->commits.n + 1, sizeof(*told));

	for (size_t i = topic->commits.n; i-- > 0;) {
		size_t index = topic->commits.v[i];
		const struct extent *extent = extent_of(judging, index);
		struct company company;
		struct buf text = BUF_INIT;

		if (told[i] || !extent || judging->pull->survey->commits.v[index].fix || !is_so(extent))
			continue;
		for (size_t k = 0; k < i; k++)
			told[k] |= same_series(judging, index, topic->commits.v[k]);
		company = company_of(judging, index);
		if (!company.known || is_fine(&company))
			continue;
		tell(&text, extent);
		judging->commit = &judging->pull->survey->commits.v[index];
		judging_say(judging, &text);
		judging->commit = NULL;
	}
	free(told);
}

static bool has_tests(const struct company *company)
{
	return company->tests;
}

static bool has_docs(const struct company *company)
{
	return company->docs;
}

static bool is_uapi(const struct extent *extent)
{
	return extent->uapi;
}

static bool is_untested(const struct extent *extent)
{
	return extent->untested.n;
}

static void tell_uapi(struct buf *text, const struct extent *extent)
{
	(void)extent;
	buf_addstr(
	    text, "changes the interface to programs (uapi), and nothing in its series documents that");
}

static void tell_untested(struct buf *text, const struct extent *extent)
{
	buf_addf(text, "adds %s to the interface to programs, and nothing in its series tests that",
	    extent->untested.v[0]);
}

void judge_uapi_without_docs(struct judging *judging)
{
	judge_series(judging, is_uapi, has_docs, tell_uapi);
}

void judge_feature_without_test(struct judging *judging)
{
	judge_series(judging, is_untested, has_tests, tell_untested);
}

void judge_fix_without_test(struct judging *judging)
{
	struct company company;

	if (!judging->commit->fix)
		return;
	company = company_of(judging, judging->commit_index);
	if (company.known && !company.tests)
		judging_says(judging, "is a fix, and nothing in its series tests what it fixes");
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
