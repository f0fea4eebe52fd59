/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/walk.h"

#include "dag.h"

static struct dag dag;
static struct repo *repo;
static struct history *history;
static struct walk *walk;

static void begin(size_t marks)
{
	assert_null(history_new(&history, repo));
	walk = walk_new(history, marks);
}

static void end(void)
{
	walk_free(walk);
	history_free(history);
}

static node_t node_of(size_t commit)
{
	return history_node(history, &dag.v[commit].oid);
}

static bool has_mark(node_t node, size_t mark)
{
	return walk_marks(walk, node)[mark / 64] >> mark % 64 & 1;
}

static size_t count_marks(node_t node)
{
	size_t n = 0;

	for (size_t i = 0; i < walk_words(walk); i++)
		n += (size_t)__builtin_popcountll(walk_marks(walk, node)[i]);
	return n;
}

/* --- what a walk was asked for, and what brute force says --- */

enum { MARKS = 130 };

struct wish {
	size_t hidden[3], hidden_count;
	size_t starts[4], start_count;
	size_t marked[MARKS], mark_count; /* mark i is at commit marked[i] */
	size_t line[DAG_MOST], taken_count;
};

static bool is_hidden(const struct wish *wish, size_t commit)
{
	for (size_t i = 0; i < wish->hidden_count; i++)
		if (dag.reaches[wish->hidden[i]][commit])
			return true;
	return false;
}

static bool is_started(const struct wish *wish, size_t commit)
{
	bool started = false;

	for (size_t i = 0; i < wish->start_count; i++)
		started = started || dag.reaches[wish->starts[i]][commit];
	for (size_t i = 0; i < wish->mark_count; i++)
		started = started || dag.reaches[wish->marked[i]][commit];
	for (size_t i = 0; i < wish->taken_count; i++)
		started = started || dag.reaches[wish->line[i]][commit];
	return started;
}

static int32_t taken_at(const struct wish *wish, size_t commit)
{
	for (size_t i = wish->taken_count; i-- > 0;)
		if (dag.reaches[wish->line[i]][commit])
			return (int32_t)i;
	return -1;
}

/* Returns how many commits are visible. */
static size_t compare(const struct wish *wish)
{
	size_t expected = 0, listed;
	const node_t *list = walk_visible(walk, &listed);
	bool *seen = calloc(history_count(history) + dag.n, sizeof(*seen));

	for (size_t c = 0; c < dag.n; c++) {
		bool visible = is_started(wish, c) && !is_hidden(wish, c);
		node_t node = node_of(c);

		expected += visible;
		if (walk_is_visible(walk, node) != visible)
			print_error("commit %zu should be %s\n", c, visible ? "visible" : "hidden");
		assert_int_equal(walk_is_visible(walk, node), visible);
		assert_int_equal(walk_taken(walk, node), visible ? taken_at(wish, c) : -1);
		for (size_t m = 0; visible && m < wish->mark_count; m++)
			assert_int_equal(has_mark(node, m), dag.reaches[wish->marked[m]][c]);
	}
	list = walk_visible(walk, &listed);
	assert_int_equal(listed, expected);
	for (size_t i = 0; i < listed; i++) {
		assert_true(walk_is_visible(walk, list[i]));
		assert_false(seen[list[i]]);
		seen[list[i]] = true;
	}
	free(seen);
	return expected;
}

/* A line of mainline whose newest part is taken and whose older part is hidden; trees and topics anywhere. */
static void make_wish(struct wish *wish, uint32_t *seed)
{
	size_t length = dag_line(&dag, dag.n - 1 - dag_random(seed, 10), wish->line);
	uint32_t n = (uint32_t)dag.n, half = n / 2;

	wish->taken_count = dag_random(seed, (uint32_t)length);
	wish->hidden_count = dag_random(seed, 4);
	for (size_t i = 0; i < wish->hidden_count; i++)
		wish->hidden[i] = i ? dag_random(seed, n) : wish->line[wish->taken_count];
	wish->start_count = dag_random(seed, 5);
	for (size_t i = 0; i < wish->start_count; i++)
		wish->starts[i] = dag_random(seed, n);
	wish->mark_count = dag_random(seed, 3) ? MARKS : dag_random(seed, MARKS);
	for (size_t i = 0; i < wish->mark_count; i++)
		wish->marked[i] = i % 3 ? half + dag_random(seed, n - half) : dag_random(seed, n);
}

static void run_wish(const struct wish *wish)
{
	begin(MARKS);
	for (size_t i = 0; i < wish->hidden_count; i++)
		walk_hide(walk, node_of(wish->hidden[i]));
	for (size_t i = 0; i < wish->taken_count; i++)
		walk_take(walk, node_of(wish->line[i]), (int32_t)i);
	for (size_t i = 0; i < wish->mark_count; i++)
		walk_mark(walk, node_of(wish->marked[i]), i);
	for (size_t i = 0; i < wish->start_count; i++)
		walk_start(walk, node_of(wish->starts[i]));
	assert_null(walk_run(walk));
}

static void compare_random(uint32_t seed, size_t histories, size_t commits, enum dag_clock clock)
{
	struct wish wish;
	size_t visible = 0;

	for (size_t i = 0; i < histories; i++) {
		char name[32];

		snprintf(name, sizeof(name), "random-%u-%zu", (unsigned)clock, i);
		dag_fill(&dag, &seed, commits, clock);
		dag_import(&dag, name);
		for (size_t k = 0; k < 12; k++) {
			make_wish(&wish, &seed);
			run_wish(&wish);
			visible += compare(&wish);
			end();
		}
	}
	assert_in_range(visible, histories * commits, histories * 12 * commits); /* neither none nor all */
}

static void random_histories_are_as_brute_force_says(void **state)
{
	(void)state;
	compare_random(1, 8, 300, DAG_ORDERED);
}

/* As long as the history is shorter than what is looked at beyond the end, clocks do not matter at all. */
static void clocks_may_lie(void **state)
{
	(void)state;
	compare_random(2, 24, 60, DAG_WILD);
}

/* The same through git's commit-graph file. */
static void a_commit_graph_changes_nothing(void **state)
{
	(void)state;
	compare_random(3, 1, 300, DAG_ORDERED);
	scratch_sh("cut -d' ' -f2 ../marks | git commit-graph write --stdin-commits\n");
	compare_random(3, 1, 300, DAG_ORDERED);
	scratch_sh("rm -rf .git/objects/info/commit-graph*\n");
}

/* --- single cases --- */

/* n commits in one line, oldest first. */
static void make_line(size_t n, const char *name)
{
	dag.n = 0;
	for (size_t i = 0; i < n; i++) {
		struct dag_commit *commit = dag_add(&dag, 1500000000 + (int64_t)i * 10);

		if (i)
			dag_add_parent(commit, i - 1);
	}
	dag_import(&dag, name);
}

static void one_mark_becomes_a_set(void **state)
{
	(void)state;
	make_line(8, "sets");
	begin(200);
	assert_int_equal(walk_words(walk), 4);
	walk_mark(walk, node_of(7), 199);
	walk_mark(walk, node_of(5), 199); /* again: still one */
	walk_mark(walk, node_of(5), 0);
	walk_mark(walk, node_of(3), 64);
	walk_mark(walk, node_of(3), 63);
	walk_start(walk, node_of(7));
	walk_hide(walk, node_of(0));
	assert_null(walk_run(walk));
	assert_int_equal(count_marks(node_of(6)), 1);
	assert_true(has_mark(node_of(6), 199));
	assert_int_equal(count_marks(node_of(4)), 2);
	assert_true(has_mark(node_of(4), 0));
	assert_int_equal(count_marks(node_of(1)), 4);
	assert_true(has_mark(node_of(1), 63) && has_mark(node_of(1), 64));
	end();
}

static void a_set_can_be_changed_by_the_caller(void **state)
{
	(void)state;
	make_line(3, "change");
	begin(70);
	walk_mark(walk, node_of(2), 69);
	assert_null(walk_run(walk));
	walk_marks(walk, node_of(1))[1] = 0;
	assert_int_equal(count_marks(node_of(1)), 0);
	assert_int_equal(count_marks(node_of(0)), 1);
	assert_int_equal(count_marks(node_of(2)), 1);
	end();
}

static void without_starts_or_marks_nothing_is_visible(void **state)
{
	size_t n;

	(void)state;
	make_line(3, "nothing");
	begin(0);
	assert_null(walk_run(walk));
	walk_visible(walk, &n);
	assert_int_equal(n, 0);
	assert_false(walk_is_visible(walk, node_of(2)));
	assert_int_equal(walk_taken(walk, node_of(2)), -1);
	end();
	begin(0);
	walk_hide(walk, node_of(2));
	assert_null(walk_run(walk));
	walk_visible(walk, &n);
	assert_int_equal(n, 0);
	end();
}

static void starts_may_be_hidden(void **state)
{
	size_t n;

	(void)state;
	make_line(6, "hidden");
	begin(1);
	walk_mark(walk, node_of(3), 0);
	walk_start(walk, node_of(1));
	walk_take(walk, node_of(0), 5);
	walk_hide(walk, node_of(3));
	assert_null(walk_run(walk));
	walk_visible(walk, &n);
	assert_int_equal(n, 0);
	assert_int_equal(walk_taken(walk, node_of(0)), -1);
	end();
	begin(1);
	walk_hide(walk, node_of(3));
	walk_start(walk, node_of(4)); /* the hidden one's child */
	assert_null(walk_run(walk));
	walk_visible(walk, &n);
	assert_int_equal(n, 1);
	assert_true(walk_is_visible(walk, node_of(4)));
	end();
}

/*
 *	0---1---2---3---4   visible, with dates that run ahead
 *	         \
 *	          5---6     hidden, and older than all of the above by its dates
 */
static void news_that_comes_late_is_carried_on(void **state)
{
	size_t n;

	(void)state;
	dag.n = 0;
	for (size_t i = 0; i < 5; i++) {
		struct dag_commit *commit = dag_add(&dag, 1600000000 + (int64_t)i);

		if (i)
			dag_add_parent(commit, i - 1);
	}
	dag_add_parent(dag_add(&dag, 1400000000), 2);
	dag_add_parent(dag_add(&dag, 1400000001), 5);
	dag_import(&dag, "late");
	begin(1);
	walk_mark(walk, node_of(4), 0);
	walk_hide(walk, node_of(6));
	assert_null(walk_run(walk));
	walk_visible(walk, &n);
	assert_int_equal(n, 2);
	assert_true(walk_is_visible(walk, node_of(3)));
	assert_false(walk_is_visible(walk, node_of(2)));
	assert_false(walk_is_visible(walk, node_of(0)));
	end();
}

/*
 * The same on a long line: the hidden tip, far too old by its date, hides the second newest of 300 commits
 * when all of them were taken for visible. Those are told at once, without a limit.
 */
static void late_news_reaches_all_that_were_visible(void **state)
{
	size_t n;

	(void)state;
	dag.n = 0;
	for (size_t i = 0; i < 300; i++) {
		struct dag_commit *commit = dag_add(&dag, 1500000000 + (int64_t)i);

		if (i)
			dag_add_parent(commit, i - 1);
	}
	dag_add_parent(dag_add(&dag, 1400000000), 298);
	dag_import(&dag, "late-line");
	begin(1);
	walk_mark(walk, node_of(299), 0);
	walk_hide(walk, node_of(300));
	assert_null(walk_run(walk));
	walk_visible(walk, &n);
	assert_int_equal(n, 1);
	assert_true(walk_is_visible(walk, node_of(299)));
	end();
	/* the same through a second parent of the hidden tip */
	dag.n = 300;
	dag_add(&dag, 1400000000);
	dag_add_parent(dag_add(&dag, 1400000001), 300);
	dag_add_parent(&dag.v[301], 298);
	dag_import(&dag, "late-merge");
	begin(1);
	walk_mark(walk, node_of(299), 0);
	walk_hide(walk, node_of(301));
	assert_null(walk_run(walk));
	walk_visible(walk, &n);
	assert_int_equal(n, 1);
	end();
}

/* A topic that forked off long ago: of the history below only mainline's own line is read. */
static void an_old_base_stays_cheap(void **state)
{
	size_t tip = 0, loaded = 0;

	(void)state;
	dag.n = 0;
	dag_add(&dag, 1500000000);
	for (size_t i = 1; dag.n + 3 < DAG_MOST; i++) { /* base, side, merge; side, merge; ... */
		struct dag_commit *side = dag_add(&dag, 1500000000 + (int64_t)i * 10), *merge;

		dag_add_parent(side, tip);
		merge = dag_add(&dag, 1500000001 + (int64_t)i * 10);
		dag_add_parent(merge, tip);
		dag_add_parent(merge, dag.n - 2);
		tip = dag.n - 1;
	}
	dag_add_parent(dag_add(&dag, 1600000000), 300); /* the topic */
	dag_import(&dag, "old");
	assert_int_equal(dag.n, 398);
	begin(1);
	walk_mark(walk, node_of(dag.n - 1), 0);
	walk_hide(walk, node_of(tip));
	assert_null(walk_run(walk));
	assert_true(walk_is_visible(walk, node_of(dag.n - 1)));
	assert_false(walk_is_visible(walk, node_of(300)));
	for (size_t c = 0; c < 100; c++)
		loaded += history_at(history, node_of(c))->loaded;
	assert_int_equal(loaded, 0);
	end();
}

static void missing_commits_are_an_error(void **state)
{
	struct error *err;

	(void)state;
	make_line(4, "missing");
	begin(1);
	walk_start(walk, node_of(3));
	git_oid_fromstr(&dag.v[0].oid, "1234567890123456789012345678901234567890");
	walk_hide(walk, node_of(0));
	err = walk_run(walk);
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_MISSING);
	assert_non_null(strstr(err->message, "1234567890123456789012345678901234567890"));
	error_free(err);
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
	    cmocka_unit_test(random_histories_are_as_brute_force_says),
	    cmocka_unit_test(clocks_may_lie),
	    cmocka_unit_test(a_commit_graph_changes_nothing),
	    cmocka_unit_test(one_mark_becomes_a_set),
	    cmocka_unit_test(a_set_can_be_changed_by_the_caller),
	    cmocka_unit_test(without_starts_or_marks_nothing_is_visible),
	    cmocka_unit_test(starts_may_be_hidden),
	    cmocka_unit_test(news_that_comes_late_is_carried_on),
	    cmocka_unit_test(late_news_reaches_all_that_were_visible),
	    cmocka_unit_test(an_old_base_stays_cheap),
	    cmocka_unit_test(missing_commits_are_an_error),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
