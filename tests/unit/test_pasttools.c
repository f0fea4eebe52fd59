/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pasttools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 16 };

/* A release that grows by one commit at a time; the first is the newest. */
struct made {
	struct postmortem pm;
	struct past_touch touches[MOST];
};

static size_t add(struct made *made, const char *tools, bool code, size_t series)
{
	size_t i = made->pm.own++;

	made->touches[i] = (struct past_touch){.known = true, .code = code, .series = series};
	strings_split(&made->touches[i].tools, tools, ' ');
	array_push(&made->pm.commits, (struct past_commit){.at = AT_WINDOW, .counted = true, .parents = 1});
	return i;
}

static void add_fix(struct made *made, enum finder finder, const char *credited)
{
	size_t i = add(made, "", true, SERIES_NONE);

	made->pm.commits.v[i].fix = true;
	made->pm.commits.v[i].finder = finder;
	made->touches[i].credited = mem_dup(credited);
}

static void made_release(struct made *made)
{
	for (size_t i = 0; i < made->pm.own; i++) {
		strings_release(&made->touches[i].tools);
		free(made->touches[i].credited);
	}
	array_release(&made->pm.commits);
}

static const struct past_tool *tool(const struct past_tools *tools, const char *name)
{
	for (size_t i = 0; i < tools->n; i++)
		if (!strcmp(tools->v[i].name, name))
			return &tools->v[i];
	return NULL;
}

static void counts_what_changes_both(void **state)
{
	struct made made = {.pm = {.own = 0}};
	struct past_tools tools;

	(void)state;
	add(&made, "tools/perf", false, SERIES_NONE);
	add(&made, "tools/perf", true, SERIES_NONE);
	add(&made, "tools/lib tools/perf", true, SERIES_NONE);
	add(&made, "", true, SERIES_NONE);
	made.touches[add(&made, "", false, SERIES_NONE)].known = false;
	made.pm.commits.v[add(&made, "tools/perf", true, SERIES_NONE)].counted = false;
	made.pm.touches = made.touches;
	past_tools_find(&tools, &made.pm);
	assert_int_equal(tools.n, 2);
	assert_string_equal(tools.v[0].name, "tools/perf");
	assert_int_equal(tools.v[0].changes, 3);
	assert_int_equal(tools.v[0].both.n, 2);
	assert_int_equal(tools.v[0].both.v[1], 2);
	assert_int_equal(tools.v[1].changes, 1);
	assert_int_equal(tools.v[1].both.n, 1);
	assert_int_equal(tools.unknown, 1);
	assert_int_equal(tools.linked, 0);
	assert_int_equal(tools.commits, 4);
	past_tools_release(&tools);
	made_release(&made);
}

static void counts_series_once(void **state)
{
	struct made made = {.pm = {.own = 0}};
	struct past_tools tools;

	(void)state;
	add(&made, "", true, 0); /* the newest of a series with both, in parts of their own */
	add(&made, "tools/perf", false, 0);
	add(&made, "tools/perf", false, 0);
	add(&made, "tools/perf tools/lib", false, 1); /* tools alone */
	add(&made, "tools/lib", false, 1);
	add(&made, "tools/lib", true, 2); /* in one commit of it */
	add(&made, "", false, 2);
	made.touches[0].linked = true;
	made.pm.touches = made.touches;
	past_tools_find(&tools, &made.pm);
	assert_int_equal(tools.linked, 1);
	assert_int_equal(tool(&tools, "tools/perf")->series.n, 1);
	assert_int_equal(tool(&tools, "tools/perf")->series.v[0], 0);
	assert_int_equal(tool(&tools, "tools/perf")->both.n, 0);
	assert_int_equal(tool(&tools, "tools/lib")->series.n, 1);
	assert_int_equal(tool(&tools, "tools/lib")->series.v[0], 5);
	past_tools_release(&tools);
	made_release(&made);
}

static void credits_fixes_to_whom_they_name(void **state)
{
	struct made made = {.pm = {.own = 0}};
	struct past_tools tools;

	(void)state;
	add_fix(&made, FINDER_SELFTEST, "tools/testing/selftests/kvm");
	add_fix(&made, FINDER_SELFTEST, NULL);
	add_fix(&made, FINDER_CHECKER, NULL);
	add_fix(&made, FINDER_CHECKER, NULL);
	add_fix(&made, FINDER_KVM_UNIT_TESTS, NULL);
	add_fix(&made, FINDER_SYZBOT, NULL);
	add_fix(&made, FINDER_PERSON, "tools/perf");
	made.pm.touches = made.touches;
	past_tools_find(&tools, &made.pm);
	assert_int_equal(tools.n, 5);
	assert_int_equal(tool(&tools, "tools/testing/selftests/kvm")->fixes.n, 1);
	assert_int_equal(tool(&tools, "selftests")->fixes.n, 1);
	assert_int_equal(tool(&tools, "static checkers")->fixes.n, 2);
	assert_int_equal(tool(&tools, "kvm-unit-tests")->fixes.v[0], 4);
	assert_int_equal(tool(&tools, "tools/perf")->fixes.n, 1);
	assert_true(tools.v[0].in_tree && tools.v[1].in_tree && !tools.v[2].in_tree);
	past_tools_release(&tools);
	made_release(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_what_changes_both),
	    cmocka_unit_test(counts_series_once),
	    cmocka_unit_test(credits_fixes_to_whom_they_name),
	};

	return cmocka_run_group_tests_name("pasttools", tests, NULL, NULL);
}
