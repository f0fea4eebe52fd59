/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/next.h"

#include "scratch.h"

/* --- hand-built lists --- */

static struct next_trees list;

/* A tree for every n-th weekday of [from, to]. */
static void make_list(const char *from, const char *to, int every, const char *as_of)
{
	int count = 0;

	list = (struct next_trees){.kind = NEXT_TAGS, .as_of = day_parse(as_of)};
	for (day_t day = day_parse(from); day <= day_parse(to); day++)
		if (day_weekday(day) < 5 && count++ % every == 0)
			array_push(&list, (struct next_tree){.name = NULL, .day = day});
}

static void sparse(const char *words)
{
	char *text = next_sparse(&list);

	if (words) {
		assert_non_null(text);
		if (!strstr(text, words))
			print_error("%s\n", text);
		assert_non_null(strstr(text, words));
		assert_non_null(strstr(text, "git fetch https://"));
	} else {
		assert_null(text);
	}
	free(text);
	next_release(&list);
}

static void a_tree_each_weekday_is_not_sparse(void **state)
{
	(void)state;
	make_list("2026-05-04", "2026-06-26", 1, "2026-06-27");
	assert_int_equal(list.n, 40);
	sparse(NULL);
	make_list("2026-06-26", "2026-06-26", 1, "2026-06-27"); /* one, and none expected before it */
	sparse("1 tag in 28 days, about 20 expected");
}

/* Six of ten weekdays are enough: a holiday or an illness is not sparse. */
static void six_of_ten_are_enough(void **state)
{
	(void)state;
	for (size_t have = 11; have <= 12; have++) { /* the newest of the twenty weekdays */
		make_list("2026-06-01", "2026-06-26", 1, "2026-06-27");
		assert_int_equal(list.n, 20);
		memmove(list.v, list.v + 20 - have, have * sizeof(*list.v));
		list.n = have;
		list.v[0].day = day_parse("2026-06-01"); /* the span stays */
		sparse(have == 12 ? NULL : "11 tags in 28 days, about 20 expected");
	}
	make_list("2026-06-01", "2026-06-26", 2, "2026-06-27"); /* every other weekday */
	sparse("10 tags in 28 days, about 20 expected");
}

/* The last four weeks are whole, but what is older has holes. */
static void old_holes_are_told_over_the_whole_span(void **state)
{
	(void)state;
	make_list("2026-06-01", "2026-06-26", 1, "2026-06-27");
	list.v[0].day = day_parse("2026-03-02");
	sparse("20 tags in 117 days, about 85 expected");
}

/* Only tags can be fetched. */
static void branches_and_databases_are_never_sparse(void **state)
{
	(void)state;
	make_list("2026-06-01", "2026-06-26", 10, "2026-06-27");
	list.kind = NEXT_BRANCH;
	sparse(NULL);
	make_list("2026-06-01", "2026-06-26", 10, "2026-06-27");
	list.kind = NEXT_DB;
	sparse(NULL);
	list = (struct next_trees){.kind = NEXT_TAGS};
	sparse(NULL);
}

static void tags_of_two_years_are_fetched_in_january(void **state)
{
	char *text;

	(void)state;
	make_list("2026-02-20", "2026-02-20", 1, "2026-02-21");
	text = next_sparse(&list);
	assert_non_null(strstr(text, "'refs/tags/next-2025*:refs/tags/next-2025*'"));
	assert_non_null(strstr(text, "'refs/tags/next-2026*:refs/tags/next-2026*'"));
	free(text);
	next_release(&list);
	make_list("2026-03-02", "2026-03-02", 1, "2026-03-02");
	text = next_sparse(&list);
	assert_null(strstr(text, "next-2025"));
	assert_non_null(strstr(text, "next-2026*"));
	free(text);
	next_release(&list);
}

static int silent(const char *newest, const char *as_of)
{
	int days;

	make_list(newest, newest, 1, as_of);
	days = next_silent(&list);
	next_release(&list);
	return days;
}

static void silence_is_counted_in_weekdays(void **state)
{
	(void)state;
	assert_int_equal(silent("2026-06-26", "2026-06-26"), 0); /* a Friday */
	assert_int_equal(silent("2026-06-26", "2026-06-28"), 0); /* Sunday */
	assert_int_equal(silent("2026-06-26", "2026-06-29"), 1);
	assert_int_equal(silent("2026-06-26", "2026-07-01"), 3);
	assert_int_equal(silent("2026-06-26", "2026-07-02"), 4);
	list = (struct next_trees){.kind = NEXT_TAGS, .as_of = 20000};
	assert_int_equal(next_silent(&list), -1);
	assert_null(next_newest(&list));
}

static void nothing(enum next_kind kind, const char *message, const char *hint)
{
	struct error *err;

	list.kind = kind;
	err = next_nothing(&list);
	assert_non_null(err);
	assert_non_null(strstr(err->message, message));
	assert_non_null(err->hint);
	if (!strstr(err->hint, hint))
		print_error("%s\n", err->hint);
	assert_non_null(strstr(err->hint, hint));
	error_free(err);
}

static void nothing_at_all_comes_with_a_way_out(void **state)
{
	char branch[] = "origin/for-next", glob[] = "next-*", other[] = "zz-*", where[] = "there";

	(void)state;
	list = (struct next_trees){.as_of = day_parse("2026-06-26"), .is_kernel = true, .where = glob};
	nothing(
	    NEXT_TAGS, "no next-* tags in this repository", "'refs/tags/next-2026*:refs/tags/next-2026*'");
	list.is_kernel = false;
	nothing(NEXT_TAGS, "no next-* tags in this repository", "Point pullprep.nextBranch");
	list.stand_in = branch;
	nothing(NEXT_TAGS, "no next-* tags", "git config pullprep.nextBranch origin/for-next");
	list.later = 4;
	nothing(NEXT_TAGS, "no next-* tags up to 2026-06-26", "There are 4 after that day");
	list.where = other;
	nothing(NEXT_TAGS, "no zz-* tags", "pullprep.next says which tags are linux-next's");
	list.where = where;
	nothing(NEXT_BRANCH, "there has nothing beyond mainline up to 2026-06-26", "--as-of");
	list.later = 0;
	nothing(NEXT_BRANCH, "there has nothing beyond mainline,",
	    "Is pullprep.nextBranch the integration branch?");
	nothing(NEXT_DB, "no files next-YYYYMMDD in there", "pullprep.nextDb");
}

/* --- from repositories --- */

static struct repo *repo;
static struct config *config;

/* key=value, or NULL; then the trees of that day. */
static struct error *load(const char *one, const char *two, const char *as_of)
{
	struct strings overrides = STRINGS_INIT;
	git_oid mainline;
	struct error *err;

	if (one)
		strings_add(&overrides, one);
	if (two)
		strings_add(&overrides, two);
	assert_null(repo_open(&repo));
	assert_null(config_load(&config, &overrides));
	assert_null(repo_commit(repo, "master", &mainline));
	err = next_load(&list, repo, config, &mainline, day_parse(as_of));
	strings_release(&overrides);
	return err;
}

static void unload(void)
{
	next_release(&list);
	config_free(config);
	repo_free(repo);
}

/* The i-th tree: its name, and what its commit and its base are called. */
static void expect(size_t i, const char *name, const char *commit, const char *base)
{
	git_oid oid;

	assert_in_range(i, 0, list.n - 1);
	assert_string_equal(list.v[i].name, name);
	assert_null(repo_commit(repo, commit, &oid));
	assert_true(oid_equal(&list.v[i].commit, &oid));
	if (base) {
		assert_null(repo_commit(repo, base, &oid));
		assert_true(oid_equal(&list.v[i].branch_base, &oid));
	} else {
		assert_true(oid_is_zero(&list.v[i].branch_base));
	}
}

static void tags_are_read_up_to_the_day(void **state)
{
	(void)state;
	scratch_sh("change a; git tag next-20260703; git tag -a -m x next-20260701; git tag next-20260702\n"
		   "git tag next-20260231; git tag next-2026; git tag next-blob $(git rev-parse HEAD:a)\n"
		   "git tag next-20260630 $(git rev-parse HEAD:a); git tag other-20260701\n");
	assert_null(load(NULL, NULL, "2026-07-02"));
	assert_int_equal(list.kind, NEXT_TAGS);
	assert_int_equal(list.n, 2);
	assert_int_equal(list.later, 1);
	expect(0, "next-20260701", "master", NULL);
	expect(1, "next-20260702", "master", NULL);
	assert_int_equal(next_newest(&list)->day, day_parse("2026-07-02"));
	assert_false(list.at_least);
	unload();
	assert_null(load("pullprep.next=other-*", NULL, "2026-07-02"));
	assert_int_equal(list.n, 1);
	expect(0, "other-20260701", "master", NULL);
	unload();
	assert_null(load("pullprep.next=none-*", NULL, "2026-07-02"));
	assert_int_equal(list.n, 0);
	unload();
}

/*
 * An integration branch: two topics on one day, one on the next, a merge of mainline in between, which is no
 * release; then a direct commit.
 */
#define BRANCH                                                                                               \
	"at '2026-07-01 10:00'; change base; git tag m0\n"                                                   \
	"git checkout -q -b one; change one; git checkout -q -b two m0; change two\n"                        \
	"git checkout -q -b three m0; change three\n"                                                        \
	"git checkout -q -b next m0\n"                                                                       \
	"at '2026-07-02 23:00'; git merge -q --no-ff -m m one; git tag n1\n"                                 \
	"at '2026-07-02 23:59'; git merge -q --no-ff -m m two; git tag n2\n"                                 \
	"git checkout -q master; at '2026-07-03 01:00'; change more; git tag m1; change last\n"              \
	"git checkout -q next; at '2026-07-03 02:00'; git merge -q --no-ff -m sync m1\n"                     \
	"at '2026-07-04 00:00'; git merge -q --no-ff -m m three; git tag n3\n"                               \
	"at '2026-07-06 12:00'; change direct; git tag n4\n"

static void a_branch_has_a_tree_for_each_day(void **state)
{
	(void)state;
	scratch_sh(BRANCH);
	assert_null(load("pullprep.nextBranch=next", NULL, "2026-07-10"));
	assert_int_equal(list.kind, NEXT_BRANCH);
	assert_int_equal(list.n, 3);
	expect(0, "next-20260702", "n2", "m0");
	expect(1, "next-20260704", "n3", "m1");
	expect(2, "next-20260706", "n4", "m1");
	assert_true(list.at_least);
	unload();
	assert_null(load("pullprep.nextBranch=next", NULL, "2026-07-05"));
	assert_int_equal(list.n, 2);
	unload();
	assert_null(load("pullprep.nextBranch=next", NULL, "2026-07-01"));
	assert_int_equal(list.n, 0);
	unload();
}

/* A branch that mainline has merged, or that has no history in common with it, has no days of its own. */
static void a_branch_may_have_no_days(void **state)
{
	(void)state;
	scratch_sh("change base; git branch next; git checkout -q --orphan alone; change alone\n"
		   "git checkout -q master\n");
	assert_null(load("pullprep.nextBranch=next", NULL, "2026-07-10"));
	assert_int_equal(list.n, 0);
	unload();
	assert_null(load("pullprep.nextBranch=alone", NULL, "2026-07-10"));
	assert_int_equal(list.n, 0);
	unload();
}

/* Days come from committer dates in UTC, whatever the zone of the clock. */
static void days_are_days_of_utc(void **state)
{
	(void)state;
	scratch_sh("at '2026-07-01 10:00'; change base; git tag m0; git checkout -q -b next\n"
		   "GIT_COMMITTER_DATE='2026-07-03 01:30 +0200'; change direct\n"
		   "GIT_COMMITTER_DATE='2026-07-03 23:30 -0200'; change again\n");
	assert_null(load("pullprep.nextBranch=next", NULL, "2026-07-10"));
	assert_int_equal(list.n, 2);
	expect(0, "next-20260702", "next~1", "m0");
	expect(1, "next-20260704", "next", "m0");
	unload();
}

static void what_is_configured_wrong_is_told(void **state)
{
	struct error *err;

	(void)state;
	scratch_sh("change base\n");
	err = load("pullprep.nextBranch=nowhere", NULL, "2026-07-10");
	assert_non_null(err);
	assert_non_null(strstr(err->message, "pullprep.nextBranch: 'nowhere' names no commit"));
	error_free(err);
	unload();
	err = load("pullprep.nextBranch=master", "pullprep.nextDb=.", "2026-07-10");
	assert_non_null(err);
	assert_non_null(strstr(err->message, "both pullprep.nextBranch and pullprep.nextDb"));
	error_free(err);
	unload();
	err = load("pullprep.nextDb=/nowhere", NULL, "2026-07-10");
	assert_non_null(err);
	assert_non_null(strstr(err->message, "/nowhere"));
	error_free(err);
	unload();
}

#define scratch_test(f) cmocka_unit_test_setup_teardown(f, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_tree_each_weekday_is_not_sparse),
	    cmocka_unit_test(six_of_ten_are_enough),
	    cmocka_unit_test(old_holes_are_told_over_the_whole_span),
	    cmocka_unit_test(branches_and_databases_are_never_sparse),
	    cmocka_unit_test(tags_of_two_years_are_fetched_in_january),
	    cmocka_unit_test(silence_is_counted_in_weekdays),
	    cmocka_unit_test(nothing_at_all_comes_with_a_way_out),
	    scratch_test(tags_are_read_up_to_the_day),
	    scratch_test(a_branch_has_a_tree_for_each_day),
	    scratch_test(a_branch_may_have_no_days),
	    scratch_test(days_are_days_of_utc),
	    scratch_test(what_is_configured_wrong_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
