/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/pullstart.h"

#include "publish/file.h"
#include "source/aside.h"

#include "scratch.h"

static struct repo *repo;
static struct history *history;

static void open_it(void)
{
	assert_null(repo_open(&repo));
	assert_null(history_new(&history, repo));
}

static void close_it(void)
{
	history_free(history);
	repo_free(repo);
}

/* The commits of "a b c". */
static void resolve(struct ids *out, const char *names)
{
	struct strings words = STRINGS_INIT;

	*out = (struct ids){.v = NULL};
	strings_split(&words, names, ' ');
	for (size_t i = 0; i < words.n; i++) {
		git_oid oid;

		assert_null(repo_commit(repo, words.v[i], &oid));
		array_push(out, oid);
	}
	strings_release(&words);
}

static void assert_commits(const struct ids *found, const char *names)
{
	struct ids wanted;

	resolve(&wanted, names);
	assert_int_equal(found->n, wanted.n);
	for (size_t i = 0; i < wanted.n; i++)
		assert_true(ids_has(found, &wanted.v[i]));
	array_release(&wanted);
}

static void assert_starts(const char *head, const char *having, const char *wanted)
{
	struct ids has, found, tip;

	resolve(&tip, head);
	resolve(&has, having);
	assert_null(pullstart_find(&found, NULL, history, &tip.v[0], &has));
	assert_commits(&found, wanted);
	array_release(&tip);
	array_release(&has);
	array_release(&found);
}

static void assert_brings(const char *head, const char *having, const char *wanted)
{
	struct ids has, starts, found, tip;

	resolve(&tip, head);
	resolve(&has, having);
	assert_null(pullstart_find(&starts, &found, history, &tip.v[0], &has));
	assert_commits(&found, wanted);
	array_release(&tip);
	array_release(&has);
	array_release(&starts);
	array_release(&found);
}

/* As git sees it, which also sees what is made aside. */
static bool git_holds(const git_oid *commit, const git_oid *ancestor)
{
	char *above = oid_text(commit), *below = oid_text(ancestor);
	int status;

	assert_null(repo_git_status(repo, NULL, NULL, &status,
	    (const char *const[]){"merge-base", "--is-ancestor", below, above, NULL}));
	free(above);
	free(below);
	return !status;
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
	open_it();
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
	close_it();
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
	close_it();
}

/* One line of git's words: the starts, a bar, what the head brings. */
static void ask_git(struct buf *out, const char *head, const char *having)
{
	char *script =
	    mem_format("range=\"%s --not %s\"; start=$(git rev-list --boundary $range | sed -n 's/^-//p')\n"
		       "test \"$(git rev-list $range)\" || start=$(git rev-parse %s)\n"
		       "{ test -z \"$start\" || git merge-base --independent $start | sort; echo '|'\n"
		       "git rev-list --no-merges $range | sort; } | tr '\\n' ' ' >said\n",
		head, having, head);

	scratch_sh(script);
	assert_null(file_read(out, "said"));
	free(script);
}

static void add_all(struct buf *out, const struct ids *commits)
{
	for (size_t i = 0; i < commits->n; i++)
		buf_addf(out, "%s ", git_oid_tostr_s(&commits->v[i]));
}

static void assert_as_git(const char *head, const char *having)
{
	struct buf said = BUF_INIT, found = BUF_INIT;
	struct ids tip, has, starts, brought;

	resolve(&tip, head);
	resolve(&has, having);
	assert_null(pullstart_find(&starts, &brought, history, tip.v, &has));
	add_all(&found, &starts);
	buf_addstr(&found, "| ");
	add_all(&found, &brought);
	ask_git(&said, head, having);
	assert_string_equal(found.s, said.s);
	array_release(&tip);
	array_release(&has);
	array_release(&starts);
	array_release(&brought);
	buf_release(&said);
	buf_release(&found);
}

/* On any history, with clocks that are wrong now and then. */
static void agrees_with_git(void **state)
{
	(void)state;
	scratch_sh("awk 'BEGIN { srand(5)\n"
		   "  for (i = 0; i < 60; i++) {\n"
		   "    printf \"%d %d\", i, 1e9 + 60 * i + (rand() < .1 ? 600 * rand() : 0)\n"
		   "    for (k = 0; i && k < 1 + (rand() < .4); k++)\n"
		   "      printf \" -p r%d\", i - 1 - int(rand() * (i < 8 ? i : 8))\n"
		   "    print \"\" } }' |\n"
		   "while read -r i date parents; do\n"
		   "  export GIT_COMMITTER_DATE=\"@$date +0000\"\n"
		   "  git tag r$i $(git commit-tree -m $i $parents $(git write-tree) 2>/dev/null)\n"
		   "done\n");
	open_it();
	for (unsigned i = 0; i < 40; i++) {
		char *head = mem_format("r%u", (i * 7 + 19) % 60);
		char *having = mem_format("r%u r%u", (i * 13 + 5) % 60, (i * 29 + 3) % 60);

		assert_as_git(head, having);
		free(head);
		free(having);
	}
	close_it();
}

/* A start that is made holds all, and nothing of it stays. */
static void joins_starts(void **state)
{
	struct ids starts, made, alone;
	struct aside aside;
	git_oid one;

	(void)state;
	draw();
	scratch_sh("find .git -type f | sort >../before\n");
	resolve(&alone, "mmu");
	assert_null(pullstart_join(&one, repo, history, &alone, &alone.v[0]));
	assert_true(oid_equal(&one, &alone.v[0]));
	assert_null(aside_enter(&aside, repo));
	resolve(&starts, "mmu xen");
	resolve(&made, "master");
	assert_null(pullstart_join(&made.v[0], repo, history, &starts, &alone.v[0]));
	for (size_t i = 0; i < starts.n; i++) {
		assert_true(git_holds(&made.v[0], &starts.v[i]));
		assert_false(git_holds(&starts.v[i], &made.v[0]));
	}
	aside_leave(&aside);
	scratch_sh("find .git -type f | sort | cmp - ../before\n");
	array_release(&starts);
	array_release(&made);
	array_release(&alone);
	close_it();
}

/* What conflicts has been resolved by the topic that merges both, some commits before its tip. */
static void joins_what_conflicts(void **state)
{
	struct ids starts, head;
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
	open_it();
	assert_null(aside_enter(&aside, repo));
	resolve(&starts, "a b");
	resolve(&head, "both");
	assert_null(pullstart_join(&made, repo, history, &starts, &head.v[0]));
	for (size_t i = 0; i < starts.n; i++)
		assert_true(git_holds(&made, &starts.v[i]));
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
	close_it();
}

static void tells_what_is_missing(void **state)
{
	struct ids having = {.v = NULL}, starts;
	git_oid none;
	struct error *err;
	bool inside;

	(void)state;
	draw();
	memset(&none, 0x11, sizeof(none));
	array_push(&having, none);
	err = pullstart_find(&starts, NULL, history, &none, &having);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "111111111111"));
	error_free(err);
	err = pullstart_holds(&inside, history, &none, &none);
	assert_non_null(err);
	error_free(err);
	array_release(&having);
	close_it();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(finds_where_a_pull_starts),
	    TEST(lists_what_a_pull_brings),
	    TEST(agrees_with_git),
	    TEST(joins_starts),
	    TEST(joins_what_conflicts),
	    TEST(tells_what_is_missing),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
