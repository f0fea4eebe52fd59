/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/footing.h"

#include "dag.h"

/*
 * On random histories: mainline is one commit and all that it reaches, the tips are what it does not reach.
 */
enum { ROUNDS = 40, TIPS = 12, COMMITS = 150 };

/* Which commits of mainline are parents of what the tip has and mainline lacks. */
static size_t find_bases(const struct dag *dag, size_t mainline, size_t tip, bool *bases)
{
	size_t n = 0;

	memset(bases, 0, dag->n * sizeof(*bases));
	for (size_t i = 0; i < dag->n; i++) {
		if (!dag->reaches[tip][i] || dag->reaches[mainline][i])
			continue;
		for (size_t k = 0; k < dag->v[i].parent_count; k++)
			if (dag->reaches[mainline][dag->v[i].parents[k]])
				bases[dag->v[i].parents[k]] = true;
	}
	for (size_t i = 0; i < dag->n; i++)
		n += bases[i];
	return n;
}

/* The one that reaches all others, or dag->n. */
static size_t find_newest(const struct dag *dag, const bool *bases)
{
	for (size_t i = 0; i < dag->n; i++) {
		bool all = bases[i];

		for (size_t k = 0; all && k < dag->n; k++)
			all = !bases[k] || dag->reaches[i][k];
		if (all)
			return i;
	}
	return dag->n;
}

static void expect(const struct dag *dag, size_t mainline, size_t tip, const struct footing *found)
{
	bool bases[DAG_MOST];
	size_t n = find_bases(dag, mainline, tip, bases), newest = find_newest(dag, bases), at = 0;

	assert_int_equal(found->several, n > 1);
	assert_int_equal(oid_is_zero(&found->start), n == 0);
	if (!n)
		return;
	assert_int_equal(found->newest, newest < dag->n);
	while (at < dag->n && !oid_equal(&dag->v[at].oid, &found->start))
		at++;
	assert_true(at < dag->n && bases[at]);
	if (newest < dag->n)
		assert_int_equal(at, newest);
}

static size_t try_history(uint32_t seed)
{
	static struct dag dag;
	struct repo *repo;
	struct history *history;
	struct ancestry ancestry;
	struct footing *found;
	git_oid tips[TIPS];
	size_t mainline, at[TIPS], several = 0;

	assert_int_equal(scratch_enter(NULL), 0);
	dag_fill(&dag, &seed, COMMITS, DAG_ORDERED);
	dag_import(&dag, "dag");
	mainline = dag.n / 2 + dag_random(&seed, (uint32_t)dag.n / 2);
	for (size_t i = 0; i < TIPS; i++) {
		at[i] = dag_random(&seed, (uint32_t)dag.n);
		tips[i] = dag.v[at[i]].oid;
	}
	repo = dag_repo();
	assert_null(history_new(&history, repo));
	assert_null(ancestry_find(&ancestry, history, tips, TIPS, &dag.v[mainline].oid, 1));
	assert_null(footing_find(&found, &ancestry, TIPS));
	for (size_t i = 0; i < TIPS; i++) {
		expect(&dag, mainline, at[i], found + i);
		several += found[i].several;
	}
	free(found);
	ancestry_release(&ancestry);
	history_free(history);
	repo_free(repo);
	assert_int_equal(scratch_leave(NULL), 0);
	return several;
}

static void random_histories_are_as_by_brute_force(void **state)
{
	size_t several = 0;

	(void)state;
	for (uint32_t seed = 1; seed <= ROUNDS; seed++)
		several += try_history(seed);
	assert_true(several > ROUNDS); /* the hard case is there, and often */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(random_histories_are_as_by_brute_force),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
