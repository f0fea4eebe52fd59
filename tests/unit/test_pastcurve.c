/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastcurve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { PREV = 20000, RELEASE = PREV + 70, NEVER = -1 };

/* Days since PREV. */
struct life {
	int taken, named;
};

static const struct life lives[] = {{1, 31}, {1, NEVER}, {3, 3}, {5, NEVER}, {6, 90}, {7, 97}, {8, 68},
    {9, NEVER}, {10, 170}, {13, 171}, {14, 74}, {20, NEVER}};
static const struct life short_lives[] = {{2, 2}, {2, 40}, {2, NEVER}, {9, NEVER}};

static struct past_pull pulls[] = {
    {.window = true, .batch = 1}, {.window = true, .batch = 2}, {.window = true}};

/* Each fix is a commit of its own behind those of the window. */
static struct postmortem release(const struct life *v, size_t n, int follow_up)
{
	struct postmortem pm = {.practice = true, .followed = true, .as_of = RELEASE + follow_up, .own = n};

	pm.cycle.prev.day = PREV;
	pm.cycle.release.day = RELEASE;
	pm.pulls.v = pulls;
	pm.pulls.n = 3;
	for (size_t i = 0; i < n; i++)
		array_push(&pm.commits, (struct past_commit){.at = AT_WINDOW,
					    .counted = true,
					    .parents = 1,
					    .pull = i % 4 == 3 ? PULL_NONE : i % 4,
					    .taken = PREV + v[i].taken});
	for (size_t i = 0; i < n; i++) {
		bool later = PREV + v[i].named > RELEASE;

		if (v[i].named == NEVER)
			continue;
		array_push(&pm.blames, (struct blame){.fix = pm.commits.n,
					   .culprit = i,
					   .fixes = true,
					   .later = later,
					   .place = AT_WINDOW});
		array_push(&pm.commits,
		    (struct past_commit){.later = later, .pull = PULL_NONE, .taken = PREV + v[i].named});
	}
	return pm;
}

static void release_end(struct postmortem *pm)
{
	array_release(&pm->commits);
	array_release(&pm->blames);
}

struct expected {
	int days;
	size_t at_risk;
	double share, low, high;
};

static void compare(const struct past_curve *curve, const struct expected *expected, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct curve_point point = past_curve_at(curve, expected[i].days);

		assert_true(point.known);
		assert_int_equal(point.at_risk, expected[i].at_risk);
		assert_float_equal(point.share, expected[i].share, 1e-9);
		assert_int_equal(point.has_interval, expected[i].share > 0);
		if (!point.has_interval)
			continue;
		assert_float_equal(point.interval.low, expected[i].low, 1e-9);
		assert_float_equal(point.interval.high, expected[i].high, 1e-9);
	}
}

/* Of R 4.2, survfit(conf.type = "log-log") of survival 3.5, 1 - what it tells. */
static void is_as_r_says(void **state)
{
	static const struct expected all[] = {{0, 12, 0.083333333333, 0.012174434600, 0.461022819429},
	    {30, 11, 0.166666666667, 0.044490634272, 0.518285057805},
	    {60, 10, 0.333333333333, 0.140288200916, 0.662981067459},
	    {90, 7, 0.500000000000, 0.263926902627, 0.791522856693},
	    {150, 6, 0.500000000000, 0.263926902627, 0.791522856693}};
	static const struct expected week_1[] = {{0, 5, 0.2, 0.030820211133, 0.796190736732},
	    {60, 3, 0.4, 0.118243592606, 0.874269817006}, {120, 2, 0.6, 0.247184208641, 0.948024249623}};
	static const struct expected week_2[] = {{0, 5, 0, 0, 0},
	    {60, 5, 0.2, 0.030820211133, 0.796190736732}, {120, 3, 0.4, 0.118243592606, 0.874269817006}};
	struct postmortem pm = release(lives, 12, 100);
	struct past_curves curves;

	(void)state;
	past_curves_find(&curves, &pm, 1);
	assert_int_equal(curves.v[CURVE_ALL].commits, 12);
	assert_int_equal(curves.v[CURVE_ALL].named, 7); /* one of them a day too late to be known */
	compare(&curves.v[CURVE_ALL], all, 5);
	compare(&curves.v[CURVE_CAME + CAME_WEEK_1], week_1, 3);
	compare(&curves.v[CURVE_CAME + CAME_WEEK_2], week_2, 3);
	assert_int_equal(curves.v[CURVE_CAME + CAME_LATER].commits, 2);
	assert_false(past_curve_at(&curves.v[CURVE_ALL], 170).known); /* nobody is watched so long */
	assert_true(past_curve_at(&curves.v[CURVE_ALL], 169).known);
	past_curves_release(&curves);
	release_end(&pm);
}

static void each_release_is_watched_as_long_as_it_can_be(void **state)
{
	static const struct expected both[] = {{0, 16, 0.125, 0.032811153971, 0.414018563191},
	    {30, 14, 0.1875, 0.064647742034, 0.475395689173}, {60, 12, 0.375, 0.189091847947, 0.651433432789},
	    {90, 7, 0.53125, 0.306447692689, 0.791715719391}};
	struct postmortem pms[] = {
	    release(lives, 12, 100), release(short_lives, 4, 10), release(short_lives, 4, 10)};
	struct past_curves curves;

	(void)state;
	pms[2].practice = false;
	past_curves_find(&curves, pms, 3);
	assert_int_equal(curves.releases, 2);
	assert_int_equal(curves.without, 1);
	compare(&curves.v[CURVE_ALL], both, 4);
	past_curves_release(&curves);
	for (size_t i = 0; i < 3; i++)
		release_end(&pms[i]);
}

static void nobody_is_followed_beyond_what_is_known(void **state)
{
	struct postmortem pm = release(lives, 12, 400);

	(void)state;
	assert_int_equal(past_followed_until(&pm), RELEASE + 180);
	pm.as_of = RELEASE + 7;
	assert_int_equal(past_followed_until(&pm), RELEASE + 7);
	pm.as_of = RELEASE - 7; /* until then all is known anyway */
	assert_int_equal(past_followed_until(&pm), RELEASE);
	pm.as_of = RELEASE + 400;
	pm.followed = false;
	assert_int_equal(past_followed_until(&pm), RELEASE);
	release_end(&pm);
}

static void groups_are_by_pull_and_by_what_is_known_of_soak(void **state)
{
	static const int days[] = {SOAK_NONE, 0, 6, 7, 27, 28, 300};
	struct postmortem pm = release(lives, 12, 100);
	struct past_curves curves;

	(void)state;
	pm.has_next = true;
	for (size_t i = 0; i < 12; i++)
		pm.commits.v[i].soaked = i != 5;
	past_curves_find(&curves, &pm, 1);
	assert_int_equal(curves.v[CURVE_CAME + CAME_FIRST].commits, 3);
	assert_int_equal(curves.v[CURVE_CAME + CAME_AGAIN].commits, 3);
	assert_int_equal(curves.v[CURVE_CAME + CAME_MERGED].commits, 3);
	assert_int_equal(curves.v[CURVE_CAME + CAME_DIRECT].commits, 3);
	assert_false(curves.by_soak); /* one was not looked at */
	past_curves_release(&curves);
	pm.commits.v[5].soaked = true;
	for (size_t i = 0; i < 7; i++) /* the others are unknown */
		pm.commits.v[i].soak = (struct soak){
		    .match = days[i] == SOAK_NONE ? MATCH_MODIFIED : MATCH_SAME, .days = days[i]};
	past_curves_find(&curves, &pm, 1);
	assert_true(curves.by_soak);
	assert_int_equal(curves.v[CURVE_NEVER].commits, 1);
	assert_int_equal(curves.v[CURVE_DAYS_0].commits, 2);
	assert_int_equal(curves.v[CURVE_DAYS_7].commits, 2);
	assert_int_equal(curves.v[CURVE_DAYS_28].commits, 2);
	past_curves_release(&curves);
	release_end(&pm);
}

static void own_pulls_and_undone_reverts_name_nobody(void **state)
{
	static const struct life one[] = {{1, 20}, {1, 30}, {1, 40}};
	struct postmortem pm = release(one, 3, 100);
	struct past_curves curves;

	(void)state;
	pm.blames.v[0].internal = true;
	pm.blames.v[1].fixes = false;
	pm.blames.v[1].reverts = true;
	pm.commits.v[pm.blames.v[1].fix].undone = true;
	pm.blames.v[2].fixes = false;
	pm.blames.v[2].reverts = true;
	past_curves_find(&curves, &pm, 1);
	assert_int_equal(curves.v[CURVE_ALL].named, 1);
	assert_int_equal(curves.v[CURVE_ALL].survival.v[0].time, 39);
	assert_int_equal(curves.internal, 1);
	past_curves_release(&curves);
	release_end(&pm);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_as_r_says),
	    cmocka_unit_test(each_release_is_watched_as_long_as_it_can_be),
	    cmocka_unit_test(nobody_is_followed_beyond_what_is_known),
	    cmocka_unit_test(groups_are_by_pull_and_by_what_is_known_of_soak),
	    cmocka_unit_test(own_pulls_and_undone_reverts_name_nobody),
	};

	return cmocka_run_group_tests_name("pastcurve", tests, NULL, NULL);
}
