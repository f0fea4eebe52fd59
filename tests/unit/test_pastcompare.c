/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastcompare.h"

#include "facts/pastacross.h"

#include "arrived.h"

#include <math.h>
#include <stdlib.h>

static void assert_risk(const struct relative_risk *risk, double ratio, double low, double high)
{
	assert_true(risk->known);
	assert_float_equal(risk->ratio, ratio, 1e-10);
	assert_float_equal(risk->interval.low, low, 1e-10);
	assert_float_equal(risk->interval.high, high, 1e-10);
}

static void assert_arms(const struct arms *arms, long hits, long of, long other_hits, long other_of)
{
	assert_int_equal(arms->hits, hits);
	assert_int_equal(arms->of, of);
	assert_int_equal(arms->other_hits, other_hits);
	assert_int_equal(arms->other_of, other_of);
}

/* The figures are those of R 4.2: metafor 3.8, escalc() and rma.mh() with measure = "RR"; boot 1.3, 100,000 draws of
 * pulls, quantile(type = 6) of those with events in both arms: 0.519 to 5.600. */
static void batches_are_as_r_says(void **state)
{
	struct past_comparison out;
	struct postmortem pm;

	(void)state;
	arrived_window(&pm);
	past_compare(&out, &pm, 1, ARMS_BATCH, OUTCOME_NAMED);
	assert_int_equal(out.releases, 1);
	assert_arms(&out.arms, 6, 100, 7, 200);
	assert_risk(&out.naive, 1.714285714286, 0.591746531633, 4.966274161496);
	assert_risk(&out.by_release, 1.714285714286, 0.591746531633, 4.966274161496);
	assert_risk(&out.by_size, 1.205128205128, 0.420668843093, 3.452440119206);
	assert_int_equal(out.clusters, 30);
	assert_true(out.clustered.known);
	assert_float_equal(out.clustered.interval.low, 0.519, 0.1);
	assert_float_equal(out.clustered.interval.high, 5.6, 0.8);
	past_compare_counts(&out, &pm, 1, ARMS_BATCH, OUTCOME_NAMED);
	assert_arms(&out.arms, 6, 100, 7, 200);
	assert_risk(&out.by_size, 1.205128205128, 0.420668843093, 3.452440119206);
	assert_int_equal(out.clusters, 30);
	assert_false(out.clustered.known); /* nothing was drawn */
	arrived_release(&pm);
}

/* Commits without a merge have no batch, but a week; those of one day are drawn together. Of R again, by pulls 0.458 to
 * 4.400. */
static void weeks_are_as_r_says(void **state)
{
	struct past_comparison out;
	struct postmortem pm;

	(void)state;
	arrived_window(&pm);
	for (int i = 0; i < 3; i++)
		arrived(&pm, PULL_NONE, PREV, 5, i == 0);
	for (int i = 0; i < 2; i++)
		arrived(&pm, PULL_NONE, PREV + 15, -1, false);
	past_compare(&out, &pm, 1, ARMS_BATCH, OUTCOME_NAMED);
	assert_arms(&out.arms, 6, 100, 7, 200);
	assert_int_equal(out.unsized, 0);
	past_compare(&out, &pm, 1, ARMS_WEEK, OUTCOME_NAMED);
	assert_arms(&out.arms, 6, 102, 8, 203);
	assert_risk(&out.naive, 1.492647058824, 0.532125754853, 4.186971259885);
	assert_int_equal(out.clusters, 32);
	assert_int_equal(out.unsized, 2);
	assert_float_equal(out.clustered.interval.low, 0.458, 0.1);
	assert_float_equal(out.clustered.interval.high, 4.4, 0.6);
	arrived_release(&pm);
}

/* 6 of 100 against 7 of 200, and 3 of 40 against 2 of 160 (metafor again). */
static void releases_are_pooled(void **state)
{
	struct postmortem pms[3];
	struct past_comparison out;
	size_t early, late;

	(void)state;
	arrived_window(&pms[0]);
	arrived_start(&pms[1]);
	early = arrived_pull(&pms[1], 1);
	late = arrived_pull(&pms[1], 3);
	for (int i = 0; i < 160; i++)
		arrived(&pms[1], early, PREV + 1, 5, i < 2);
	for (int i = 0; i < 40; i++)
		arrived(&pms[1], late, PREV + 1, 5, i < 3);
	arrived_window(&pms[2]);
	pms[2].practice = false;
	past_compare(&out, pms, 3, ARMS_BATCH, OUTCOME_NAMED);
	assert_int_equal(out.releases, 2);
	assert_int_equal(out.without, 1);
	assert_arms(&out.arms, 9, 140, 9, 360);
	assert_risk(&out.by_release, 2.341463414634, 0.972120114846, 5.639684683345);
	assert_int_equal(out.clusters, 32);
	past_compare(&out, &pms[1], 1, ARMS_BATCH, OUTCOME_NAMED);
	assert_int_equal(out.clusters, 2);
	assert_false(out.clustered.known); /* too few */
	assert_true(out.naive.known);
	past_compare(&out, &pms[1], 1, ARMS_WEEK, OUTCOME_NAMED);
	assert_arms(&out.arms, 0, 0, 5, 200);
	assert_false(out.naive.known);
	past_compare(&out, &pms[2], 1, ARMS_WEEK, OUTCOME_NAMED);
	assert_int_equal(out.releases, 0); /* no data */
	past_compare(&out, &pms[2], 1, ARMS_WEEK, OUTCOME_NET);
	assert_int_equal(out.releases, 1);
	assert_arms(&out.arms, 0, 100, 0, 200);
	for (size_t i = 0; i < 3; i++)
		arrived_release(&pms[i]);
}

static size_t count(const struct postmortem *pm, enum past_outcome outcome)
{
	bool *hits = past_outcomes_find(pm, outcome);
	size_t n = 0;

	for (size_t i = 0; i < pm->own; i++)
		n += hits[i];
	free(hits);
	return n;
}

/* Named; reverted for good, for a while, in its own pull; mended after the release; named by an id that was recovered. */
static void outcomes_differ(void **state)
{
	struct blame blames[] = {
	    {.fix = 0, .culprit = 2, .fixes = true, .place = AT_WINDOW},
	    {.fix = 0, .culprit = 3, .reverts = true, .place = AT_WINDOW},
	    {.fix = 1, .culprit = 4, .reverts = true, .place = AT_WINDOW},
	    {.fix = 0, .culprit = 5, .fixes = true, .reverts = true, .internal = true, .place = AT_WINDOW},
	    {.fix = 0, .culprit = 6, .fixes = true, .reverts = true, .later = true, .place = AT_WINDOW},
	    {.fix = 0, .culprit = 7, .fixes = true, .place = AT_UNRESOLVED},
	    {.fix = 0, .culprit = BLAME_NONE, .fixes = true, .place = AT_UNRESOLVED},
	};
	struct postmortem pm;

	(void)state;
	arrived_start(&pm);
	for (int i = 0; i < 7; i++)
		arrived(&pm, PULL_NONE, PREV, 5, false);
	pm.commits.v[1].undone = true;
	for (size_t i = 0; i < sizeof(blames) / sizeof(*blames); i++)
		array_push(&pm.blames, blames[i]);
	assert_int_equal(count(&pm, OUTCOME_NAMED), 2);
	assert_int_equal(count(&pm, OUTCOME_NET), 1);
	assert_int_equal(count(&pm, OUTCOME_RAW), 2);
	assert_int_equal(count(&pm, OUTCOME_WITHIN), 3);
	arrived_release(&pm);
}

static void sizes_have_classes(void **state)
{
	static const struct {
		long lines;
		size_t class;
	} cases[] = {
	    {0, 0}, {9, 0}, {10, 1}, {99, 2}, {100, 3}, {999, 4}, {1000, 5}, {50000, 5}, {-1, SIZE_UNKNOWN}};
	struct past_commit unseen = {.sized = false};
	struct postmortem pm;

	(void)state;
	arrived_start(&pm);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t at = arrived(&pm, PULL_NONE, PREV, cases[i].lines, false);

		assert_int_equal(past_size_class(&pm.commits.v[at]), cases[i].class);
	}
	assert_int_equal(past_size_class(&unseen), SIZE_UNKNOWN);
	arrived_release(&pm);
}

/* Of each release's -rc so many fixes, of which so many mend the window. */
static void add_fixes(struct postmortem *pm, size_t fixes, size_t own)
{
	size_t culprit;

	arrived_start(pm);
	pm->commits.v[MENDER].fix = false;
	culprit = arrived(pm, PULL_NONE, PREV, 5, false);
	for (size_t i = 0; i < fixes; i++) {
		const struct past_commit fix = {.at = AT_RC,
		    .rc = 1,
		    .counted = true,
		    .parents = 1,
		    .fix = true,
		    .pull = PULL_NONE,
		    .taken = PREV + 40};

		array_push(&pm->blames, (struct blame){.fix = pm->own,
					    .culprit = culprit,
					    .fixes = true,
					    .place = i < own ? AT_WINDOW : AT_PRIOR});
		array_push(&pm->commits, fix);
		pm->own++;
	}
}

/* prop.trend.test(c(15, 10, 8, 3), c(106, 113, 110, 95)) of R 4.2. */
static void releases_have_a_trend(void **state)
{
	static const size_t shares[4][2] = {{106, 15}, {113, 10}, {110, 8}, {95, 3}};
	struct postmortem pms[5];
	struct past_across across;

	(void)state;
	for (size_t i = 0, at = 0; i < 5; i++) {
		if (i == 2) { /* one in the middle has no data */
			arrived_start(&pms[i]);
			pms[i].practice = false;
			continue;
		}
		add_fixes(&pms[i], shares[at][0], shares[at][1]);
		at++;
	}
	past_across_find(&across, pms, 5);
	assert_int_equal(across.n, 5);
	assert_int_equal(across.with_practice, 4);
	assert_int_equal(across.outcome, OUTCOME_NAMED);
	assert_int_equal(across.v[1].fixes, 113);
	assert_int_equal(across.v[1].mend_own, 10);
	assert_int_equal(across.v[1].commits, 114);
	assert_false(across.v[2].practice);
	assert_int_equal(across.v[2].late[ARMS_WEEK].releases, 0);
	assert_true(across.of_fixes.known && !across.of_fixes.rising);
	assert_float_equal(across.of_fixes.p, 0.0053842123894, 1e-12);
	assert_true(across.of_commits.known);
	past_across_release(&across);
	past_across_find(&across, pms, 3); /* two with data are no trend */
	assert_false(across.of_fixes.known);
	past_across_release(&across);
	past_across_find(&across, &pms[2], 1);
	assert_int_equal(across.outcome, OUTCOME_NET);
	past_across_release(&across);
	for (size_t i = 0; i < 5; i++)
		arrived_release(&pms[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(batches_are_as_r_says),
	    cmocka_unit_test(weeks_are_as_r_says),
	    cmocka_unit_test(releases_are_pooled),
	    cmocka_unit_test(outcomes_differ),
	    cmocka_unit_test(sizes_have_classes),
	    cmocka_unit_test(releases_have_a_trend),
	};

	return cmocka_run_group_tests_name("pastcompare", tests, NULL, NULL);
}
