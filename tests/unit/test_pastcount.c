/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastcount.h"

#include "facts/pullfate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { PREV = 20000, RELEASE = PREV + 70 };

/* Two commits of the window in one pull, one later, one direct; the rest is what mends them. */
static struct past_commit commits[] = {
    {.at = AT_WINDOW, .counted = true, .parents = 1, .pull = 0, .taken = PREV + 1},
    {.at = AT_WINDOW, .counted = true, .parents = 1, .pull = 0, .taken = PREV + 1, .fix = true},
    {.at = AT_WINDOW, .counted = true, .parents = 1, .pull = 1, .taken = PREV + 8},
    {.at = AT_WINDOW, .counted = true, .parents = 1, .pull = PULL_NONE, .taken = PREV + 15},
    {.at = AT_RC, .rc = 1, .counted = true, .parents = 1, .pull = PULL_NONE, .taken = PREV + 30, .fix = true},
    {.at = AT_RC,
	.rc = 2,
	.counted = true,
	.parents = 1,
	.pull = PULL_NONE,
	.taken = PREV + 40,
	.revert = true,
	.undone = true},
    {.at = AT_RC,
	.rc = 2,
	.counted = true,
	.parents = 1,
	.pull = PULL_NONE,
	.taken = PREV + 41,
	.revert = true,
	.reapply = true,
	.reported = true,
	.finder = FINDER_PERSON},
    {.at = AT_RC, .rc = 2, .parents = 1, .pull = PULL_NONE, .taken = PREV + 42, .fix = true},
    {.later = true,
	.parents = 1,
	.pull = PULL_NONE,
	.taken = RELEASE + 60,
	.fix = true,
	.stable = true,
	.reported = true,
	.finder = FINDER_SYZBOT},
    {.at = AT_WINDOW, .parents = 2, .pull = 1},
};
static struct blame blames[] = {
    {.fix = 1, .culprit = 0, .fixes = true, .internal = true, .place = AT_WINDOW},
    {.fix = 4, .culprit = 2, .fixes = true, .place = AT_WINDOW},
    {.fix = 4, .culprit = BLAME_NONE, .fixes = true, .place = AT_UNRESOLVED, .resolution = RESOLVED_MISSING},
    {.fix = 4, .culprit = 9, .fixes = true, .place = AT_WINDOW, .resolution = RESOLVED_MERGE},
    {.fix = 5, .culprit = 3, .reverts = true, .place = AT_WINDOW},
    {.fix = 6, .culprit = 5, .reverts = true, .place = AT_RC},
    {.fix = 7, .culprit = 4, .fixes = true, .place = AT_RC},
    {.fix = 8, .culprit = 3, .fixes = true, .later = true, .place = AT_WINDOW},
    {.fix = 8, .culprit = 2, .fixes = true, .later = true, .place = AT_WINDOW},
};
static struct past_pull pulls[] = {
    {.window = true, .batch = 1, .week = 1},
    {.window = true, .batch = 2, .week = 2},
};

static struct postmortem release(void)
{
	struct postmortem pm = {.practice = true, .followed = true, .own = 8};

	pm.commits.v = commits;
	pm.commits.n = sizeof(commits) / sizeof(*commits);
	pm.blames.v = blames;
	pm.blames.n = sizeof(blames) / sizeof(*blames);
	pm.pulls.v = pulls;
	pm.pulls.n = 2;
	pm.cycle.prev.day = PREV;
	pm.cycle.release.day = RELEASE;
	return pm;
}

static void counts_by_commit_and_by_tag(void **state)
{
	struct postmortem pm = release();
	struct past_counts counts;

	(void)state;
	past_count(&counts, &pm, AT_RC, PAST_ALL_RCS);
	assert_int_equal(counts.commits, 3);
	assert_int_equal(counts.fixes, 1); /* the other one is not counted */
	assert_int_equal(counts.culprits[AT_WINDOW], 1);
	assert_int_equal(counts.culprits[AT_UNRESOLVED], 0);
	assert_int_equal(counts.tags, 3);
	assert_int_equal(counts.by_tag[AT_WINDOW], 2);
	assert_int_equal(counts.by_tag[AT_UNRESOLVED], 1);
	assert_int_equal(counts.resolved[RESOLVED_MERGE], 1);
	assert_int_equal(counts.reverts, 2);
	assert_int_equal(counts.reverts_net, 0);
	assert_int_equal(counts.reverted[AT_WINDOW], 1);
	assert_int_equal(counts.either, 3);
	assert_int_equal(counts.internal, 0);
	past_count(&counts, &pm, AT_RC, 1);
	assert_int_equal(counts.commits, 1);
	past_count(&counts, &pm, AT_WINDOW, PAST_ALL_RCS);
	assert_int_equal(counts.commits, 4);
	assert_int_equal(counts.fixes, 1);
	assert_int_equal(counts.internal, 1);
}

static void tells_what_became_of_each(void **state)
{
	struct postmortem pm = release();
	struct fate *fates = fates_find(&pm);

	(void)state;
	assert_int_equal(fates[0].day[FATE_NAMED], DAY_NONE); /* its own pull does not count */
	assert_true(fates[0].internal);
	assert_int_equal(fates[2].day[FATE_NAMED], PREV + 30);
	assert_int_equal(fates[2].fix, 4);
	assert_int_equal(fates[2].blames, 2);
	assert_int_equal(fates[2].day[FATE_SYZBOT], RELEASE + 60);
	assert_int_equal(fates[3].day[FATE_REVERTED], DAY_NONE); /* applied again */
	assert_int_equal(fates[3].day[FATE_TRACKED], RELEASE + 60);
	assert_true(fate_by(&fates[3], FATE_NAMED, RELEASE + 90));
	assert_false(fate_by(&fates[3], FATE_NAMED, RELEASE));
	free(fates);
}

/* A fix on the day of the release is in it or not, and a clock that is wrong moves none into it. */
static void the_release_has_what_it_has(void **state)
{
	struct postmortem pm = release();
	struct fate *fates;

	(void)state;
	pm.cycle.release.day = RELEASE + 60;
	fates = fates_find(&pm);
	assert_false(fate_by(&fates[3], FATE_NAMED, RELEASE + 60));
	assert_true(fate_by(&fates[3], FATE_NAMED, RELEASE + 61));
	free(fates);
	pm.cycle.release.day = PREV + 20;
	fates = fates_find(&pm);
	assert_true(fate_by(&fates[2], FATE_NAMED, PREV + 20));
	free(fates);
}

static void shares_out_by_how_they_came(void **state)
{
	struct postmortem pm = release();
	struct fate *fates = fates_find(&pm);
	struct came_fate came[CAME_COUNT];
	struct pull_fate *worst;
	size_t n;

	(void)state;
	came_fates_find(came, &pm, fates, RELEASE);
	assert_int_equal(came[CAME_FIRST].commits, 2);
	assert_int_equal(came[CAME_FIRST].named, 0);
	assert_int_equal(came[CAME_AGAIN].commits, 1);
	assert_int_equal(came[CAME_AGAIN].named, 1);
	assert_int_equal(came[CAME_DIRECT].commits, 1);
	assert_int_equal(came[CAME_WEEK_1].commits, 2);
	assert_int_equal(came[CAME_WEEK_2].commits, 1);
	assert_int_equal(came[CAME_LATER].commits, 1);
	worst = pull_fates_find(&pm, fates, RELEASE, &n);
	assert_int_equal(n, 2);
	assert_int_equal(worst[0].pull, 1);
	assert_int_equal(worst[0].named, 1);
	assert_int_equal(worst[0].charged, 1);
	free(worst);
	free(fates);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_by_commit_and_by_tag),
	    cmocka_unit_test(tells_what_became_of_each),
	    cmocka_unit_test(the_release_has_what_it_has),
	    cmocka_unit_test(shares_out_by_how_they_came),
	};

	return cmocka_run_group_tests_name("pastcount", tests, NULL, NULL);
}
