/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifeplace.h"

#include "dag.h"
#include "facts/liferefs.h"

static struct dag dag;
static struct project project;
static struct life_places places;
static size_t line[DAG_MOST], line_count;   /* as of the day */
static size_t later[DAG_MOST], later_count; /* what was added since */

/* back: by so many commits of its line mainline has moved on since the day. */
static void begin(size_t tip, size_t back)
{
	size_t count = dag_line(&dag, tip, later);

	later_count = back < count ? back : 0;
	line_count = dag_line(&dag, later[later_count], line);
	memset(&project, 0, sizeof(project));
	project.repo = dag_repo();
	project.mainline_tip = dag.v[tip].oid;
	project.mainline = dag.v[line[0]].oid;
	project.mainline_name = "master";
	project.as_of = project.asked = DAY_NONE;
	assert_null(history_new(&project.history, project.repo));
	places = (struct life_places){.project = &project};
}

static void end(void)
{
	life_places_release(&places);
	history_free(project.history);
	repo_free(project.repo);
}

/* Days between commits, so that dates tell something; some clocks are years ahead. */
static void stretch(uint32_t *seed, bool wrong)
{
	for (size_t i = 0; i < dag.n; i++) {
		dag.v[i].time = 1500000000 + (dag.v[i].time - 1500000000) * 40000;
		if (wrong && !dag_random(seed, 20))
			dag.v[i].time += INT64_C(100000000);
	}
}

/* Brute force: the oldest of the line that has it, -1 for none. */
static int brought_by(size_t commit)
{
	int brought = -1;

	for (size_t i = 0; i < line_count && dag.reaches[line[i]][commit]; i++)
		brought = (int)i;
	return brought;
}

static size_t number_of(const git_oid *oid)
{
	for (size_t i = 0; i < dag.n; i++)
		if (oid_equal(&dag.v[i].oid, oid))
			return i;
	fail();
	return 0;
}

/* Each is a merge that has the commit by another parent than its first, and that the one before has. */
static size_t check_merges(const struct life_place *place, size_t commit)
{
	struct ids merges = {.v = NULL};
	size_t above = line[place->brought], n;

	assert_null(life_merges_find(&merges, &places, place, &dag.v[commit].oid));
	for (size_t i = 0; i < merges.n; i++) {
		size_t merge = number_of(&merges.v[i]);

		assert_true(dag.reaches[above][merge] && above != merge);
		assert_true(dag.reaches[merge][commit] && merge != commit);
		assert_true(dag.v[merge].parent_count > 1);
		assert_false(dag.reaches[dag.v[merge].parents[0]][commit]);
		above = merge;
	}
	n = merges.n;
	array_release(&merges);
	return n;
}

/* Brute force: it has the commit, and not what brought that to mainline, be it later. */
static bool holds(size_t tip, size_t commit, int brought)
{
	size_t pull = DAG_MOST;

	if (tip == commit)
		return true;
	for (size_t i = 0; i < later_count && dag.reaches[later[i]][commit]; i++)
		pull = later[i];
	if (brought >= 0)
		pull = line[brought];
	return dag.reaches[tip][commit] && (pull == DAG_MOST || !dag.reaches[tip][pull]);
}

static void check_holders(const struct life_place *place, size_t commit, int brought, uint32_t *seed)
{
	enum { TIPS = 12 };
	size_t tips[TIPS];
	git_oid oids[TIPS + 1];
	bool found[TIPS + 1];

	for (size_t i = 0; i < TIPS; i++) {
		tips[i] = dag_random(seed, (uint32_t)dag.n);
		oids[i] = dag.v[tips[i]].oid;
	}
	memset(&oids[TIPS], 0x5a, sizeof(oids[TIPS])); /* one that is not here */
	assert_null(life_holders_find(found, &places, place, &dag.v[commit].oid, oids, TIPS + 1));
	for (size_t i = 0; i < TIPS; i++)
		assert_int_equal(found[i], holds(tips[i], commit, brought));
	assert_false(found[TIPS]);
}

static void compare(uint32_t seed, size_t histories, size_t commits, bool wrong)
{
	size_t in = 0, out = 0, direct = 0, merges = 0;

	for (size_t h = 0; h < histories; h++) {
		char name[32];
		size_t tip = commits - 1 - dag_random(&seed, 10);

		snprintf(name, sizeof(name), "place-%d-%zu", wrong, h);
		dag_fill(&dag, &seed, commits, DAG_ORDERED);
		stretch(&seed, wrong);
		dag_import(&dag, name);
		begin(tip, dag_random(&seed, 5));
		for (size_t k = 0; k < commits; k++) {
			size_t commit = dag_random(&seed, (uint32_t)commits);
			int brought = brought_by(commit);
			struct life_place place;

			assert_null(life_place_find(&place, &places, &dag.v[commit].oid));
			assert_int_equal(place.in_mainline, brought >= 0);
			check_holders(brought < 0 ? NULL : &place, commit, brought, &seed);
			out += brought < 0;
			if (brought < 0)
				continue;
			assert_int_equal(place.brought, brought);
			assert_true(oid_equal(&place.pull, &dag.v[line[brought]].oid));
			in++;
			direct += line[brought] == commit;
			merges += check_merges(&place, commit);
		}
		end();
	}
	assert_true(in > 100 && out > 10 && direct > 10 && merges > 10);
}

static void places_are_as_brute_force_says(void **state)
{
	(void)state;
	compare(1, 6, 150, false);
}

static void clocks_may_be_wrong(void **state)
{
	(void)state;
	compare(2, 6, 150, true);
}

/* Far more of the line than is looked at first lies between a commit and what brought it. */
static void a_commit_may_wait_long(void **state)
{
	enum { LINE = 390 };
	struct life_place place;

	(void)state;
	dag.n = 0;
	for (size_t i = 0; i < LINE; i++) {
		struct dag_commit *commit = dag_add(&dag, 1500000000 + (int64_t)i * 86400);

		if (i > 1)
			dag_add_parent(commit, i == 2 ? 0 : i - 1);
		else if (i)
			dag_add_parent(commit, 0);
	}
	dag_add_parent(&dag.v[LINE - 2], 1);
	dag_import(&dag, "long");
	begin(LINE - 1, 0);
	assert_null(life_place_find(&place, &places, &dag.v[1].oid));
	assert_true(place.in_mainline);
	assert_int_equal(place.brought, 1);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(places_are_as_brute_force_says),
	    cmocka_unit_test(clocks_may_be_wrong),
	    cmocka_unit_test(a_commit_may_wait_long),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_leave);
}
