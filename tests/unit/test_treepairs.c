/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/treepairs.h"

#include "scratch.h"

enum { PAIRS_MOST = 64 };

static struct repo *repo;
static struct tree_pair pairs[PAIRS_MOST];
static bool known[PAIRS_MOST];
static struct strings missing;
static struct buf told[PAIRS_MOST];

static void file(void *context, size_t pair, const struct difftree_file *file)
{
	(void)context;
	buf_addf(&told[pair], "%c %ld/%ld %.*s;", file->status, file->added, file->removed, (int)file->length,
	    file->path);
}

static git_oid tree(const char *revision)
{
	struct buf out = BUF_INIT;
	char *text = mem_format("%s^{tree}", revision);
	git_oid oid;

	assert_null(repo_git(repo, &out, "rev-parse", "--verify", text, NULL));
	buf_trim(&out);
	assert_int_equal(git_oid_fromstr(&oid, out.s), 0);
	buf_release(&out);
	free(text);
	return oid;
}

static void read_pairs(size_t n)
{
	const struct tree_pair_visitor visitor = {file, NULL};

	for (size_t i = 0; i < n; i++)
		told[i] = (struct buf)BUF_INIT;
	missing = (struct strings)STRINGS_INIT;
	assert_null(tree_pairs_read(repo, pairs, n, known, &visitor, &missing));
}

static void forget(size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_release(&told[i]);
	strings_release(&missing);
	repo_free(repo);
}

static void each_pair_has_its_files(void **state)
{
	(void)state;
	scratch_sh("seq 9 >a; seq 3 >b; git add .; git commit -q -m 1; seq 5 >a; git rm -q b; seq 2 >c; git "
		   "add .; git "
		   "commit -q -m 2; git mv c d; printf 'x\\0' >bin; git add .; git commit -q -m 3\n");
	assert_null(repo_open(&repo));
	pairs[0] = (struct tree_pair){tree("HEAD~2"), tree("HEAD~1")};
	pairs[1] = (struct tree_pair){tree("HEAD~1"), tree("HEAD~1")};
	pairs[2] = (struct tree_pair){tree("HEAD~1"), tree("HEAD")};
	pairs[3] = pairs[2];
	pairs[4] = (struct tree_pair){tree("HEAD"), tree("HEAD~2")};
	git_oid_fromstr(&pairs[5].from, "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
	pairs[5].to = tree("HEAD~2");
	read_pairs(6);
	for (size_t i = 0; i < 6; i++)
		assert_true(known[i]);
	assert_string_equal(told[0].s, "M 0/4 a;D 0/3 b;A 2/0 c;");
	assert_string_equal(told[1].s, "");
	assert_string_equal(told[2].s, "A 0/0 bin;R 0/0 d;");
	assert_string_equal(told[3].s, told[2].s);
	assert_string_equal(told[4].s, "M 4/0 a;A 3/0 b;D 0/0 bin;D 0/2 d;");
	assert_string_equal(told[5].s, "A 9/0 a;A 3/0 b;");
	assert_int_equal(missing.n, 0);
	forget(6);
	read_pairs(0); /* nothing is nothing */
}

/* A path may look like what git prints before a pair, or like a record. */
static void paths_may_look_like_anything(void **state)
{
	char *header;

	(void)state;
	scratch_sh("git commit -q --allow-empty -m 1\n"
		   "h=$(printf '%040d' 1); touch \"$h $h\n\" ':1 2 3 4 R' '5\t5\tx' '1\t2\t'; "
		   "echo x >\"$h $h\ny\"; git add .; git commit -q -m 2\n");
	assert_null(repo_open(&repo));
	pairs[0] = (struct tree_pair){tree("HEAD~1"), tree("HEAD")};
	pairs[1] = (struct tree_pair){tree("HEAD"), tree("HEAD~1")};
	pairs[2] = pairs[0];
	read_pairs(3);
	header = mem_format("%040d %040d\n", 1, 1);
	assert_non_null(strstr(told[0].s, header));
	assert_non_null(strstr(told[0].s, "A 0/0 :1 2 3 4 R;"));
	assert_non_null(strstr(told[0].s, "A 0/0 5\t5\tx;"));
	assert_non_null(strstr(told[0].s, "A 0/0 1\t2\t;"));
	assert_string_equal(told[2].s, told[0].s);
	for (size_t i = 0; i < 3; i++)
		assert_true(known[i]);
	free(header);
	forget(3);
}

/* One pair whose object is missing does not take the others along. */
static void missing_objects(void **state)
{
	char names[64];

	(void)state;
	scratch_sh("for i in $(seq 40); do echo $i >f; git add f; git commit -q -m $i; done\n"
		   "blob=$(git rev-parse HEAD~20:f); rm -f .git/objects/$(echo $blob | sed 's|^..|&/|')\n"
		   "tree=$(git rev-parse HEAD~5^{tree}); echo $blob >../blob; echo $tree >../tree\n");
	assert_null(repo_open(&repo));
	for (size_t i = 0; i < 38; i++) {
		snprintf(names, sizeof(names), "HEAD~%zu", i + 1);
		pairs[i].from = tree(names);
		snprintf(names, sizeof(names), "HEAD~%zu", i);
		pairs[i].to = tree(names);
	}
	scratch_sh("rm -f .git/objects/$(sed 's|^..|&/|' ../tree)\n");
	read_pairs(38);
	for (size_t i = 0; i < 38; i++) {
		assert_int_equal(known[i], i != 19 && i != 20 && i != 4 && i != 5);
		assert_string_equal(told[i].s, known[i] ? "M 1/1 f;" : "");
	}
	assert_int_equal(missing.n, 2);
	forget(38);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(each_pair_has_its_files),
	    TEST(paths_may_look_like_anything),
	    TEST(missing_objects),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
