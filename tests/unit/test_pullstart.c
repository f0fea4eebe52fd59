/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/pullstart.h"

#include "source/aside.h"

#include "scratch.h"

static struct repo *repo;

/* The commits of "a b c". */
static void resolve(struct commits *out, const char *names)
{
	struct strings words = STRINGS_INIT;

	*out = (struct commits){.v = NULL};
	strings_split(&words, names, ' ');
	for (size_t i = 0; i < words.n; i++) {
		git_oid oid;

		assert_null(repo_commit(repo, words.v[i], &oid));
		array_push(out, oid);
	}
	strings_release(&words);
}

static void assert_commits(const struct commits *found, const char *names)
{
	struct commits wanted;

	resolve(&wanted, names);
	assert_int_equal(found->n, wanted.n);
	for (size_t i = 0; i < wanted.n; i++)
		assert_true(commits_has(found, &wanted.v[i]));
	array_release(&wanted);
}

static void assert_starts(const char *head, const char *having, const char *wanted)
{
	struct commits has, found, tip;

	resolve(&tip, head);
	resolve(&has, having);
	assert_null(pullstart_find(&found, repo, &tip.v[0], &has));
	assert_commits(&found, wanted);
	array_release(&tip);
	array_release(&has);
	array_release(&found);
}

static void assert_brings(const char *head, const char *having, const char *wanted)
{
	struct commits has, found, tip;

	resolve(&tip, head);
	resolve(&has, having);
	assert_null(pullstart_brings(&found, repo, &tip.v[0], &has));
	assert_commits(&found, wanted);
	array_release(&tip);
	array_release(&has);
	array_release(&found);
}

/* rc1 - rc3 - master; mmu and xen on rc1, pmu on mmu, svm merges mmu and xen, late on rc3. */
static void draw(void)
{
	scratch_sh("change rc1; git tag rc1; change rc3; git tag rc3; change master\n"
		   "git checkout -q -b mmu rc1; change mmu-1; change mmu\n"
		   "git checkout -q -b pmu; change pmu\n"
		   "git checkout -q -b xen rc1; change xen\n"
		   "git checkout -q -b svm mmu; git merge -q -m merge xen; change svm\n"
		   "git checkout -q -b shares mmu~1; change shares\n"
		   "git checkout -q -b late rc3; change late\n"
		   "git checkout -q -b back mmu; git merge -q -m merge rc3; change back\n"
		   "git checkout -q --orphan other; git rm -q -rf .; change other\n");
	assert_null(repo_open(&repo));
}

static void finds_where_a_pull_starts(void **state)
{
	(void)state;
	draw();
	assert_starts("mmu", "master", "rc1");
	assert_starts("late", "master", "rc3");
	assert_starts("late", "rc1 master", "rc3");
	assert_starts("xen", "master mmu", "rc1");
	assert_starts("pmu", "master mmu", "mmu");
	assert_starts("pmu", "master mmu xen", "mmu");
	assert_starts("svm", "master mmu xen", "mmu xen");
	assert_starts("shares", "master mmu", "mmu~1");
	assert_starts("back", "master mmu", "mmu rc3");
	assert_starts("other", "master mmu", "");
	assert_starts("mmu", "", "");
	repo_free(repo);
}

static void lists_what_a_pull_brings(void **state)
{
	(void)state;
	draw();
	assert_brings("mmu", "master", "mmu mmu~1");
	assert_brings("pmu", "master mmu", "pmu");
	assert_brings("svm", "master mmu xen", "svm");
	assert_brings("svm", "master mmu", "svm xen");
	assert_brings("shares", "master mmu", "shares");
	assert_brings("mmu", "master mmu", "");
	repo_free(repo);
}

/* A start that is made holds all, and nothing of it stays. */
static void joins_starts(void **state)
{
	struct commits starts, made, alone, svm;
	struct aside aside;
	git_oid one;

	(void)state;
	draw();
	scratch_sh("find .git -type f | sort >../before\n");
	resolve(&alone, "mmu");
	assert_null(pullstart_join(&one, repo, &alone, &alone.v[0]));
	assert_true(oid_equal(&one, &alone.v[0]));
	assert_null(aside_enter(&aside, repo));
	resolve(&starts, "mmu xen");
	resolve(&made, "master");
	assert_null(pullstart_join(&made.v[0], repo, &starts, &alone.v[0]));
	for (size_t i = 0; i < starts.n; i++) {
		bool inside = false;

		assert_null(pullstart_holds(&inside, repo, &made.v[0], &starts.v[i]));
		assert_true(inside);
		assert_null(pullstart_holds(&inside, repo, &starts.v[i], &made.v[0]));
		assert_false(inside);
	}
	resolve(&svm, "svm");
	array_release(&starts);
	assert_null(pullstart_find(&starts, repo, &svm.v[0], &made));
	assert_commits(&starts, "mmu xen");
	aside_leave(&aside);
	scratch_sh("find .git -type f | sort | cmp - ../before\n");
	array_release(&starts);
	array_release(&made);
	array_release(&alone);
	array_release(&svm);
	repo_free(repo);
}

/* What conflicts has been resolved by the topic that merges both, some commits before its tip. */
static void joins_what_conflicts(void **state)
{
	struct commits starts, head;
	struct aside aside;
	git_oid made;
	struct buf text = BUF_INIT;
	char *hex, *file;

	(void)state;
	scratch_sh("change file; git checkout -q -b a; echo a >file; git commit -q -a -m a\n"
		   "git checkout -q -b b master; echo b >file; git commit -q -a -m b\n"
		   "git checkout -q -b c master; change other\n"
		   "git checkout -q -b both a; git merge -q -m c c\n"
		   "git merge -q -s ours -m both b; echo both >file; git commit -q -a --amend -m both\n"
		   "change more; git checkout -q -b side both~1; change side; git checkout -q both\n"
		   "git merge -q -m side side; change most\n");
	assert_null(repo_open(&repo));
	assert_null(aside_enter(&aside, repo));
	resolve(&starts, "a b");
	resolve(&head, "both");
	assert_null(pullstart_join(&made, repo, &starts, &head.v[0]));
	for (size_t i = 0; i < starts.n; i++) {
		bool inside = false;

		assert_null(pullstart_holds(&inside, repo, &made, &starts.v[i]));
		assert_true(inside);
	}
	hex = oid_text(&made);
	file = mem_format("%s:file", hex);
	assert_null(repo_git(repo, &text, "cat-file", "blob", file, NULL));
	assert_string_equal(text.s, "both\n");
	buf_reset(&text);
	assert_null(repo_git(repo, &text, "ls-tree", "--name-only", hex, NULL));
	assert_string_equal(text.s, "file\nother\n");
	aside_leave(&aside);
	array_release(&starts);
	array_release(&head);
	buf_release(&text);
	free(hex);
	free(file);
	repo_free(repo);
}

static void tells_what_is_missing(void **state)
{
	struct commits having = {.v = NULL}, starts;
	git_oid none;
	struct error *err;
	bool inside;

	(void)state;
	draw();
	memset(&none, 0x11, sizeof(none));
	array_push(&having, none);
	err = pullstart_find(&starts, repo, &none, &having);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "bad object"));
	error_free(err);
	err = pullstart_holds(&inside, repo, &none, &none);
	assert_non_null(err);
	error_free(err);
	array_release(&having);
	repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(finds_where_a_pull_starts),
	    TEST(lists_what_a_pull_brings),
	    TEST(joins_starts),
	    TEST(joins_what_conflicts),
	    TEST(tells_what_is_missing),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
