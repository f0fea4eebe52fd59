/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastrisk.h"

#include "arrived.h"

static void assert_risk(const struct relative_risk *risk, double ratio, double low, double high)
{
	assert_true(risk->known);
	assert_float_equal(risk->ratio, ratio, 1e-10);
	assert_float_equal(risk->interval.low, low, 1e-10);
	assert_float_equal(risk->interval.high, high, 1e-10);
}

static void assert_group(const struct risk_group *group, size_t named, size_t commits)
{
	assert_int_equal(group->named, named);
	assert_int_equal(group->commits, commits);
}

/* Commits of as many lines, of which `tests` are tests, so many of them named. */
static void add(struct postmortem *pm, size_t n, size_t named, long lines, long tests)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = arrived(pm, PULL_NONE, PREV, lines, i < named);
		struct lines *all = pm->commits.v[at].size.lines;

		all[CLASS_CODE].added = lines - tests;
		all[CLASS_TESTS].added = tests;
	}
}

/* metafor 3.8 of R 4.2 again: escalc(measure = "RR"). */
static void size_is_as_r_says(void **state)
{
	struct postmortem pm;
	struct past_risks risks;
	const struct risk_table *table = &risks.of[RISK_SIZE];

	(void)state;
	arrived_window(&pm);
	arrived(&pm, PULL_NONE, PREV, -1, true);
	past_risks_find(&risks, &pm, 1);
	assert_int_equal(table->releases, 1);
	assert_int_equal(table->n, 6);
	assert_group(&table->v[0], 3, 140);
	assert_group(&table->v[1], 0, 0);
	assert_group(&table->v[4], 10, 160);
	assert_false(table->v[0].crude.known); /* it is the reference */
	assert_false(table->v[1].crude.known);
	assert_risk(&table->v[4].crude, 2.916666666667, 0.819000640828, 10.386981426348);
	assert_risk(&table->v[4].adjusted, 2.916666666667, 0.819000640828, 10.386981426348);
	assert_int_equal(table->unknown, 1);
	assert_int_equal(table->unknown_named, 1);
	assert_true(table->trend.known && table->trend.rising);
	arrived_release(&pm);
}

/* escalc(), rma.mh() with measure = "RR", and prop.trend.test(c(12, 4, 4), c(100, 50, 80)): what is nothing but tests
 * has no place in the order. */
static void tests_are_as_r_says(void **state)
{
	struct postmortem pm;
	struct past_risks risks;
	const struct risk_table *table = &risks.of[RISK_TESTS];

	(void)state;
	arrived_start(&pm);
	add(&pm, 50, 2, 5, 0);
	add(&pm, 50, 10, 600, 0);
	add(&pm, 50, 4, 5, 1);
	add(&pm, 60, 1, 5, 2);
	add(&pm, 20, 3, 600, 300);
	add(&pm, 40, 1, 5, 5);
	past_risks_find(&risks, &pm, 1);
	assert_int_equal(table->n, 4);
	assert_group(&table->v[0], 12, 100);
	assert_group(&table->v[1], 4, 50);
	assert_group(&table->v[2], 4, 80);
	assert_group(&table->v[3], 1, 40);
	assert_risk(&table->v[2].crude, 0.416666666667, 0.139708626396, 1.242665650577);
	assert_risk(&table->v[2].adjusted, 0.657894736842, 0.229934552288, 1.882385576493);
	assert_true(table->trend.known && !table->trend.rising);
	assert_float_equal(table->trend.p, 0.096069161918, 1e-10);
	arrived_release(&pm);
}

static void days_have_groups(void **state)
{
	static const struct {
		struct soak soak;
		size_t group;
	} cases[] = {
	    {{.match = MATCH_SAME, .days = 0}, 0},
	    {{.match = MATCH_REBASED, .days = 1}, 1},
	    {{.match = MATCH_SAME, .days = 6}, 1},
	    {{.match = MATCH_SAME, .days = 7}, 2},
	    {{.match = MATCH_SAME, .days = 27}, 3},
	    {{.match = MATCH_SAME, .days = 28}, 4},
	    {{.match = MATCH_NEVER, .days = SOAK_NONE}, 5},
	    {{.match = MATCH_MODIFIED, .days = SOAK_NONE}, 5},
	};
	struct past_risks risks;
	struct postmortem pm;

	(void)state;
	arrived_start(&pm);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t at = arrived(&pm, PULL_NONE, PREV, 5, true);
		struct past_commit *commit = &pm.commits.v[at];

		commit->soaked = true;
		commit->soak = cases[i].soak;
		pm.next_trees = 40;
		past_risks_find(&risks, &pm, 1);
		assert_int_equal(risks.of[RISK_NEXT].releases, 1);
		assert_group(&risks.of[RISK_NEXT].v[cases[i].group], 1, 1);
		commit->counted = false;
	}
	arrived_release(&pm);
}

/* Nothing is 0 or "never" that nobody could know. */
static void what_is_not_known_is_in_no_group(void **state)
{
	struct past_risks risks;
	struct postmortem pm;

	(void)state;
	arrived_window(&pm);
	past_risks_find(&risks, &pm, 1);
	assert_int_equal(risks.of[RISK_NEXT].releases, 0); /* no daily trees */
	assert_int_equal(risks.of[RISK_REVIEW].releases, 1);
	pm.next_trees = 40; /* but nobody looked */
	pm.commits.v[1].soaked = true;
	pm.commits.v[1].soak.match = MATCH_UNKNOWN;
	pm.commits.v[2].soaked = true;
	pm.commits.v[2].soak = (struct soak){.match = MATCH_NEVER, .before = true};
	past_risks_find(&risks, &pm, 1);
	assert_int_equal(risks.of[RISK_NEXT].releases, 1);
	assert_int_equal(risks.of[RISK_NEXT].unknown, 300);
	assert_int_equal(risks.of[RISK_NEXT].unknown_named, 13);
	assert_false(risks.of[RISK_NEXT].trend.known);
	pm.practice = false;
	past_risks_find(&risks, &pm, 1);
	for (enum risk_axis axis = 0; axis < RISK_AXIS_COUNT; axis++)
		assert_int_equal(risks.of[axis].releases, 0);
	arrived_release(&pm);
}

static void add_reviewed(struct postmortem *pm, size_t n, size_t named, bool reviewed)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = arrived(pm, PULL_NONE, PREV, 5, i < named);

		pm->commits.v[at].reviewed = reviewed;
	}
}

/* Each commit is compared within its release: in both the reviewed are named as often as the others. */
static void releases_are_not_thrown_together(void **state)
{
	struct postmortem pms[2];
	struct past_risks risks;
	const struct risk_group *reviewed = &risks.of[RISK_REVIEW].v[1];

	(void)state;
	arrived_start(&pms[0]);
	arrived_start(&pms[1]);
	add_reviewed(&pms[0], 10, 1, true);
	add_reviewed(&pms[0], 90, 9, false);
	add_reviewed(&pms[1], 350, 7, true);
	add_reviewed(&pms[1], 50, 1, false);
	past_risks_find(&risks, pms, 2);
	assert_int_equal(risks.of[RISK_REVIEW].releases, 2);
	assert_group(reviewed, 8, 360);
	assert_group(&risks.of[RISK_REVIEW].v[0], 10, 140);
	assert_float_equal(reviewed->crude.ratio, 8.0 / 360 / (10.0 / 140), 1e-12);
	assert_float_equal(reviewed->adjusted.ratio, 1, 1e-12);
	assert_false(risks.of[RISK_REVIEW].trend.known); /* two groups are no trend */
	arrived_release(&pms[0]);
	arrived_release(&pms[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(size_is_as_r_says),
	    cmocka_unit_test(tests_are_as_r_says),
	    cmocka_unit_test(days_have_groups),
	    cmocka_unit_test(what_is_not_known_is_in_no_group),
	    cmocka_unit_test(releases_are_not_thrown_together),
	};

	return cmocka_run_group_tests_name("pastrisk", tests, NULL, NULL);
}
