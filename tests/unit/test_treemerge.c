/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/treemerge.h"

#include "source/commit.h"
#include "source/filemerge.h"

#include "scratch.h"

static const char helpers[] = "save() { git add -A; git commit -q --allow-empty -m \"$1\"; }\n"
			      "start() { save base; git tag base; git checkout -q -b one; }\n"
			      "other() { save one; git checkout -q -b two base; }\n"
			      "merged() { save two; git checkout -q one; git tag ours; git merge -q -m merge "
			      "two >/dev/null 2>&1 || :; }\n"
			      "lines() { seq 1 30; }\n"
			      "mkdir -p d/e; lines >d/e/f; lines >d/g; lines >h; lines >x\n";

static git_oid tree_of(struct repo *repo, const char *revision)
{
	struct commit commit;
	git_oid oid;

	assert_null(repo_commit(repo, revision, &oid));
	assert_null(commit_read(&commit, repo, &oid));
	oid = commit.tree;
	commit_release(&commit);
	return oid;
}

/* What the trees of base, one, two and the merge say: "unsure", or the files that git has to merge; and then
 * whether it merges them like that. */
static void expect(const char *script, const char *expected)
{
	struct buf whole = BUF_INIT, found = BUF_INIT;
	struct tree_merge_files files;
	struct tree_merge_trees trees;
	struct tree_reader *reader;
	struct repo *repo;
	bool sure;

	buf_addf(&whole, "%s%s\nsave merge\n", helpers, script);
	scratch_sh(whole.s);
	assert_null(repo_open(&repo));
	reader = tree_reader_new(repo);
	trees = (struct tree_merge_trees){
	    tree_of(repo, "base"), tree_of(repo, "ours"), tree_of(repo, "two"), tree_of(repo, "one")};
	assert_null(tree_merge_compare(&files, &sure, reader, &trees));
	for (size_t i = 0; i < files.n; i++)
		buf_addf(&found, "%s ", files.v[i].path);
	if (files.n) {
		struct aside aside;
		git_oid ours;
		bool same;

		assert_null(repo_commit(repo, "ours", &ours));
		assert_null(aside_enter(&aside, repo));
		assert_null(file_merge_try(&same, &aside, repo, &files, &ours));
		aside_leave(&aside);
		buf_addstr(&found, same ? "same" : "different");
	}
	assert_string_equal(sure ? found.s : "unsure", expected);
	tree_merge_files_release(&files);
	tree_reader_free(reader);
	repo_free(repo);
	buf_release(&whole);
	buf_release(&found);
}

#define CASE(name, script, expected)                                                                         \
	static void test_##name(void **state)                                                                \
	{                                                                                                    \
		(void)state;                                                                                 \
		expect(script, expected);                                                                    \
	}

CASE(apart, "start; echo 1 >>d/e/f; rm h; other; echo 2 >>d/g; lines >new; merged", "")
CASE(same_file, "start; sed -i 3s/3/three/ d/e/f; other; sed -i 20s/20/twenty/ d/e/f; merged", "d/e/f same")
CASE(two_files, "start; sed -i 3s/3/three/ d/e/f x; other; sed -i 20s/20/twenty/ d/e/f; chmod +x x; merged",
    "d/e/f x same")
CASE(resolved, "start; sed -i 3s/3/three/ d/e/f; other; sed -i 3s/3/tres/ d/e/f; merged; lines >d/e/f",
    "d/e/f different")
CASE(evil_in_file, "start; sed -i 3s/3/three/ x; other; sed -i 20s/20/twenty/ x; merged; echo evil >>x",
    "x different")
CASE(evil_elsewhere, "start; echo 1 >>x; other; echo 2 >>h; merged; echo evil >>d/g", "unsure")
CASE(evil_addition, "start; echo 1 >>x; other; echo 2 >>h; merged; echo evil >d/new", "unsure")
CASE(lost, "start; echo 1 >>x; other; lines >new; merged; rm new", "unsure")
CASE(alike, "start; echo 1 >>x; lines >new; other; echo 1 >>x; lines >new; echo 2 >>h; merged", "")
/* what may be a rename */
CASE(renamed, "start; git mv x y; other; echo 2 >>x; merged", "unsure")
CASE(renamed_untouched, "start; git mv x y; other; echo 2 >>h; merged", "")
CASE(renamed_directory, "start; git mv d c; other; lines >d/new; merged", "unsure")
CASE(renamed_directory_untouched, "start; git mv d c; other; echo 2 >>h; merged", "")
CASE(renamed_twice, "start; git mv x y; other; git mv x z; merged", "unsure")
CASE(both_deleted, "start; rm x; other; rm x; echo 2 >>h; merged", "unsure")
CASE(both_deleted_below, "start; rm d/e/f; other; rm d/e/f; merged", "unsure")
CASE(deleted_changed, "start; rm x; other; echo 2 >>x; merged", "unsure")
/* what is unusual */
CASE(both_added, "start; echo 1 >new; other; echo 2 >new; merged; echo 3 >new", "unsure")
CASE(link, "start; ln -sf h x; other; echo 2 >>x; merged; lines >x", "unsure")
CASE(file_and_directory, "start; rm x; mkdir x; echo 1 >x/y; other; echo 2 >>h; merged", "")
CASE(file_or_directory,
    "start; echo 1 >n; other; mkdir n; echo 2 >n/y; merged; git rm -q -rf --cached .; rm -rf n~*", "unsure")
CASE(emptied, "start; rm d/e/f; other; rm d/g; merged", "")
CASE(by_attributes,
    "echo 'x merge=union' >.gitattributes\nstart; sed -i 3s/3/three/ x; other; sed -i 3s/3/tres/ x; merged",
    "x same")

#define RUN(name) cmocka_unit_test_setup_teardown(test_##name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {RUN(apart), RUN(same_file), RUN(two_files), RUN(resolved),
	    RUN(evil_in_file), RUN(evil_elsewhere), RUN(evil_addition), RUN(lost), RUN(alike), RUN(renamed),
	    RUN(renamed_untouched), RUN(renamed_directory), RUN(renamed_directory_untouched),
	    RUN(renamed_twice), RUN(both_deleted), RUN(both_deleted_below), RUN(deleted_changed),
	    RUN(both_added), RUN(link), RUN(file_and_directory), RUN(file_or_directory), RUN(emptied),
	    RUN(by_attributes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
