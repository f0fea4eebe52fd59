/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/waivers.h"

#include "scratch.h"

static const git_oid none, one = {{1}}, two = {{2}}, three = {{3}}, patch = {{7}}, other = {{8}};
static struct waivers waivers;

static void add(const git_oid *commit, const git_oid *id, int64_t time, const char *rule, const char *reason)
{
	array_push(&waivers, (struct waiver){*commit, *id, mem_dup(rule), mem_dup("M <m@example.org>"), time,
				 mem_dup(reason)});
}

static const char *reason(const git_oid *commit, const git_oid *id, const char *rule)
{
	const struct waiver *waiver = waiver_find(&waivers, commit, id, rule);

	return waiver ? waiver->reason : NULL;
}

static void a_waiver_is_of_commit_patch_and_rule(void **state)
{
	(void)state;
	add(&one, &patch, 10, "base", "first");
	add(&two, &none, 10, "base", "second");
	assert_string_equal(reason(&one, &patch, "base"), "first");
	assert_string_equal(reason(&one, &none, "base"), "first");
	assert_string_equal(reason(&three, &patch, "base"), "first");
	assert_string_equal(reason(&two, &other, "base"), "second");
	assert_null(reason(&one, &patch, "rebased"));
	assert_null(reason(&three, &other, "base"));
	assert_null(reason(&three, &none, "base"));
	waivers_release(&waivers);
}

static void the_newest_line_counts(void **state)
{
	(void)state;
	add(&one, &patch, 20, "base", "new");
	add(&one, &patch, 10, "base", "old");
	assert_string_equal(reason(&one, &patch, "base"), "new");
	add(&two, &patch, 30, "base", NULL);
	assert_null(reason(&one, &patch, "base"));
	assert_non_null(waiver_last(&waivers, &one, &patch, "base"));
	assert_null(waiver_last(&waivers, &one, &patch, "base")->reason);
	assert_string_equal(reason(&one, &none, "base"), "new");
	add(&three, &patch, 40, "base", "newest");
	assert_string_equal(reason(&one, &patch, "base"), "newest");
	assert_false(waiver_counts(&waivers, &waivers.v[0]));
	assert_false(waiver_counts(&waivers, &waivers.v[1]));
	assert_false(waiver_counts(&waivers, &waivers.v[2]));
	assert_true(waiver_counts(&waivers, &waivers.v[3]));
	waivers_release(&waivers);
}

static void within_a_second_all_clones_agree(void **state)
{
	(void)state;
	add(&one, &patch, 10, "base", "a");
	add(&one, &patch, 10, "base", "b");
	add(&one, &patch, 10, "base", "a");
	assert_string_equal(reason(&one, &patch, "base"), "b");
	add(&one, &patch, 10, "base", "b");
	assert_true(waiver_counts(&waivers, &waivers.v[1]));
	assert_false(waiver_counts(&waivers, &waivers.v[3]));
	add(&one, &patch, 10, "base", NULL);
	add(&one, &patch, 10, "base", "c");
	assert_null(reason(&one, &patch, "base"));
	waivers_release(&waivers);
}

static void notes_are_read_until_a_day(void **state)
{
#define LINE "waive\\tbase\\t%s\\t-\\t%sT12:00:00Z\\tM <m@example.org>\\t%s"
	struct repo *repo;
	git_oid head;

	(void)state;
	scratch_sh("change a; h=$(git rev-parse HEAD)\n"
		   "{ printf '" LINE "\\n\\n' $h 2026-07-10 early; echo; echo words; printf ' \\t\\r\\n'\n"
		   "printf '" LINE "' $h 2026-07-12 late; } >../note\n"
		   "git notes --ref=pullprep/waivers add -C $(git hash-object -w ../note)\n");
	assert_null(repo_open(&repo));
	assert_null(repo_commit(repo, "HEAD", &head));
	assert_null(waivers_read(&waivers, repo, DAY_NONE));
	assert_int_equal(waivers.n, 2);
	assert_string_equal(reason(&head, &none, "base"), "late");
	assert_int_equal(waivers.odd.n, 1);
	assert_non_null(strstr(waivers.odd.v[0], "line 4 of the note on "));
	waivers_release(&waivers);
	assert_null(waivers_read(&waivers, repo, day_make(2026, 7, 11)));
	assert_int_equal(waivers.n, 1);
	assert_string_equal(reason(&head, &none, "base"), "early");
	waivers_release(&waivers);
	repo_free(repo);
#undef LINE
}

/* A waiver on `old` with a patch id of our choice: recorded patches are believed, others are made. */
static void patches_are_made_only_where_paths_agree(void **state)
{
	git_oid commits[5], ids[5], recorded;
	struct repo *repo;
	FILE *from;
	char hex[41] = "";

	(void)state;
	scratch_sh(
	    "seq 1 30 >f; seq 1 30 >g; git add -A; git commit -q -m base; git checkout -q -b old\n"
	    "sed -i 9s/^/x/ f; git commit -q -a -m x\n"
	    "git checkout -q -b new master; sed -i 20s/^/y/ f; git commit -q -a -m 'same paths'\n"
	    "sed -i 9s/^/x/ g; git commit -q -a -m 'other paths'; git cherry-pick old >/dev/null\n"
	    "git checkout -q -b side master; change h; git checkout -q new; git merge -q --no-edit side\n"
	    "git show old | git patch-id --stable | cut -c-40 >../id\n");
	assert_null(repo_open(&repo));
	assert_null(repo_commit(repo, "old", &recorded));
	assert_null(repo_commit(repo, "new", &commits[0]));
	assert_null(repo_commit(repo, "new^", &commits[1]));
	assert_null(repo_commit(repo, "new~2", &commits[2]));
	assert_null(repo_commit(repo, "new~3", &commits[3]));
	commits[4] = recorded;
	add(&recorded, &patch, 10, "base", "x");
	assert_null(waivers_patches(ids, &waivers, repo, commits, 5));
	assert_true(oid_is_zero(&ids[0]));
	from = fopen("../id", "r");
	assert_non_null(from);
	assert_non_null(fgets(hex, sizeof(hex), from));
	fclose(from);
	{
		char *text = oid_text(&ids[1]);

		assert_string_equal(text, hex);
		free(text);
	}
	assert_true(oid_is_zero(&ids[2]));
	assert_false(oid_is_zero(&ids[3]));
	assert_true(oid_equal(&ids[4], &patch));

	/* a waiver of a commit that is not here: its paths could be any */
	add(&three, &other, 10, "base", "x");
	assert_null(waivers_patches(ids, &waivers, repo, commits, 5));
	assert_true(oid_is_zero(&ids[0]));
	assert_false(oid_is_zero(&ids[2]));

	/* once it is dropped, it is of no interest */
	add(&three, &other, 11, "base", NULL);
	assert_null(waivers_patches(ids, &waivers, repo, commits, 5));
	assert_true(oid_is_zero(&ids[2]));
	waivers_release(&waivers);
	assert_null(waivers_patches(ids, &waivers, repo, commits, 5));
	assert_true(oid_is_zero(&ids[1]));
	repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(a_waiver_is_of_commit_patch_and_rule),
	    TEST(the_newest_line_counts),
	    TEST(within_a_second_all_clones_agree),
	    TEST(notes_are_read_until_a_day),
	    TEST(patches_are_made_only_where_paths_agree),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
