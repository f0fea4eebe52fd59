/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/mergetree.h"

#include "source/aside.h"

#include "scratch.h"

/* What all the cases start from: two branches, one and two; the helpers end a side's change. */
static const char helpers[] = "save() { git add -A; git commit -q -m \"$1\"; }\n"
			      "start() { save base; git checkout -q -b one; }\n"
			      "other() { save one; git checkout -q -b two master; }\n";

static struct repo *repo;
static struct merge merged;
static git_oid ours, theirs;

static void merge_after(const char *script)
{
	struct buf whole = BUF_INIT;

	buf_addf(&whole, "%s%s\nsave two\n", helpers, script);
	scratch_sh(whole.s);
	buf_release(&whole);
	assert_null(repo_open(&repo));
	assert_null(repo_commit(repo, "one", &ours));
	assert_null(repo_commit(repo, "two", &theirs));
	assert_null(merge_make(&merged, repo, &ours, &theirs));
}

static void done(void)
{
	merge_release(&merged);
	repo_free(repo);
}

/* All conflicts as "PATH KIND [NAMES]" lines. */
static void expect(const char *lines)
{
	struct buf found = BUF_INIT;

	for (size_t i = 0; i < merged.conflicts.n; i++) {
		const struct merge_conflict *c = merged.conflicts.v + i;

		buf_addf(&found, "%s %s [", c->path, c->kind);
		for (size_t k = 0; k < c->paths.n; k++)
			buf_addf(&found, "%s%s", k ? " " : "", c->paths.v[k]);
		buf_addstr(&found, "]\n");
	}
	assert_string_equal(found.s, lines);
	assert_int_equal(merged.clean, !*lines);
	buf_release(&found);
}

static void says(size_t i, const char *words)
{
	assert_true(i < merged.conflicts.n);
	assert_string_equal(merged.conflicts.v[i].words, words);
}

/* The branches are called by their ids. */
static void says_of(size_t i, const char *format, const git_oid *first, const git_oid *second)
{
	char *a = oid_text(first), *b = oid_text(second), *words = mem_format(format, a, b, b);

	says(i, words);
	free(a);
	free(b);
	free(words);
}

static void a_clean_merge_has_the_tree_that_git_makes(void **state)
{
	struct buf tree = BUF_INIT;
	char *id;

	(void)state;
	merge_after("seq 1 20 >f; start\n"
		    "sed -i 1s/^/one/ f; other\n"
		    "sed -i 20s/^/two/ f; save two\n"
		    "git checkout -q -b both one; git merge -q -m both two; git checkout -q two; echo >x");
	expect("");
	assert_null(repo_git(repo, &tree, "rev-parse", "both^{tree}", NULL));
	buf_trim(&tree);
	id = oid_text(&merged.tree);
	/* two has one commit more than what was merged into both, with a file of one blank line */
	assert_string_not_equal(id, tree.s);
	free(id);
	merge_release(&merged);
	assert_null(repo_commit(repo, "two^", &theirs));
	assert_null(merge_make(&merged, repo, &ours, &theirs));
	id = oid_text(&merged.tree);
	assert_string_equal(id, tree.s);
	free(id);
	buf_release(&tree);
	done();
}

static void both_sides_change_the_same_lines(void **state)
{
	(void)state;
	merge_after("seq 1 20 >f; start\n"
		    "sed -i 5s/^/one/ f; other\n"
		    "sed -i 5s/^/two/ f");
	expect("f contents [f]\n");
	says(0, "Merge conflict in f");
	done();
}

static void both_sides_add_a_file(void **state)
{
	(void)state;
	merge_after("seq 1 20 >f; start\n"
		    "echo one >new; other\n"
		    "echo two >new");
	expect("new add/add [new]\n");
	says(0, "Merge conflict in new");
	done();
}

static void one_side_deletes_what_the_other_changes(void **state)
{
	(void)state;
	merge_after("seq 1 20 >f; seq 30 50 >g; start\n"
		    "git rm -q f; echo >>g; other\n"
		    "echo >>f; git rm -q g");
	expect("f modify/delete [f]\n"
	       "g modify/delete [g]\n");
	says_of(0, "f deleted in %s and modified in %s.  Version %s of f left in tree.", &ours, &theirs);
	done();
}

static void one_side_deletes_what_the_other_renames(void **state)
{
	(void)state;
	merge_after("seq 1 20 >old; start\n"
		    "git mv old new; other\n"
		    "git rm -q old");
	expect("new rename/delete [new old]\n");
	says_of(0, "old renamed to new in %s, but deleted in %s.", &ours, &theirs);
	done();
}

static void both_sides_rename_a_file(void **state)
{
	(void)state;
	merge_after("seq 1 20 >old; start\n"
		    "git mv old one; other\n"
		    "git mv old two");
	expect("old rename/rename [old one two]\n");
	done();
}

static void both_sides_rename_to_the_same_name(void **state)
{
	(void)state;
	merge_after("seq 1 20 >a; seq 30 60 >b; start\n"
		    "git mv a c; echo more >>b; other\n"
		    "git mv b c; echo more >>a");
	assert_false(merged.clean);
	assert_string_equal(merged.conflicts.v[0].path, "c");
	assert_string_equal(merged.conflicts.v[0].kind, "add/add");
	done();
}

static void a_file_is_in_the_way_of_a_directory(void **state)
{
	(void)state;
	merge_after("seq 1 20 >f; start\n"
		    "echo file >place; other\n"
		    "mkdir place; echo x >place/x");
	expect("place file/directory [place]\n");
	done();
}

static void both_sides_change_a_binary_file(void **state)
{
	(void)state;
	merge_after("printf 'a\\0b' >f; start\n"
		    "printf 'a\\0one' >f; other\n"
		    "printf 'a\\0two' >f");
	expect("f binary [f]\n");
	says_of(0, "Cannot merge binary files: f (%s vs. %s)", &ours, &theirs);
	done();
}

static void a_file_is_added_to_a_directory_that_was_renamed(void **state)
{
	(void)state;
	merge_after("mkdir old; seq 1 20 >old/a; seq 30 50 >old/b; start\n"
		    "git mv old new; other\n"
		    "echo c >old/c");
	expect("new/c directory rename suggested [new/c old/c]\n");
	done();
}

static void a_directory_is_split(void **state)
{
	(void)state;
	merge_after("mkdir old; seq 1 20 >old/a; seq 30 50 >old/b; start\n"
		    "mkdir x y; git mv old/a x; git mv old/b y; other\n"
		    "echo c >old/c");
	expect("old directory rename unclear split [old]\n");
	done();
}

static void the_sides_add_things_of_other_types(void **state)
{
	(void)state;
	merge_after("seq 1 20 >f; start\n"
		    "ln -s f place; other\n"
		    "echo file >place");
	expect("place distinct types [place]\n");
	done();
}

static void both_sides_move_a_submodule(void **state)
{
	(void)state;
	merge_after("seq 1 20 >f\n"
		    "link() { git update-index --add --cacheinfo 160000,$(printf '%040d' $1),sub; }\n"
		    "git add f; link 1; git commit -q -m base; git checkout -q -b one\n"
		    "link 2; git commit -q -m one; git checkout -q -b two master\n"
		    "link 3; git commit -q -m two\n"
		    "save() { :; }");
	assert_false(merged.clean);
	assert_int_equal(merged.conflicts.n, 1);
	assert_string_equal(merged.conflicts.v[0].path, "sub");
	assert_int_equal(strncmp(merged.conflicts.v[0].kind, "submodule", 9), 0);
	assert_string_not_equal(merged.conflicts.v[0].words, "");
	done();
}

/* Both sides change the mode to what the other does not: git takes the changed one of a file, but a link and
 * a file are told apart. */
static void a_file_becomes_a_link_and_stays_a_file(void **state)
{
	(void)state;
	merge_after("seq 1 20 >f; start\n"
		    "rm f; ln -s g f; other\n"
		    "seq 1 21 >f; chmod +x f");
	assert_false(merged.clean);
	assert_string_equal(merged.conflicts.v[0].path, "f");
	assert_string_equal(merged.conflicts.v[0].kind, "distinct types");
	done();
}

static void a_changed_mode_is_no_conflict(void **state)
{
	(void)state;
	merge_after("seq 1 20 >f; start\n"
		    "chmod +x f; other\n"
		    "echo 21 >>f");
	expect("");
	done();
}

static void odd_names_come_as_they_are(void **state)
{
	(void)state;
	merge_after("odd=$(printf 'a\\tb\\n\"\\303\\244\\377')\n"
		    "echo >f; start\n"
		    "echo one >\"$odd\"; other\n"
		    "echo two >\"$odd\"");
	assert_int_equal(merged.conflicts.n, 1);
	assert_string_equal(merged.conflicts.v[0].path, "a\tb\n\"\303\244\377");
	assert_null(strchr(merged.conflicts.v[0].words, '\n'));
	done();
}

static void words_are_english(void **state)
{
	(void)state;
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "de", 1);
	merge_after("echo >f; start\n"
		    "echo one >f; other\n"
		    "echo two >f");
	says(0, "Merge conflict in f");
	unsetenv("LANGUAGE");
	unsetenv("LC_ALL");
	done();
}

static void a_missing_object_is_named(void **state)
{
	git_oid none = {{1}};
	struct error *err;
	bool clean;

	(void)state;
	merge_after("echo >f; start\necho one >f; other\necho two >g");
	merge_release(&merged);
	err = merge_make(&merged, repo, &ours, &none);
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_MISSING);
	assert_int_equal(merged.conflicts.n, 0);
	error_free(err);
	scratch_sh("rm .git/objects/$(git rev-parse two^{tree} | sed 's|^..|&/|')\n");
	err = merge_try(&none, &clean, repo, &ours, &theirs);
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_MISSING);
	assert_false(clean);
	error_free(err);
	repo_free(repo);
}

static void objects_are_made_aside(void **state)
{
	struct aside aside;
	git_oid tree, commit;
	char *place;
	bool clean;

	(void)state;
	merge_after("seq 1 20 >f; start\n"
		    "sed -i 1s/^/one/ f; other\n"
		    "sed -i 20s/^/two/ f; save two\n"
		    "git checkout -q master; echo >g");
	merge_release(&merged);
	scratch_sh("git gc -q --prune=now; find .git -type f | sort >../before\n");
	assert_null(aside_enter(&aside, repo));
	place = mem_dup(aside.directory);
	assert_int_equal(access(place, F_OK), 0);
	assert_null(aside_merge(&commit, &clean, repo, &ours, &theirs));
	assert_true(clean);
	assert_null(merge_try(&tree, &clean, repo, &commit, &theirs));
	assert_true(clean);
	aside_leave(&aside);
	assert_null(aside.directory);
	assert_int_not_equal(access(place, F_OK), 0);
	free(place);
	assert_null(getenv("GIT_OBJECT_DIRECTORY"));
	scratch_sh("find .git -type f | sort | cmp - ../before\n");
	repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(a_clean_merge_has_the_tree_that_git_makes),
	    TEST(both_sides_change_the_same_lines),
	    TEST(both_sides_add_a_file),
	    TEST(one_side_deletes_what_the_other_changes),
	    TEST(one_side_deletes_what_the_other_renames),
	    TEST(both_sides_rename_a_file),
	    TEST(both_sides_rename_to_the_same_name),
	    TEST(a_file_is_in_the_way_of_a_directory),
	    TEST(both_sides_change_a_binary_file),
	    TEST(a_file_is_added_to_a_directory_that_was_renamed),
	    TEST(a_directory_is_split),
	    TEST(the_sides_add_things_of_other_types),
	    TEST(both_sides_move_a_submodule),
	    TEST(a_file_becomes_a_link_and_stays_a_file),
	    TEST(a_changed_mode_is_no_conflict),
	    TEST(odd_names_come_as_they_are),
	    TEST(words_are_english),
	    TEST(a_missing_object_is_named),
	    TEST(objects_are_made_aside),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
