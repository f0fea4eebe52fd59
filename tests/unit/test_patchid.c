/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/patchid.h"

#include "scratch.h"

static git_oid ids[4];

typedef struct error *(*find_ids_fn)(struct repo *repo, const git_oid *commits, size_t n, git_oid *out);

/* The patch ids of up to four commits. */
static void ask_for(find_ids_fn find, const char *const *revisions)
{
	git_oid commits[4];
	struct repo *repo;
	size_t n = 0;

	assert_null(repo_open(&repo));
	for (; revisions[n]; n++)
		assert_null(repo_commit(repo, revisions[n], &commits[n]));
	assert_null(find(repo, commits, n, ids));
	repo_free(repo);
}

static struct error *in_halves(struct repo *repo, const git_oid *commits, size_t n, git_oid *out)
{
	struct patch_ids *asked;
	struct error *err = patch_ids_begin(&asked, repo, commits, n);

	return err ? err : patch_ids_end(asked, out);
}

/* In halves they are the same. */
static void ask(const char *const *revisions)
{
	git_oid whole[4];

	ask_for(patch_ids_pinned, revisions);
	memcpy(whole, ids, sizeof(whole));
	ask_for(in_halves, revisions);
	assert_memory_equal(whole, ids, sizeof(whole));
}

static void a_patch_keeps_its_id_elsewhere(void **state)
{
	(void)state;
	scratch_sh(
	    "seq 1 30 >f; git add f; git commit -q -m base; git checkout -q -b topic\n"
	    "sed -i 20s/^/x/ f; git commit -q -a -m 'x of topic'\n"
	    "git checkout -q master; sed -i 1,3d f; change g; git add f; git commit -q -m other\n"
	    "git checkout -q -b again; git cherry-pick topic >/dev/null; git commit -q --amend -m 'words'\n"
	    "git checkout -q -b edited; sed -i s/x20/y20/ f; git commit -q -a --amend -m 'x of topic'\n");
	ask((const char *const[]){"topic", "again", "edited", "master", NULL});
	assert_false(oid_is_zero(&ids[0]));
	assert_true(oid_equal(&ids[0], &ids[1]));
	assert_false(oid_equal(&ids[0], &ids[2]));
	assert_false(oid_is_zero(&ids[3]));
}

static void configuration_does_not_change_it(void **state)
{
	git_oid before[3];

	(void)state;
	scratch_sh("seq 1 30 >f; mkdir d; seq 1 20 >d/m; git add -A; git commit -q -m base\n"
		   "sed -i '5s/^/x/;14s/^/x/' f; git mv d/m d/n; git commit -q -a -m change\n");
	ask((const char *const[]){"HEAD", "HEAD^", NULL});
	memcpy(before, ids, sizeof(before));
	scratch_sh(
	    "git config diff.context 1; git config diff.interHunkContext 9; git config diff.renames copies\n"
	    "git config diff.algorithm histogram; git config diff.noprefix true; git config color.ui always\n"
	    "git config diff.external false; git config diff.orderFile /dev/zero; git config diff.relative "
	    "true\n"
	    "git config core.attributesFile \"$PWD/attributes\"; echo '* -diff' >attributes\n");
	ask((const char *const[]){"HEAD", "HEAD^", NULL});
	assert_false(oid_is_zero(&before[0]));
	assert_false(oid_is_zero(&before[1]));
	assert_true(oid_equal(&before[0], &ids[0]));
	assert_true(oid_equal(&before[1], &ids[1]));
}

static void binary_files_count_by_their_blobs(void **state)
{
	(void)state;
	scratch_sh("printf 'a\\0b' >f; git add f; git commit -q -m base\n"
		   "git checkout -q -b one; printf 'a\\0c' >f; git commit -q -a -m change\n"
		   "git checkout -q -b two master; printf 'a\\0d' >f; git commit -q -a -m change\n"
		   "git checkout -q -b same master; printf 'a\\0c' >f; git commit -q -a -m other\n");
	ask((const char *const[]){"one", "two", "same", NULL});
	assert_false(oid_is_zero(&ids[0]));
	assert_false(oid_equal(&ids[0], &ids[1]));
	assert_true(oid_equal(&ids[0], &ids[2]));
}

static void merges_and_empty_commits_have_none(void **state)
{
	(void)state;
	scratch_sh("change f; git checkout -q -b topic; change g; git checkout -q master; change h\n"
		   "git merge -q --no-edit topic; git commit -q --allow-empty -m empty\n");
	ask((const char *const[]){"HEAD", "HEAD^", NULL});
	assert_true(oid_is_zero(&ids[0]));
	assert_true(oid_is_zero(&ids[1]));
}

static char *read_whole(const char *path)
{
	char *text = calloc(1, 65536);
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	assert_true(fread(text, 1, 65535, file) > 0);
	fclose(file);
	return text;
}

/* What git format-patch writes has the id of its commit; words that look like git's own do no harm. */
static struct error *ids_of_texts(const char *const *texts, size_t n, git_oid *out)
{
	struct patch_texts asked;
	struct error *err = patch_texts_begin(&asked, texts, n), *later = patch_texts_end(&asked, n, out);

	return err ? err : later;
}

static void texts_have_the_ids_of_their_commits(void **state)
{
	const char *texts[5] = {"no difference\n", NULL};
	git_oid of_texts[5], nothing = {{0}};

	(void)state;
	scratch_sh(
	    "seq 1 30 >f; git add f; git commit -q -m base\n"
	    "sed -i 20s/^/x/ f; git commit -q -a -m \"one\n\ncommit $(git rev-parse HEAD)\nis mended\"\n"
	    "sed -i 3d f; echo -- >g; git add g; git commit -q -a -m two\n"
	    "git format-patch -q -o .. -2; cat ../0002-two.patch | sed '/^-- $/,$d' >../cut\n");
	texts[2] = read_whole("../0001-one.patch");
	texts[3] = read_whole("../0002-two.patch");
	texts[4] = read_whole("../cut");
	ask((const char *const[]){"HEAD^", "HEAD", NULL});
	assert_null(ids_of_texts(texts, 5, of_texts));
	assert_true(oid_equal(&of_texts[0], &nothing));
	assert_true(oid_equal(&of_texts[1], &nothing));
	assert_true(oid_equal(&of_texts[2], &ids[0]));
	assert_true(oid_equal(&of_texts[3], &ids[1]));
	assert_true(oid_equal(&of_texts[4], &ids[1]));
	assert_null(ids_of_texts(texts + 2, 1, of_texts)); /* the first has number 0 */
	assert_true(oid_equal(&of_texts[0], &ids[0]));
	assert_null(ids_of_texts(NULL, 0, NULL));
	for (size_t i = 2; i < 5; i++)
		free((char *)(uintptr_t)texts[i]);
}

/* Below a patch somebody writes of another commit, and of that what looks like a patch. */
static void no_text_speaks_for_another(void **state)
{
	static const char *const named[] = {"commit 0000000000000000000000000000000000000000\n",
	    "From deadbeefdeadbeefdeadbeefdeadbeefdeadbeef Mon Sep 17 00:00:00 2001\n",
	    "0000000000000000000000000000000000000000\n"};
	char *one, *two;

	(void)state;
	scratch_sh("seq 1 30 >f; git add f; git commit -q -m base\n"
		   "sed -i 20s/^/x/ f; git commit -q -a -m one; sed -i 3d f; git commit -q -a -m two\n"
		   "git show --format= HEAD^ >../one; git show --format= HEAD >../two\n");
	one = read_whole("../one");
	two = read_whole("../two");
	ask((const char *const[]){"HEAD^", "HEAD", NULL});
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++) {
		char *both = mem_format("%s\n%s\n%s", two, named[i], two);
		const char *const texts[] = {one, both};
		git_oid of_texts[2];

		assert_null(ids_of_texts(texts, 2, of_texts));
		assert_true(oid_equal(&of_texts[0], &ids[0]));
		assert_true(oid_equal(&of_texts[1], &ids[1]));
		free(both);
	}
	free(one);
	free(two);
}

/* As git format-patch writes it; what has none is not asked for. */
static void renames_are_found(void **state)
{
	struct repo *repo;
	struct buf mail = BUF_INIT;
	const char *const args[] = {"format-patch", "--stdout", "-1", "renamed", NULL};
	git_oid posted;

	(void)state;
	scratch_sh(
	    "seq 1 30 >f; git add f; git commit -q -m base\n"
	    "git checkout -q -b changed; sed -i 5s/^/x/ f; change g; git add -A; git commit -q -m change\n"
	    "git checkout -q -b renamed master; git mv f h; sed -i 5s/^/x/ h; git commit -q -a -m rename\n");
	ask((const char *const[]){"renamed", NULL});
	assert_null(repo_open(&repo));
	assert_null(repo_gitv(repo, &mail, args));
	assert_null(ids_of_texts((const char *const[]){mail.s}, 1, &posted));
	assert_false(oid_equal(&ids[0], &posted));
	ask_for(patch_ids_renamed, (const char *const[]){"renamed", "changed", "master", NULL});
	assert_true(oid_equal(&ids[0], &posted));
	assert_true(oid_is_zero(&ids[1]) && oid_is_zero(&ids[2]));
	buf_release(&mail);
	repo_free(repo);
}

/* More than fit into a pipe, and one that lacks a blob. */
static void many_in_halves_are_the_same(void **state)
{
	enum { MANY = 850, LACKING = 300 };
	git_oid *commits = mem_new(MANY, sizeof(*commits)), *whole = mem_new(MANY, sizeof(*whole)),
		*halves = mem_new(MANY, sizeof(*halves));
	const size_t counts[] = {MANY, 600, 1, 0};
	struct strings lines = STRINGS_INIT;
	struct buf list = BUF_INIT;
	struct repo *repo;

	(void)state;
	scratch_sh(
	    "change a; git config fastimport.unpackLimit 100000\n"
	    "for i in $(seq 850); do\n"
	    "printf 'commit refs/heads/master\\ncommitter A <a@example.org> 1780000000 +0000\\ndata "
	    "1\\nx\\n'\n"
	    "[ $i != 1 ] || echo 'from refs/heads/master^0'\n"
	    "printf 'M 100644 inline f%s\\ndata 6\\n%05d\\n\\n' $i $i; done | git fast-import --quiet\n"
	    "lacking=$(git rev-parse master~550:f300); rm -f .git/objects/$(echo $lacking | sed "
	    "'s,..,&/,')\n");
	assert_null(repo_open(&repo));
	assert_null(repo_git(repo, &list, "rev-list", "--reverse", "-n", "850", "master", NULL));
	strings_split(&lines, list.s, '\n');
	assert_int_equal(lines.n, MANY);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(git_oid_fromstr(&commits[i], lines.v[i]), 0);
	for (size_t k = 0; k < sizeof(counts) / sizeof(*counts); k++) {
		assert_null(patch_ids_pinned(repo, commits, counts[k], whole));
		assert_null(in_halves(repo, commits, counts[k], halves));
		assert_memory_equal(whole, halves, counts[k] * sizeof(*whole));
		for (size_t i = 0; i < counts[k]; i++)
			assert_int_equal(oid_is_zero(&whole[i]), i == LACKING - 1);
	}
	strings_release(&lines);
	buf_release(&list);
	repo_free(repo);
	free(commits);
	free(whole);
	free(halves);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(a_patch_keeps_its_id_elsewhere),
	    TEST(configuration_does_not_change_it),
	    TEST(binary_files_count_by_their_blobs),
	    TEST(merges_and_empty_commits_have_none),
	    TEST(texts_have_the_ids_of_their_commits),
	    TEST(no_text_speaks_for_another),
	    TEST(renames_are_found),
	    TEST(many_in_halves_are_the_same),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
