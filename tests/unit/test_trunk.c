/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/trunk.h"

#include "dag.h"

static struct dag dag;
static struct repo *repo;
static struct history *history;
static struct trunk *trunk;

static node_t node_of(size_t commit)
{
	return history_node(history, &dag.v[commit].oid);
}

static void begin(size_t tip)
{
	assert_null(history_new(&history, repo));
	trunk = trunk_new(history, node_of(tip));
}

static void end(void)
{
	trunk_free(trunk);
	history_free(history);
}

static int32_t meet(size_t from)
{
	int32_t position = -2;

	assert_null(trunk_meet(trunk, node_of(from), &position));
	return position;
}

/* Brute force: the first of the trunk's line that is in the other line too. */
static int32_t first_in_both(const size_t *line, size_t n, size_t from)
{
	static size_t other[DAG_MOST];
	size_t count = dag_line(&dag, from, other);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < count; k++)
			if (line[i] == other[k])
				return (int32_t)i;
	return -1;
}

/* All questions to one trunk, in random order: what one has found must not mislead the next. */
static void compare_random(uint32_t seed, size_t histories, size_t commits, enum dag_clock clock)
{
	static size_t line[DAG_MOST];
	size_t met = 0, never = 0;

	for (size_t h = 0; h < histories; h++) {
		char name[32];
		size_t tip = commits - 1 - dag_random(&seed, 10), n;

		snprintf(name, sizeof(name), "trunk-%u-%zu", (unsigned)clock, h);
		dag_fill(&dag, &seed, commits, clock);
		dag_import(&dag, name);
		n = dag_line(&dag, tip, line);
		begin(tip);
		for (size_t k = 0; k < 2 * commits; k++) {
			size_t from = dag_random(&seed, (uint32_t)commits);
			int32_t expected = first_in_both(line, n, from), position = meet(from);

			if (position != expected)
				print_error("%s: tip %zu and %zu meet at %d, not at %d\n", name, tip, from,
				    expected, position);
			assert_int_equal(position, expected);
			met += expected > 0;
			never += expected < 0;
		}
		assert_in_range(trunk_length(trunk), 1, n);
		for (size_t i = 0; i < trunk_length(trunk); i++)
			assert_int_equal(trunk_at(trunk, i), node_of(line[i]));
		end();
	}
	assert_true(met > 10);
	assert_true(never > 10);
}

static void meetings_are_as_brute_force_says(void **state)
{
	(void)state;
	compare_random(1, 8, 200, DAG_ORDERED);
}

static void clocks_may_lie(void **state)
{
	(void)state;
	compare_random(2, 12, 80, DAG_WILD);
}

/* A line of n commits an hour apart, then one of `side` commits that leaves it at `fork`. */
static void make_fork(size_t n, size_t fork, size_t side, int64_t side_time, const char *name)
{
	dag.n = 0;
	for (size_t i = 0; i < n; i++) {
		struct dag_commit *commit = dag_add(&dag, 1500000000 + (int64_t)i * 3600);

		if (i)
			dag_add_parent(commit, i - 1);
	}
	for (size_t i = 0; i < side; i++)
		dag_add_parent(dag_add(&dag, side_time + (int64_t)i * 60), i ? n + i - 1 : fork);
	dag_import(&dag, name);
}

static void a_line_meets_where_it_left(void **state)
{
	(void)state;
	make_fork(200, 180, 3, 1500000000 + 180 * 3600 + 60, "fork");
	begin(199);
	assert_int_equal(meet(202), 19);
	assert_int_equal(meet(180), 19);
	assert_int_equal(meet(199), 0);
	assert_int_equal(meet(0), 199);
	end();
}

/* Only as much of the trunk is read as is needed to know. */
static void the_trunk_is_not_walked_to_its_end(void **state)
{
	(void)state;
	make_fork(300, 280, 3, 1500000000 + 280 * 3600 + 60, "cheap");
	begin(299);
	assert_int_equal(trunk_length(trunk), 1);
	assert_int_equal(meet(302), 19);
	assert_in_range(trunk_length(trunk), 20, 22);
	end();
}

/* The side's committer had a clock that was years ahead, or behind. */
static void a_skewed_clock_only_costs_time(void **state)
{
	(void)state;
	make_fork(100, 50, 5, 1900000000, "ahead");
	begin(99);
	assert_int_equal(meet(104), 49);
	end();
	make_fork(100, 50, 5, 1000000000, "behind");
	begin(99);
	assert_int_equal(meet(104), 49);
	end();
}

/* A line that comes from the trunk only through a second parent has another root: they never meet. */
static void second_parents_do_not_count(void **state)
{
	struct dag_commit *merge;

	(void)state;
	dag.n = 0;
	dag_add(&dag, 1500000000);
	dag_add_parent(dag_add(&dag, 1500000010), 0);
	dag_add(&dag, 1500000005); /* another root */
	merge = dag_add(&dag, 1500000020);
	dag_add_parent(merge, 2);
	dag_add_parent(merge, 1);
	dag_import(&dag, "never");
	begin(1);
	assert_int_equal(meet(3), -1);
	assert_int_equal(meet(2), -1);
	assert_int_equal(meet(0), 1);
	assert_int_equal(meet(3), -1); /* the same with the whole line known */
	end();
}

static void reaching_goes_to_the_first_older_commit(void **state)
{
	(void)state;
	make_fork(50, 0, 0, 0, "reach");
	begin(49);
	assert_null(trunk_reach(trunk, 1500000000 + 40 * 3600));
	assert_int_equal(trunk_at(trunk, trunk_length(trunk) - 1), node_of(39));
	assert_null(trunk_reach(trunk, 1500000000 + 45 * 3600)); /* known already */
	assert_int_equal(trunk_length(trunk), 11);
	assert_null(trunk_reach(trunk, 1500000000 + 30 * 3600 + 1));
	assert_int_equal(trunk_at(trunk, trunk_length(trunk) - 1), node_of(30));
	assert_null(trunk_reach(trunk, 0));
	assert_int_equal(trunk_length(trunk), 50);
	assert_null(trunk_reach(trunk, 0));
	assert_int_equal(trunk_length(trunk), 50);
	assert_int_equal(trunk_at(trunk, 49), node_of(0));
	end();
}

static void missing_commits_are_an_error(void **state)
{
	struct error *err;
	git_oid missing;
	int32_t position;

	(void)state;
	make_fork(3, 0, 0, 0, "missing");
	git_oid_fromstr(&missing, "1234567890123456789012345678901234567890");
	begin(2);
	err = trunk_meet(trunk, history_node(history, &missing), &position);
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_MISSING);
	assert_int_equal(position, -1);
	error_free(err);
	assert_int_equal(meet(1), 1); /* the trunk is as good as before */
	end();
}

static int enter(void **state)
{
	if (scratch_enter(state))
		return -1;
	repo = dag_repo();
	return 0;
}

static int leave(void **state)
{
	repo_free(repo);
	return scratch_leave(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(meetings_are_as_brute_force_says),
	    cmocka_unit_test(clocks_may_lie),
	    cmocka_unit_test(a_line_meets_where_it_left),
	    cmocka_unit_test(the_trunk_is_not_walked_to_its_end),
	    cmocka_unit_test(a_skewed_clock_only_costs_time),
	    cmocka_unit_test(second_parents_do_not_count),
	    cmocka_unit_test(reaching_goes_to_the_first_older_commit),
	    cmocka_unit_test(missing_commits_are_an_error),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
