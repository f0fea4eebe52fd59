/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/attributes.h"

#include "source/mergetree.h"

#include "scratch.h"

static struct repo *repo;

/* What git says of all files, by a checkout and by the one file, is the same. */
static void same_as_checked_out(const char *revision)
{
	struct buf script = BUF_INIT;
	const char *path;
	git_oid commit;

	assert_null(repo_commit(repo, revision, &commit));
	assert_null(attributes_of(&path, repo_attributes(repo), &commit));
	buf_addf(&script,
	    "git checkout -q --detach '%s'\n"
	    "git ls-files -z >../names\n"
	    "git check-attr -a -z --stdin <../names >../expected 2>../said\n"
	    "cd .git/refs\n"
	    "GIT_DIR=$PWD/.. GIT_WORK_TREE=$PWD git -c core.attributesFile='%s' check-attr -a -z --stdin "
	    "<../../../names >../../../actual 2>../../../said\n"
	    "cmp ../../../expected ../../../actual\n",
	    revision, path);
	scratch_sh(script.s);
	buf_release(&script);
}

static void start(const char *script)
{
	scratch_sh(script);
	assert_null(repo_open(&repo));
}

static void one_file_says_what_all_of_them_do(void **state)
{
	(void)state;
	start(
	    "mkdir -p 'a b/c' d/e 'g*[h]' && touch f.c f.txt 'a b/f.c' 'a b/c/f.c' 'a b/c/g h' d/f.c d/e/f.c "
	    "d/e/x.pdf 'g*[h]/f.c' gzh d/'q\"r'\n"
	    "printf '\\357\\273\\277*.c merge=root text\\n[attr]mine merge=mine x\\n# no\\n\\n!f.c "
	    "no\\n*.pdf "
	    "binary\\r\\n' >.gitattributes\n"
	    "printf '  *.c merge=union\\n/f.c top\\nc/*.c deep\\n\"c/g h\" quoted\\n[attr]other no\\n"
	    "!f.c no\\n#f.c no' >'a b/.gitattributes'\n"
	    "printf 'f.c -text !merge mine\\n\"q\\\\\"r\" quote\\n\"/e/x.pdf\" top\\n*.pdf -binary\\n' "
	    ">d/.gitattributes\n"
	    "printf '* all\\n' >'g*[h]/.gitattributes'\n"
	    "mkdir gzh.d && ln -s ../.gitattributes gzh.d/.gitattributes && touch gzh.d/f.c\n"
	    "git add . && git commit -q -m all\n"
	    "echo '*.c merge=theirs' >d/e/.gitattributes && git rm -q -r 'a b' && git add . && git commit -q "
	    "-m other\n"
	    "git rm -q .gitattributes d/.gitattributes d/e/.gitattributes 'g*[h]/.gitattributes' && git "
	    "commit -q -m none && git branch none\n");
	same_as_checked_out("master~2");
	same_as_checked_out("master~1");
	same_as_checked_out("none");
	same_as_checked_out("master~2");
	repo_free(repo);
}

static void the_users_own_count_as_well(void **state)
{
	(void)state;
	start("printf '*.c merge=user user\\n*.h user' >../own && git config core.attributesFile "
	      "\"$PWD/../own\"\n"
	      "touch f.c f.h && echo '*.c merge=tracked' >.gitattributes && git add . && git commit -q -m "
	      "one\n");
	same_as_checked_out("master");
	repo_free(repo);
}

/* Does the merge of two into one go by itself? */
static bool merges(void)
{
	git_oid ours, theirs, tree;
	bool clean;

	assert_null(repo_commit(repo, "one", &ours));
	assert_null(repo_commit(repo, "two", &theirs));
	assert_null(merge_try(&tree, &clean, repo, &ours, &theirs));
	return clean;
}

#define TWO_SIDES                                                                                            \
	"mkdir d && echo >d/f && git add . && git commit -q -m base && git checkout -q -b one && echo one "  \
	">d/f && git commit -q -a -m one && git checkout -q -b two HEAD^ && echo two >d/f && git commit -q " \
	"-a -m two\n"

static void a_work_tree_does_not_matter(void **state)
{
	(void)state;
	start(TWO_SIDES "echo '* merge=union' >.gitattributes && git add . && cp .gitattributes d\n");
	assert_false(merges());
	repo_free(repo);
	scratch_sh(
	    "git rm -q --cached .gitattributes && rm .gitattributes d/.gitattributes && git checkout -q one "
	    "&& echo '* merge=union' >d/.gitattributes && git add . && git commit -q -m union && git "
	    "checkout -q two\n");
	assert_null(repo_open(&repo));
	assert_true(merges());
	repo_free(repo);
	scratch_sh("git config core.bare true && git config --unset core.worktree || :\n");
	assert_null(repo_open(&repo));
	assert_true(merges());
	repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(one_file_says_what_all_of_them_do),
	    TEST(the_users_own_count_as_well),
	    TEST(a_work_tree_does_not_matter),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
