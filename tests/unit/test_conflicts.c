/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/conflicts.h"

#include "scratch.h"

static struct project project;
static struct survey survey;
static struct test_merges merges;

/* Branches of the script are topics; at least one and two. */
static void prepare(const char *script)
{
	struct buf whole = BUF_INIT;
	struct strings settings = STRINGS_INIT, none = STRINGS_INIT;

	buf_addf(&whole,
	    "save() { git add -A; git commit -q -m \"$1\"; }\n"
	    "topic() { git checkout -q -b $1 ${2-start}; }\n"
	    "base() { git commit -q -m base; git branch start; }\n"
	    "%s\ngit checkout -q master; git branch -q -D start\n",
	    script);
	scratch_sh(whole.s);
	buf_release(&whole);
	strings_add(&settings, "pullprep.mainline=master");
	merges = (struct test_merges)TEST_MERGES_INIT;
	assert_null(project_open(&project, &settings, "2026-07-20"));
	assert_null(survey_topics(&survey, &project, &none));
	strings_release(&settings);
}

static struct merge_head head(const char *name)
{
	struct merge_head it = {.name = name};

	assert_null(repo_commit(project.repo, name, &it.tip));
	return it;
}

static void done(void)
{
	test_merges_release(&merges);
	survey_release(&survey);
	project_release(&project);
}

static void add_side(struct buf *out, const struct conflict_side *side)
{
	assert_int_equal(oid_is_zero(&side->commit), !side->subject);
	buf_addf(out, " <%s>", side->subject ? side->subject : "-");
}

/* "OURS+THEIRS: PATH KIND <our last> <their last>" lines. */
static void expect(const char *lines)
{
	struct buf found = BUF_INIT;

	for (size_t i = 0; i < merges.n; i++) {
		const struct test_merge *merge = merges.v + i;

		if (!merge->conflicts.n)
			buf_addf(&found, "%s+%s: clean\n", merge->ours, merge->theirs);
		for (size_t k = 0; k < merge->conflicts.n; k++) {
			const struct conflict *c = merge->conflicts.v + k;

			buf_addf(&found, "%s+%s: %s %s", merge->ours, merge->theirs, c->path, c->kind);
			add_side(&found, &c->ours);
			add_side(&found, &c->theirs);
			buf_addch(&found, '\n');
		}
	}
	assert_string_equal(found.s, lines);
	buf_release(&found);
}

static void test(const char *ours, const char *theirs)
{
	struct merge_head one = head(ours), other = head(theirs);

	assert_null(conflicts_test(&merges, &project, &one, &other));
}

static size_t test_all(void)
{
	size_t topics[16], merged = 99;

	assert_in_range(survey.topics.n, 1, 16);
	for (size_t i = 0; i < survey.topics.n; i++)
		topics[i] = i;
	assert_null(conflicts_among(&merges, &survey, topics, survey.topics.n, &merged));
	return merged;
}

static void both_sides_last_commits_are_told(void **state)
{
	(void)state;
	prepare("seq 1 20 >f; seq 30 40 >g; git add -A; base\n"
		"topic one; sed -i 5s/^/one/ f; save 'one: first'; sed -i 6s/^/one/ f; save 'one: second'\n"
		"echo >h; save 'one: something else'\n"
		"topic two; sed -i 5s/^/two/ f; save 'two: it'; echo >>g; save 'two: more'\n"
		"git checkout -q master; sed -i 5s/^/main/ f; save 'main: it'\n");
	test("one", "two");
	test("one", "master");
	expect("one+two: f contents <one: second> <two: it>\n"
	       "one+master: f contents <one: second> <main: it>\n");
	assert_string_equal(merges.v[0].conflicts.v[0].words, "Merge conflict in f");
	done();
}

static void the_sides_are_called_by_their_names(void **state)
{
	(void)state;
	prepare("seq 1 20 >f; git add -A; base\n"
		"topic one; git rm -q f; save 'one: drop it'\n"
		"topic two; echo >>f; save 'two: change it'\n");
	test("one", "two");
	expect("one+two: f modify/delete <one: drop it> <two: change it>\n");
	assert_string_equal(merges.v[0].conflicts.v[0].words,
	    "f deleted in one and modified in two.  Version two of f left in tree.");
	done();
}

static void merges_are_nobodys_last_commits(void **state)
{
	(void)state;
	prepare("seq 1 20 >f; git add -A; base\n"
		"topic side; sed -i 5s/^/side/ f; save 'side: it'\n"
		"topic one; echo >h; save 'one: else'; git merge -q --no-edit side; git branch -q -D side\n"
		"topic two; sed -i 5s/^/two/ f; save 'two: it'\n");
	test("one", "two");
	expect("one+two: f contents <side: it> <two: it>\n");
	done();
}

static void a_renamed_file_is_followed(void **state)
{
	(void)state;
	prepare("seq 1 20 >old; cp old copy; git add -A; base\n"
		"topic one; git mv old new; sed -i 5s/^/one/ new; save 'one: move it'\n"
		"topic two; sed -i 5s/^/two/ old; save 'two: change it'\n");
	test("one", "two");
	test("two", "one");
	expect("one+two: new contents <one: move it> <two: change it>\n"
	       "two+one: new contents <two: change it> <one: move it>\n");
	done();
}

static void a_renamed_directory_is_followed(void **state)
{
	(void)state;
	prepare("mkdir old; seq 1 20 >old/a; seq 30 50 >old/b; git add -A; base\n"
		"topic one; git mv old new; save 'one: move all'\n"
		"topic two; seq 60 80 >old/c; save 'two: add one'\n");
	test("one", "two");
	expect("one+two: new/c directory rename suggested <one: move all> <two: add one>\n");
	done();
}

static void odd_names_are_no_patterns(void **state)
{
	(void)state;
	prepare("echo >':(top)*'; echo >'-f'; git add -A; base\n"
		"topic one; echo one >':(top)*'; echo one >./-f; save one; echo >g; save 'one: else'\n"
		"topic two; echo two >':(top)*'; echo two >./-f; save two; echo >g2; save 'two: else'\n");
	test("one", "two");
	expect("one+two: -f contents <one> <two>\n"
	       "one+two: :(top)* contents <one> <two>\n");
	done();
}

static void only_pairs_that_may_conflict_are_merged(void **state)
{
	(void)state;
	prepare("seq 1 20 >f; seq 30 50 >g; git add -A; base\n"
		"topic a; sed -i 2s/^/a/ f; save a\n"
		"topic b; sed -i 19s/^/b/ f; save b\n"
		"topic c; sed -i 19s/^/c/ f; save c\n"
		"topic d; echo >>g; save d\n"
		"topic e a; sed -i 19s/^/e/ f; save e\n"); /* contains a */
	/* a+b, a+c, b+c, b+e, c+e; not a+e, and nothing with d */
	assert_int_equal(test_all(), 5);
	expect("b+c: f contents <b> <c>\n"
	       "b+e: f contents <b> <e>\n"
	       "c+e: f contents <c> <e>\n");
	done();
}

static void equal_patches_are_not_merged(void **state)
{
	(void)state;
	prepare("seq 1 20 >f; git add -A; base\n"
		"topic a; sed -i 2s/^/x/ f; save a; echo >a; save a2\n"
		"topic b; sed -i 2s/^/x/ f; save b; echo >b; save b2\n");
	assert_int_equal(test_all(), 0);
	expect("");
	done();
}

static void nothing_is_left_behind(void **state)
{
	(void)state;
	prepare("seq 1 20 >f; git add -A; base\n"
		"topic a; sed -i 2s/^/a/ f; save a\n"
		"topic b; sed -i 19s/^/b/ f; save b\n"
		"topic c; sed -i 19s/^/c/ f; save c\n");
	scratch_sh("mkdir ../tmp; find .git -type f -exec sha1sum {} + | sort >../before\n");
	setenv("TMPDIR", "../tmp", 1);
	assert_int_equal(test_all(), 3);
	unsetenv("TMPDIR");
	scratch_sh(
	    "find .git -type f -exec sha1sum {} + | sort | cmp - ../before; test -z \"$(ls ../tmp)\"\n");
	expect("b+c: f contents <b> <c>\n");
	done();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(both_sides_last_commits_are_told),
	    TEST(the_sides_are_called_by_their_names),
	    TEST(merges_are_nobodys_last_commits),
	    TEST(a_renamed_file_is_followed),
	    TEST(a_renamed_directory_is_followed),
	    TEST(odd_names_are_no_patterns),
	    TEST(only_pairs_that_may_conflict_are_merged),
	    TEST(equal_patches_are_not_merged),
	    TEST(nothing_is_left_behind),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
