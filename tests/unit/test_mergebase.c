/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/mergebase.h"

#include "scratch.h"

static struct repo *repo;
static struct history *history;
static struct merge_bases *bases;

static void open_after(const char *script)
{
	scratch_sh(script);
	assert_null(repo_open(&repo));
	assert_null(history_new(&history, repo));
	bases = merge_bases_new(history);
}

static void done(void)
{
	merge_bases_free(bases);
	history_free(history);
	repo_free(repo);
}

/* expected: a revision, or NULL for none that is the only one. */
static void expect(const char *one, const char *other, const char *expected)
{
	git_oid a, b, wanted;
	node_t base;

	assert_null(repo_commit(repo, one, &a));
	assert_null(repo_commit(repo, other, &b));
	assert_null(merge_bases_only(&base, bases, history_node(history, &a), history_node(history, &b)));
	if (expected) {
		assert_null(repo_commit(repo, expected, &wanted));
		assert_int_equal(base, history_node(history, &wanted));
	} else {
		assert_int_equal(base, NODE_NONE);
	}
}

static void test_branches(void **state)
{
	(void)state;
	open_after("change a; change b; git tag fork; git checkout -q -b topic; change c; change d\n"
		   "git checkout -q master; change e; git tag before; git merge -q -m merge topic; change f\n"
		   "git checkout -q topic; change g\n");
	expect("before", "topic", "fork");
	expect("topic", "before", "fork");
	expect("master", "topic", "topic~1");
	expect("master", "topic~2", "topic~2");
	expect("topic", "topic", "topic");
	expect("before", "topic", "fork"); /* nothing is left of the questions before */
	done();
}

static void test_criss_cross(void **state)
{
	(void)state;
	open_after("change a; git checkout -q -b one; change b; git checkout -q -b two master; change c\n"
		   "git checkout -q -b x one; git merge -q -m x two; change d\n"
		   "git checkout -q -b y two; git merge -q -m y one; change e\n"
		   "git checkout -q --orphan other; git rm -q -rf .; change z\n");
	expect("x", "y", NULL);
	expect("x", "one", "one");
	expect("x", "other", NULL);
	done();
}

/* A base that the one side has come back to later contains the others. */
static void test_back_merge(void **state)
{
	(void)state;
	open_after(
	    "change a; git checkout -q -b topic; change b; git checkout -q master; change c; git tag mid\n"
	    "change d; git checkout -q topic; git merge -q -m back mid; change e\n");
	expect("master", "topic", "mid");
	done();
}

/* With clocks that were wrong by years it may be unknown. */
static void test_clocks(void **state)
{
	(void)state;
	open_after(
	    "at '2026-07-10 12:00'; change a; git tag fork\n"
	    "at '2001-01-01 12:00'; git checkout -q -b topic; change b; git tag low; change c\n"
	    "at '2030-01-01 12:00'; git checkout -q master; change d; git merge -q -m m low; git tag top\n"
	    "at '2000-01-01 12:00'; change e\n");
	expect("topic", "top", "low");
	expect("topic", "master", NULL);
	done();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_branches, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(test_criss_cross, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(test_back_merge, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(test_clocks, scratch_enter, scratch_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
