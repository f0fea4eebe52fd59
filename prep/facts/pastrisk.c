/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastrisk.h"

#include <stdlib.h>
#include <string.h>

enum { TREND_LEAST = 3, TESTED = 30, ALL_TESTS = 100 };

const char *const risk_axis_name[RISK_AXIS_COUNT] = {
    [RISK_NEXT] = "next",
    [RISK_SIZE] = "size",
    [RISK_TESTS] = "tests",
    [RISK_REVIEW] = "review",
};

const char *const risk_axis_words[RISK_AXIS_COUNT] = {
    [RISK_NEXT] = "By days in linux-next before mainline took them",
    [RISK_SIZE] = "By lines added and removed",
    [RISK_TESTS] = "By tests and documentation among the lines added",
    [RISK_REVIEW] = "By review of somebody else than the author",
};

/* ---- groups ---- */

static size_t by_next(const struct past_commit *commit)
{
	static const int from[] = {0, 1, 7, 14, 28};
	enum { DAYS = sizeof(from) / sizeof(*from) };
	size_t group = DAYS - 1;

	if (!commit->soaked || commit->soak.match == MATCH_UNKNOWN || commit->soak.before)
		return RISK_UNKNOWN;
	if (commit->soak.match == MATCH_NEVER || commit->soak.match == MATCH_MODIFIED)
		return DAYS;
	while (group && commit->soak.days < from[group])
		group--;
	return group;
}

static size_t by_size(const struct past_commit *commit)
{
	size_t class = past_size_class(commit);

	return class == SIZE_UNKNOWN ? RISK_UNKNOWN : class;
}

/* What adds no line adds no tests either. */
static size_t by_tests(const struct past_commit *commit)
{
	const struct lines *lines = commit->size.lines;

	if (!commit->sized || !commit->size.known)
		return RISK_UNKNOWN;
	if (!lines[CLASS_TESTS].added && !lines[CLASS_DOCS].added)
		return 0;
	if (ratio_share_added(&commit->size) == ALL_TESTS)
		return 3;
	return ratio_share_added(&commit->size) < TESTED ? 1 : 2;
}

static size_t by_review(const struct past_commit *commit)
{
	return commit->reviewed;
}

static const struct axis {
	size_t (*group)(const struct past_commit *commit);
	size_t n, reference, ordered;
	const char *words[RISK_GROUPS];
} axes[RISK_AXIS_COUNT] = {
    [RISK_NEXT] = {by_next, 6, 4, 5, {"0", "1 to 6", "7 to 13", "14 to 27", "28 and more", "never, changed"}},
    [RISK_SIZE] = {by_size, SIZE_CLASSES, 0, SIZE_CLASSES, {NULL}},
    [RISK_TESTS] = {by_tests, 4, 0, 3, {"none", "under 30 %", "30 % and more", "nothing else"}},
    [RISK_REVIEW] = {by_review, 2, 0, 2, {"none", "reviewed"}},
};

size_t risk_groups(enum risk_axis axis)
{
	return axes[axis].n;
}

const char *risk_group_words(enum risk_axis axis, size_t group)
{
	return axis == RISK_SIZE ? size_class_words[group] : axes[axis].words[group];
}

size_t risk_group_of(enum risk_axis axis, const struct past_commit *commit)
{
	return axes[axis].group(commit);
}

/* ---- counting ---- */

struct cell {
	size_t commits, named;
};

/* Of each release and size, groups beside each other. */
struct strata {
	struct cell (*v)[RISK_GROUPS];
	size_t n;
};

static bool has_data(const struct postmortem *pm, enum risk_axis axis)
{
	return outcome_is_known(pm, OUTCOME_NAMED) && (axis != RISK_NEXT || pm->next_trees);
}

static void count_release(struct risk_table *out, struct strata *strata, const struct postmortem *pm,
    enum risk_axis axis, const bool *named)
{
	size_t from = out->releases++ * SIZE_CLASSES;

	for (size_t i = 0; i < pm->own; i++) {
		const struct past_commit *commit = &pm->commits.v[i];
		size_t group = past_in_window(commit) ? axes[axis].group(commit) : RISK_UNKNOWN;
		size_t size = axis == RISK_SIZE ? 0 : past_size_class(commit);

		if (!past_in_window(commit))
			continue;
		if (group == RISK_UNKNOWN) {
			out->unknown++;
			out->unknown_named += named[i];
			continue;
		}
		out->v[group].commits++;
		out->v[group].named += named[i];
		if (size == SIZE_UNKNOWN)
			continue;
		strata->v[from + size][group].commits++;
		strata->v[from + size][group].named += named[i];
	}
	strata->n = out->releases * SIZE_CLASSES;
}

/* ---- figures ---- */

static struct arms arms_of(const struct cell *group, const struct cell *reference)
{
	return (struct arms){
	    (long)group->named, (long)group->commits, (long)reference->named, (long)reference->commits};
}

static void find_risks(struct risk_table *table, const struct strata *strata)
{
	struct arms *arms = mem_new(strata->n + 1, sizeof(*arms));
	const struct risk_group *reference = &table->v[table->reference];
	const struct cell against = {reference->commits, reference->named};

	for (size_t g = 0; g < table->n; g++) {
		const struct cell cell = {table->v[g].commits, table->v[g].named};
		const struct arms all = arms_of(&cell, &against);

		if (g == table->reference)
			continue;
		for (size_t i = 0; i < strata->n; i++)
			arms[i] = arms_of(&strata->v[i][g], &strata->v[i][table->reference]);
		table->v[g].crude = relative_risk(&all);
		table->v[g].adjusted = relative_risk_stratified(arms, strata->n);
	}
	free(arms);
}

static void find_trend(struct risk_table *table)
{
	struct share shares[RISK_GROUPS];

	for (size_t g = 0; g < table->ordered; g++)
		shares[g] = (struct share){(long)table->v[g].named, (long)table->v[g].commits};
	if (table->ordered >= TREND_LEAST)
		table->trend = trend_find(shares, table->ordered);
}

void past_risks_find(struct past_risks *out, const struct postmortem *postmortems, size_t n)
{
	struct strata strata = {.v = mem_new((n + 1) * SIZE_CLASSES, sizeof(*strata.v))};
	bool **named = mem_zero(n + 1, sizeof(*named));

	*out = (struct past_risks){.of = {{.releases = 0}}};
	for (size_t i = 0; i < n; i++)
		named[i] = past_outcomes_find(&postmortems[i], OUTCOME_NAMED);
	for (enum risk_axis axis = 0; axis < RISK_AXIS_COUNT; axis++) {
		struct risk_table *table = &out->of[axis];

		*table = (struct risk_table){
		    .n = axes[axis].n, .reference = axes[axis].reference, .ordered = axes[axis].ordered};
		for (size_t g = 0; g < table->n; g++)
			table->v[g].words = risk_group_words(axis, g);
		memset(strata.v, 0, (n + 1) * SIZE_CLASSES * sizeof(*strata.v));
		strata.n = 0;
		for (size_t i = 0; i < n; i++)
			if (has_data(&postmortems[i], axis))
				count_release(table, &strata, &postmortems[i], axis, named[i]);
		find_risks(table, &strata);
		find_trend(table);
	}
	for (size_t i = 0; i < n; i++)
		free(named[i]);
	free(named);
	free(strata.v);
}
