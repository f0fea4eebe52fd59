/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/ratio.h"

#include "source/difftree.h"
#include "util/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- sums and shares ---- */

static void shares_are_of_all_lines(void **state)
{
	struct ratio ratio = {.known = true};

	(void)state;
	assert_int_equal(ratio_share_added(&ratio), -1);
	assert_int_equal(ratio_share_changed(&ratio), -1);
	ratio.lines[CLASS_TESTS] = (struct lines){20, 0};
	ratio.lines[CLASS_DOCS] = (struct lines){9, 1};
	ratio.lines[CLASS_TOOLS] = (struct lines){1, 9};
	ratio.lines[CLASS_CODE] = (struct lines){70, 90};
	assert_int_equal(ratio_added(&ratio), 100);
	assert_int_equal(ratio_changed(&ratio), 200);
	assert_int_equal(ratio_share_added(&ratio), 29);
	assert_int_equal(ratio_share_changed(&ratio), 15);
	assert_int_equal(ratio_class_added(&ratio, CLASS_CODE), 70);
	assert_int_equal(ratio_class_changed(&ratio, CLASS_CODE), 80);
	ratio.lines[CLASS_CODE].added = 971;
	assert_int_equal(ratio_share_added(&ratio), 2); /* 29 of 1001: rounded down */
}

static void removals_alone_have_no_share_of_added(void **state)
{
	struct ratio ratio = {.known = true};

	(void)state;
	ratio.lines[CLASS_TESTS].removed = 5;
	assert_int_equal(ratio_share_added(&ratio), -1);
	assert_int_equal(ratio_share_changed(&ratio), 100);
}

static void an_unknown_part_makes_the_sum_unknown(void **state)
{
	struct ratio sum = {.known = true}, part = {.known = true}, unknown = {.known = false};

	(void)state;
	part.lines[CLASS_CODE].added = 3;
	part.files[CLASS_CODE] = 1;
	ratio_add(&sum, &part);
	ratio_add(&sum, &part);
	assert_true(sum.known);
	assert_int_equal(sum.lines[CLASS_CODE].added, 6);
	assert_int_equal(sum.files[CLASS_CODE], 2);
	ratio_add(&sum, &unknown);
	assert_false(sum.known);
	assert_int_equal(ratio_share_added(&sum), -1);
}

/* ---- what git prints, in pieces ---- */

static void records_wait_for_their_end(void **state)
{
	static const char text[] = "1111111111111111111111111111111111111111\0"
				   "3\t4\ta b\0"
				   "-\t-\tbin\0"
				   "0\t0\t\0old\0new\0"
				   "=\n";
	static const enum difftree_kind kinds[] = {
	    DIFFTREE_COMMIT, DIFFTREE_FILE, DIFFTREE_FILE, DIFFTREE_FILE, DIFFTREE_MARKED};
	struct difftree_record record;
	struct buf in = BUF_INIT;
	size_t used = 0, found = 0;

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(text); i++) {
		enum difftree_kind kind;

		buf_add(&in, text + i, 1);
		kind = difftree_record(&in, &used, &record);
		if (kind == DIFFTREE_PART)
			continue;
		assert_true(found < 5);
		assert_int_equal(kind, kinds[found]);
		if (found == 1) {
			assert_string_equal(record.file.path, "a b");
			assert_int_equal(record.file.added, 3);
			assert_int_equal(record.file.removed, 4);
			assert_false(record.file.binary);
		}
		assert_true(found != 2 || record.file.binary);
		if (found == 3) {
			assert_string_equal(record.file.path, "new");
			assert_int_equal(record.file.status, 'R');
		}
		found++;
	}
	assert_int_equal(found, 5);
	assert_int_equal(used, in.len);
	buf_release(&in);
}

static void other_records_are_bad(void **state)
{
	static const struct {
		const char *text;
		size_t length;
	} cases[] = {
	    {"x", 2}, {"1\tx", 4}, {"1\t2x\ty", 7}, {"\t\tx", 4}, {"=x", 2}, {"", 1}, {"1 2\tx\ty", 8}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct difftree_record record;
		struct buf in = BUF_INIT;
		size_t used = 0;

		buf_add(&in, cases[i].text, cases[i].length);
		if (difftree_record(&in, &used, &record) != DIFFTREE_BAD)
			fail_msg("case %zu", i);
		buf_release(&in);
	}
}

static void objects_are_found_in_complaints(void **state)
{
	char *object = difftree_object("fatal: bad c0ffee (1234567890123456789012345678901234567890)");

	(void)state;
	assert_string_equal(object, "1234567890123456789012345678901234567890");
	free(object);
	assert_null(difftree_object("fatal: index file corrupt"));
}

/* ---- a real repository ---- */

struct fixture {
	char directory[64];
	struct repo *repo;
	struct config *config;
	struct classes *classes;
};

static void shell(const char *script)
{
	char *command = mem_format("set -e; %s", script);

	if (system(command))
		fail_msg("failed: %s", script);
	free(command);
}

static git_oid commit_of(struct fixture *f, const char *revision)
{
	git_oid oid;

	assert_null(repo_commit(f->repo, revision, &oid));
	return oid;
}

static int set_up(void **state)
{
	struct fixture *f = mem_zero(1, sizeof(*f));
	struct strings none = STRINGS_INIT;

	strcpy(f->directory, "/tmp/pullprep.ratio.XXXXXX");
	if (!mkdtemp(f->directory) || chdir(f->directory) < 0)
		return -1;
	shell("git init -q; mkdir tests src;"
	      "seq 1 10 >src/a.c; seq 20 40 >src/moved.c; seq 50 60 >src/gone.c; seq 70 80 >src/typed;"
	      "seq 1 5 >tests/t.sh; printf 'a\\0b' >image; seq 90 99 >src/mode.c;"
	      "git add .; git commit -q -m one;"
	      "seq 2 12 >src/a.c; git mv src/moved.c tests/moved.c; git rm -q src/gone.c;"
	      "rm src/typed; ln -s a.c src/typed; printf 'a\\0c' >image; chmod +x src/mode.c; echo x >README;"
	      "seq 1 7 >tests/t.sh; git add .; git commit -q -m two");
	assert_null(repo_open(&f->repo));
	assert_null(config_load(&f->config, &none));
	assert_null(classes_load(&f->classes, f->config));
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	char *command = mem_format("rm -rf '%s'", f->directory);

	classes_free(f->classes);
	config_free(f->config);
	repo_free(f->repo);
	if (chdir("/") < 0 || system(command))
		return -1;
	free(command);
	free(f);
	return 0;
}

static void a_difference_names_each_file(void **state)
{
	static const struct changed_file expected[] = {
	    {(char *)(uintptr_t) "README", CLASS_DOCS, 'A', false, {1, 0}},
	    {(char *)(uintptr_t) "image", CLASS_CODE, 'M', true, {0, 0}},
	    {(char *)(uintptr_t) "src/a.c", CLASS_CODE, 'M', false, {2, 1}},
	    {(char *)(uintptr_t) "src/gone.c", CLASS_CODE, 'D', false, {0, 11}},
	    {(char *)(uintptr_t) "src/mode.c", CLASS_CODE, 'M', false, {0, 0}},
	    {(char *)(uintptr_t) "src/typed", CLASS_CODE, 'T', false, {1, 11}},
	    {(char *)(uintptr_t) "tests/moved.c", CLASS_TESTS, 'R', false, {0, 0}},
	    {(char *)(uintptr_t) "tests/t.sh", CLASS_TESTS, 'M', false, {2, 0}},
	};
	struct fixture *f = *state;
	git_oid from = commit_of(f, "HEAD^"), to = commit_of(f, "HEAD");
	struct changed_files files = CHANGED_FILES_INIT;
	struct ratio ratio, same;

	assert_null(ratio_difference(f->repo, f->classes, &from, &to, &files));
	assert_int_equal(files.n, sizeof(expected) / sizeof(*expected));
	for (size_t i = 0; i < files.n; i++) {
		assert_string_equal(files.v[i].path, expected[i].path);
		assert_int_equal(files.v[i].class, expected[i].class);
		assert_int_equal(files.v[i].status, expected[i].status);
		assert_int_equal(files.v[i].binary, expected[i].binary);
		assert_int_equal(files.v[i].lines.added, expected[i].lines.added);
		assert_int_equal(files.v[i].lines.removed, expected[i].lines.removed);
	}
	ratio_of_files(&files, &ratio);
	assert_true(ratio.known);
	assert_int_equal(ratio_added(&ratio), 6);
	assert_int_equal(ratio.files[CLASS_CODE], 5);
	assert_int_equal(ratio.files[CLASS_TESTS], 1);
	assert_null(ratio_commits(f->repo, f->classes, &to, 1, &same));
	assert_memory_equal(&ratio, &same, sizeof(ratio));
	changed_files_release(&files);
}

static void no_difference_is_none(void **state)
{
	struct fixture *f = *state;
	git_oid head = commit_of(f, "HEAD");
	struct changed_files files = CHANGED_FILES_INIT;
	struct ratio ratio;

	assert_null(ratio_difference(f->repo, f->classes, &head, &head, &files));
	assert_int_equal(files.n, 0);
	ratio_of_files(&files, &ratio);
	assert_true(ratio.known);
	assert_int_equal(ratio_share_added(&ratio), -1);
	assert_null(ratio_commits(f->repo, f->classes, NULL, 0, NULL));
}

/* Every commit's blob is new, and each seventh is taken away (and the index, or git would read the file in
 * the work tree): the rest must be right, in their places. */
static void missing_objects_cost_only_their_commits(void **state)
{
	enum { COMMITS = 150 };
	struct fixture *f = *state;
	git_oid commits[COMMITS], tree = {{1}};
	struct ratio ratios[COMMITS];
	struct changed_files files = CHANGED_FILES_INIT;
	struct error *err;

	shell("git checkout -q --orphan many; git rm -rqf .; git commit -q --allow-empty -m root; i=0; "
	      "while test $i -lt 150; do i=$((i + 1)); echo $i >f$i; echo $i >>f$i; git add f$i; git commit "
	      "-q -m $i; "
	      "done; rm .git/index; i=0; while test $i -lt 150; do i=$((i + 7)); test $i -gt 150 && break; "
	      "b=$(git rev-parse HEAD:f$i); rm -f .git/objects/$(echo $b | cut -c1-2)/$(echo $b | cut -c3-); "
	      "done");
	for (int i = 0; i < COMMITS; i++) {
		char *revision = mem_format("HEAD~%d", COMMITS - 1 - i);

		commits[i] = commit_of(f, revision);
		free(revision);
	}
	assert_null(ratio_commits(f->repo, f->classes, commits, COMMITS, ratios));
	for (int i = 0; i < COMMITS; i++) {
		assert_int_equal(ratios[i].known, (i + 1) % 7 != 0);
		assert_int_equal(ratio_added(&ratios[i]), ratios[i].known ? 2 : 0);
		assert_int_equal(ratio_share_added(&ratios[i]), ratios[i].known ? 0 : -1);
	}
	err = ratio_difference(f->repo, f->classes, &commits[0], &commits[COMMITS - 1], &files);
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_MISSING);
	assert_non_null(strstr(err->message, "lacks object"));
	error_free(err);
	changed_files_release(&files);
	/* A commit that is not there at all is unknown, too. */
	commits[3] = tree;
	assert_null(ratio_commits(f->repo, f->classes, commits, 6, ratios));
	for (int i = 0; i < 6; i++)
		assert_int_equal(ratios[i].known, i != 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shares_are_of_all_lines),
	    cmocka_unit_test(removals_alone_have_no_share_of_added),
	    cmocka_unit_test(an_unknown_part_makes_the_sum_unknown),
	    cmocka_unit_test(records_wait_for_their_end),
	    cmocka_unit_test(other_records_are_bad),
	    cmocka_unit_test(objects_are_found_in_complaints),
	    cmocka_unit_test_setup_teardown(a_difference_names_each_file, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(no_difference_is_none, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(missing_objects_cost_only_their_commits, set_up, tear_down),
	};

	signal(SIGPIPE, SIG_IGN);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_AUTHOR_NAME", "Morgan Maintainer", 1);
	setenv("GIT_AUTHOR_EMAIL", "maintainer@example.org", 1);
	setenv("GIT_COMMITTER_NAME", "Morgan Maintainer", 1);
	setenv("GIT_COMMITTER_EMAIL", "maintainer@example.org", 1);
	unsetenv("GIT_DIR");
	unsetenv("GIT_WORK_TREE");
	unsetenv("GIT_INDEX_FILE");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
