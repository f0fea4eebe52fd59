/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scratch.h"

#include "source/commit.h"
#include "source/ids.h"

#define ONE   "1111111111111111111111111111111111111111"
#define TWO   "2222222222222222222222222222222222222222"
#define THREE "3333333333333333333333333333333333333333"

static struct repo *repo;

static git_oid named(const char *revision)
{
	git_oid oid;

	assert_null(repo_commit(repo, revision, &oid));
	return oid;
}

static git_oid id_of(const char *hex)
{
	git_oid oid;

	assert_int_equal(git_oid_fromstr(&oid, hex), 0);
	return oid;
}

static void reads_what_git_lists(void **state)
{
	struct ids ids = {.v = NULL};
	git_oid one = id_of(ONE), two = id_of(TWO), three = id_of(THREE);

	(void)state;
	assert_null(ids_read(&ids, ""));
	assert_int_equal(ids.n, 0);
	assert_false(ids_has(&ids, &one));
	assert_null(ids_read(&ids, THREE "\n" ONE "\n"));
	assert_int_equal(ids.n, 2);
	assert_true(oid_equal(&ids.v[0], &three));
	assert_null(ids_read(&ids, TWO));
	ids_sort(&ids);
	assert_int_equal(ids.n, 3);
	assert_true(oid_equal(&ids.v[0], &one) && oid_equal(&ids.v[1], &two) && oid_equal(&ids.v[2], &three));
	assert_true(ids_has(&ids, &two));
	two.id[19] ^= 1;
	assert_false(ids_has(&ids, &two));
	array_release(&ids);
}

static void tells_what_is_no_id(void **state)
{
	static const char *const answers[] = {
	    "-" ONE, ONE "1", "11111", ONE " " TWO, "error: something", ONE "\n-- \n" TWO};

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		struct ids ids = {.v = NULL};
		struct error *err = ids_read(&ids, answers[i]);

		assert_non_null(err);
		assert_int_equal(err->code, ERROR_FAILED);
		error_free(err);
		array_release(&ids);
	}
}

static void counts_merge_bases(void **state)
{
	git_oid left, right, base, other;
	size_t count;
	struct error *err;

	(void)state;
	scratch_sh("change a; git branch base; change b; git branch b; git checkout -q -b c base; change c; "
		   "git branch c-only\n"
		   "git merge -q -m left --no-ff b; git branch left; git checkout -q b; git merge -q -m "
		   "right --no-ff c-only\n"
		   "git branch right; git checkout -q --orphan alone; git commit -q -m alone\n");
	left = named("left"), right = named("right");
	assert_null(merge_bases(&count, &base, repo, &left, &right));
	assert_int_equal(count, 2); /* b and c-only: a criss-cross */
	other = named("c-only");
	if (!oid_equal(&base, &other)) {
		other = named("right^1");
		assert_true(oid_equal(&base, &other));
	}
	right = named("base");
	assert_null(merge_bases(&count, &base, repo, &left, &right));
	assert_int_equal(count, 1);
	assert_true(oid_equal(&base, &right));
	right = named("alone");
	memset(&base, 7, sizeof(base));
	other = base;
	assert_null(merge_bases(&count, &base, repo, &left, &right));
	assert_int_equal(count, 0);
	assert_true(oid_equal(&base, &other)); /* untouched */
	right = id_of(ONE);
	err = merge_bases(&count, &base, repo, &left, &right);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "111111111111"));
	error_free(err);
}

static void a_commit_has_a_tree(void **state)
{
	git_oid commit = named("HEAD"), tree, expected, none = id_of(ONE);
	struct buf answer = BUF_INIT;
	struct error *err;

	(void)state;
	assert_null(commit_tree(&tree, repo, &commit));
	assert_null(repo_git(repo, &answer, "rev-parse", "HEAD^{tree}", NULL));
	buf_trim(&answer);
	expected = id_of(answer.s);
	assert_true(oid_equal(&tree, &expected));
	buf_release(&answer);
	err = commit_tree(&tree, repo, &none);
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_MISSING);
	error_free(err);
}

static int enter(void **state)
{
	if (scratch_enter(state))
		return -1;
	return repo_open(&repo) ? -1 : 0;
}

static int leave(void **state)
{
	repo_free(repo);
	return scratch_leave(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_what_git_lists),
	    cmocka_unit_test(tells_what_is_no_id),
	    cmocka_unit_test(counts_merge_bases),
	    cmocka_unit_test(a_commit_has_a_tree),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
