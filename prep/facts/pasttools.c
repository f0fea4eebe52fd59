/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pasttools.h"

#include <stdlib.h>
#include <string.h>

/* Finders that are tools, or kinds of them. */
static const struct {
	enum finder finder;
	const char *name;
} finders[] = {
    {FINDER_SELFTEST, "selftests"},
    {FINDER_KVM_UNIT_TESTS, "kvm-unit-tests"},
    {FINDER_CHECKER, "static checkers"},
};

static struct past_tool *tool_called(struct past_tools *out, const char *name, bool in_tree)
{
	for (size_t i = 0; i < out->n; i++)
		if (!strcmp(out->v[i].name, name))
			return &out->v[i];
	array_push(out, (struct past_tool){.name = mem_dup(name), .in_tree = in_tree});
	return &out->v[out->n - 1];
}

static void add_credit(struct past_tools *out, size_t fix, enum finder finder, const char *credited)
{
	if (credited) {
		array_push(&tool_called(out, credited, true)->fixes, fix);
		return;
	}
	for (size_t i = 0; i < sizeof(finders) / sizeof(*finders); i++)
		if (finders[i].finder == finder)
			array_push(&tool_called(out, finders[i].name, false)->fixes, fix);
}

static void add_commit(
    struct past_tools *out, const struct postmortem *pm, size_t i, const struct past_touch *touch)
{
	const struct past_commit *commit = &pm->commits.v[i];

	for (size_t k = 0; k < touch->tools.n; k++) {
		struct past_tool *tool = tool_called(out, touch->tools.v[k], true);

		tool->changes++;
		if (touch->code)
			array_push(&tool->both, i);
	}
	if (commit->fix)
		add_credit(out, i, commit->finder, touch->credited);
}

/* ---- series ---- */

static size_t count_series(const struct past_touch *touches, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		if (touches[i].series != SERIES_NONE && touches[i].series >= count)
			count = touches[i].series + 1;
	return count;
}

static bool has_series(const struct past_list *list, const struct past_touch *touches, size_t series)
{
	for (size_t i = 0; i < list->n; i++)
		if (touches[list->v[i]].series == series)
			return true;
	return false;
}

/* The commits come newest first, so that the first of a series that is met is its newest. */
static void add_series(struct past_tools *out, const struct past_touch *touches, size_t own)
{
	size_t n = count_series(touches, own);
	size_t *newest = mem_new(n + 1, sizeof(*newest));
	bool *code = mem_zero(n + 1, sizeof(*code));

	for (size_t i = own; i-- > 0;)
		if (touches[i].series != SERIES_NONE) {
			newest[touches[i].series] = i;
			code[touches[i].series] = code[touches[i].series] || touches[i].code;
		}
	for (size_t i = 0; i < own; i++) {
		size_t series = touches[i].series;

		for (size_t k = 0; series != SERIES_NONE && code[series] && k < touches[i].tools.n; k++) {
			struct past_tool *tool = tool_called(out, touches[i].tools.v[k], true);

			if (!has_series(&tool->series, touches, series))
				array_push(&tool->series, newest[series]);
		}
	}
	free(newest);
	free(code);
}

/* ---- the whole ---- */

static int most_first(const void *a, const void *b)
{
	const struct past_tool *one = a, *other = b;

	if (one->in_tree != other->in_tree)
		return one->in_tree ? -1 : 1;
	if (one->both.n != other->both.n)
		return one->both.n < other->both.n ? 1 : -1;
	if (one->changes != other->changes)
		return one->changes < other->changes ? 1 : -1;
	return strcmp(one->name, other->name);
}

void past_tools_find(struct past_tools *out, const struct postmortem *pm)
{
	const struct past_touch *touches = pm->touches;

	*out = (struct past_tools){.v = NULL};
	for (size_t i = 0; i < pm->own; i++) {
		if (!pm->commits.v[i].counted)
			continue;
		out->unknown += !touches[i].known;
		out->commits += touches[i].known;
		out->linked += touches[i].linked;
		if (touches[i].known)
			add_commit(out, pm, i, &touches[i]);
	}
	add_series(out, touches, pm->own);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), most_first);
}

void past_tools_release(struct past_tools *tools)
{
	for (size_t i = 0; i < tools->n; i++) {
		free(tools->v[i].name);
		array_release(&tools->v[i].both);
		array_release(&tools->v[i].series);
		array_release(&tools->v[i].fixes);
	}
	array_release(tools);
}
