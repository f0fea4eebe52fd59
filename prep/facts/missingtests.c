/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/missingtests.h"

#include <string.h>

/* What is looked at. */
struct view {
	const struct survey *survey;
	const struct extent *extents;
	const char **stems; /* of each of the survey's commits, NULL: it names no mail */
};

/* Targets are the commits that are no merges, in their order. */
static const char **list_stems(const struct survey *survey, const struct test_targets *targets)
{
	const char **stems = mem_zero(survey->commits.n + 1, sizeof(*stems));
	size_t target = 0;

	for (size_t i = 0; i < survey->commits.n; i++)
		if (!survey->commits.v[i].merge)
			stems[i] = targets->v[target++].stem;
	return stems;
}

static bool is_same(const char *one, const char *other)
{
	return one && other ? !strcmp(one, other) : one == other;
}

static void add_commit(
    struct missing_tests *out, size_t first, const struct view *view, size_t topic, size_t commit)
{
	struct missing_test *series = NULL;

	for (size_t i = first; i < out->n && !series; i++)
		if (is_same(out->v[i].stem, view->stems[commit]))
			series = &out->v[i];
	if (!series) {
		array_push(out, (struct missing_test){.topic = topic, .stem = view->stems[commit]});
		series = &out->v[out->n - 1];
	}
	array_push(&series->commits, commit);
}

static void list_series(struct missing_tests *out, const struct view *view)
{
	for (size_t i = 0; i < view->survey->topics.n; i++) {
		const struct topic *topic = &view->survey->topics.v[i];
		size_t first = out->n;

		for (size_t k = topic->commits.n; k-- > 0;)
			if (!view->survey->commits.v[topic->commits.v[k]].merge)
				add_commit(out, first, view, i, topic->commits.v[k]);
	}
	out->series = out->n;
}

/* ---- one series ---- */

/* Has it a test? Unknown is what an object that is missing could tell, and nothing else does. */
static bool has_test(const struct missing_test *series, const struct view *view, bool *unknown)
{
	const struct topic *topic = &view->survey->topics.v[series->topic];
	bool found = false;

	for (size_t i = 0; i < topic->commits.n; i++) {
		size_t index = topic->commits.v[i];
		const struct commit_facts *commit = &view->survey->commits.v[index];
		const struct extent *extent = &view->extents[index];

		if (commit->merge ||
		    (series->stem && view->stems[index] && !is_same(series->stem, view->stems[index])))
			continue;
		found |= commit->elsewhere.n || (extent->known && extent->tests);
		*unknown |= !extent->known;
	}
	return found;
}

/* Does it ask for one? */
static bool wants_test(struct missing_test *series, const struct view *view, long least)
{
	bool adds = false;

	for (size_t i = 0; i < series->commits.n; i++) {
		size_t index = series->commits.v[i];
		const struct commit_facts *commit = &view->survey->commits.v[index];
		const struct extent *extent = &view->extents[index];
		const struct lines *code = &commit->ratio.lines[CLASS_CODE];

		if (commit->fix)
			continue;
		series->unknown |= !commit->ratio.known;
		series->lines += commit->ratio.known ? code->added + code->removed : 0;
		adds |= extent->additions.n;
		for (size_t k = 0; k < extent->untested.n; k++)
			if (!strings_has(&series->names, extent->untested.v[k]))
				strings_add(&series->names, extent->untested.v[k]);
	}
	return series->names.n || (!adds && series->lines >= least);
}

static bool is_missing(struct missing_test *series, const struct view *view, long least)
{
	bool unknown = false, has = has_test(series, view, &unknown), wants = wants_test(series, view, least);

	series->unknown |= unknown;
	return !has && (wants || series->unknown);
}

static void release_one(struct missing_test *series)
{
	array_release(&series->commits);
	strings_release(&series->names);
}

void missing_tests_find(struct missing_tests *out, const struct survey *survey,
    const struct test_targets *targets, const struct extent *extents, long least)
{
	struct view view = {survey, extents, list_stems(survey, targets)};
	size_t n = 0;

	*out = (struct missing_tests){.v = NULL};
	list_series(out, &view);
	for (size_t i = 0; i < out->n; i++)
		if (is_missing(&out->v[i], &view, least))
			out->v[n++] = out->v[i];
		else
			release_one(&out->v[i]);
	out->n = n;
	free(view.stems);
}

void missing_tests_release(struct missing_tests *missing)
{
	for (size_t i = 0; i < missing->n; i++)
		release_one(&missing->v[i]);
	array_release(missing);
}
