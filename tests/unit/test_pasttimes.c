/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pasttimes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { PREV = 20000, DAY = 86400 };

static const struct past_commit window = {
    .at = AT_WINDOW, .counted = true, .parents = 1, .taken = PREV + 2, .pull = PULL_NONE};

static struct past_commit rc_fix(int day, enum finder finder)
{
	return (struct past_commit){.at = AT_RC,
	    .rc = 1,
	    .counted = true,
	    .parents = 1,
	    .taken = PREV + day,
	    .pull = PULL_NONE,
	    .fix = true,
	    .finder = finder};
}

static size_t add(struct postmortem *pm, struct past_commit commit)
{
	array_push(&pm->commits, commit);
	return pm->commits.n - 1;
}

static void blame(struct postmortem *pm, size_t fix, size_t culprit, enum blame_place place)
{
	array_push(
	    &pm->blames, (struct blame){.fix = fix, .culprit = culprit, .fixes = true, .place = place});
}

/* Two culprits of the window (days 2 and 9), one of the -rc (day 20), an older one, the first of all. */
enum { EARLY, LATE, AT_RC_1, OLDER, ROOT };
static struct postmortem release(void)
{
	struct postmortem pm = {.practice = true};
	struct past_commit late = window, older = {.at = AT_PRIOR, .parents = 1, .taken = DAY_NONE},
			   root = older;

	late.taken = PREV + 9;
	older.committed = (int64_t)(PREV - 100) * DAY;
	root.parents = 0;
	add(&pm, window);
	add(&pm, late);
	add(&pm, rc_fix(20, FINDER_PERSON));
	add(&pm, older);
	add(&pm, root);
	return pm;
}

static void release_end(struct postmortem *pm)
{
	array_release(&pm->commits);
	array_release(&pm->blames);
}

static void counts_each_fix_once_by_its_last_culprit(void **state)
{
	struct postmortem pm = release();
	struct past_times times;
	size_t fix = add(&pm, rc_fix(30, FINDER_SYZBOT));

	(void)state;
	blame(&pm, AT_RC_1, EARLY, AT_WINDOW); /* 18 days */
	blame(&pm, fix, OLDER, AT_PRIOR);
	blame(&pm, fix, LATE, AT_WINDOW); /* 21 days */
	blame(&pm, fix, EARLY, AT_WINDOW);
	blame(&pm, fix, BLAME_NONE, AT_UNRESOLVED);
	fix = add(&pm, rc_fix(40, FINDER_PERSON));
	blame(&pm, fix, OLDER, AT_PRIOR); /* 140 days */
	fix = add(&pm, rc_fix(41, FINDER_PERSON));
	blame(&pm, fix, AT_RC_1, AT_RC); /* 21 days */
	past_times_find(&times, &pm, 1);
	assert_int_equal(times.all[TIME_RELEASE].fixes, 3);
	assert_float_equal(times.all[TIME_RELEASE].median, 21, 0);
	assert_int_equal(times.by[FINDER_SYZBOT][TIME_RELEASE].fixes, 1);
	assert_float_equal(times.by[FINDER_SYZBOT][TIME_RELEASE].upper, 21, 0);
	assert_int_equal(times.by[FINDER_PERSON][TIME_RELEASE].fixes, 2);
	assert_float_equal(times.by[FINDER_PERSON][TIME_RELEASE].lower, 18.75, 1e-12);
	assert_int_equal(times.by[FINDER_PERSON][TIME_PRIOR].fixes, 1);
	assert_float_equal(times.by[FINDER_PERSON][TIME_PRIOR].median, 140, 0);
	assert_int_equal(times.by[FINDER_SYZBOT][TIME_PRIOR].fixes, 0);
	release_end(&pm);
}

static void tells_what_it_leaves_out(void **state)
{
	struct postmortem pms[] = {release(), release()};
	struct postmortem *pm = &pms[0];
	struct past_times times;
	size_t fix = add(pm, rc_fix(30, FINDER_NONE));

	(void)state;
	blame(pm, fix, LATE, AT_WINDOW);
	pm->blames.v[0].internal = true;
	fix = add(pm, rc_fix(31, FINDER_NONE));
	blame(pm, fix, ROOT, AT_PRIOR);
	pm->blames.v[1].resolution = RESOLVED_ROOT;
	fix = add(pm, rc_fix(32, FINDER_NONE));
	blame(pm, fix, BLAME_NONE, AT_UNRESOLVED);
	fix = add(pm, rc_fix(33, FINDER_NONE));
	pm->commits.v[fix].counted = false;
	blame(pm, fix, LATE, AT_WINDOW);
	fix = add(pm, rc_fix(200, FINDER_NONE));
	blame(pm, fix, LATE, AT_WINDOW);
	pm->blames.v[4].later = true;
	fix = add(pm, rc_fix(34, FINDER_NONE));
	pm->commits.v[fix].fix = false; /* a revert alone */
	blame(pm, fix, LATE, AT_WINDOW);
	pm->blames.v[5].fixes = false;
	fix = add(&pms[1], rc_fix(35, FINDER_NONE));
	blame(&pms[1], fix, LATE, AT_WINDOW);
	pms[1].practice = false;
	past_times_find(&times, pms, 2);
	assert_int_equal(times.all[TIME_RELEASE].fixes, 0);
	assert_int_equal(times.all[TIME_PRIOR].fixes, 0);
	assert_int_equal(times.internal, 1);
	assert_int_equal(times.root, 1);
	assert_int_equal(times.unresolved, 1);
	release_end(&pms[0]);
	release_end(&pms[1]);
}

/* What was fixed before it was committed, by the clocks, took no time. */
static void clocks_do_not_go_backwards(void **state)
{
	struct postmortem pm = release();
	struct past_times times;

	(void)state;
	pm.commits.v[OLDER].committed = (int64_t)(PREV + 400) * DAY;
	blame(&pm, add(&pm, rc_fix(30, FINDER_ROBOT)), OLDER, AT_PRIOR);
	past_times_find(&times, &pm, 1);
	assert_int_equal(times.by[FINDER_ROBOT][TIME_PRIOR].fixes, 1);
	assert_float_equal(times.by[FINDER_ROBOT][TIME_PRIOR].median, 0, 0);
	release_end(&pm);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_each_fix_once_by_its_last_culprit),
	    cmocka_unit_test(tells_what_it_leaves_out),
	    cmocka_unit_test(clocks_do_not_go_backwards),
	};

	return cmocka_run_group_tests_name("pasttimes", tests, NULL, NULL);
}
