/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/refs.h"
#include "source/repo.h"

#include "scratch.h"
#include "source/refname.h"

static struct repo *repo;

static void open_it(void)
{
	struct error *err = repo_open(&repo);

	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
}

/* repo_open() must fail, with these words in message and hint. */
static void refused(enum error_code code, const char *message, const char *hint)
{
	struct error *err = repo_open(&repo);

	assert_non_null(err);
	assert_null(repo);
	assert_int_equal(err->code, code);
	if (!strstr(err->message, message))
		print_error("%s\n", err->message);
	assert_non_null(strstr(err->message, message));
	assert_non_null(err->hint);
	assert_non_null(strstr(err->hint, hint));
	error_free(err);
}

/* What git tells on its standard error would stand in our messages, or come to the terminal unasked. */
static void children_know_no_grafts_and_say_nothing(void **state)
{
	const char *const count[] = {"rev-list", "--count", "HEAD", NULL};
	struct buf out = BUF_INIT, words = BUF_INIT;
	int status;

	(void)state;
	scratch_sh("change a; change b; change c\n"
		   "git rev-parse HEAD >.git/info/grafts\n");
	open_it();
	assert_null(repo_git_status(repo, &out, &words, &status, count));
	assert_int_equal(status, 0);
	assert_string_equal(out.s, "3\n");
	assert_string_equal(words.s, "");
	buf_release(&out);
	buf_release(&words);
	repo_free(repo);
}

static void children_know_no_replacements(void **state)
{
	git_oid before, after;

	(void)state;
	scratch_sh("change a; change b; git replace HEAD HEAD~1\n");
	open_it();
	assert_null(repo_commit(repo, "HEAD~1", &before));
	assert_null(repo_commit(repo, "HEAD^{/b}", &after));
	assert_false(oid_equal(&before, &after));
	repo_free(repo);
}

static void revisions_become_commits(void **state)
{
	git_oid tip, other;
	struct error *err;

	(void)state;
	scratch_sh("change a; git tag -a -m x v1; git tag -a -m y v2 v1; git branch -- topic\n"
		   "git tag blob $(git rev-parse HEAD:a)\n");
	open_it();
	assert_null(repo_commit(repo, "HEAD", &tip));
	assert_null(repo_commit(repo, "v2", &other));
	assert_true(oid_equal(&tip, &other));
	static const char *const none[] = {"nothing", "blob", "HEAD:a", "--all", "", "-q"};
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		err = repo_commit(repo, none[i], &other);
		assert_non_null(err);
		assert_int_equal(err->code, ERROR_NOT_FOUND);
		error_free(err);
	}
	repo_free(repo);
}

static void short_names_become_refs(void **state)
{
	char *ref;

	(void)state;
	scratch_sh("change a; git branch topic; git tag v1; git update-ref refs/remotes/o/topic HEAD\n");
	open_it();
	assert_null(repo_full_ref(repo, "topic", &ref));
	assert_string_equal(ref, "refs/heads/topic");
	free(ref);
	assert_null(repo_full_ref(repo, "o/topic", &ref));
	assert_string_equal(ref, "refs/remotes/o/topic");
	free(ref);
	assert_null(repo_full_ref(repo, "HEAD~0", &ref));
	assert_null(ref);
	assert_null(repo_full_ref(repo, "nothing", &ref));
	assert_null(ref);
	repo_free(repo);
}

static void left_to_git(const char *name)
{
	git_oid commit;
	char *ref;

	open_it();
	assert_false(refname_commit(repo, name, &ref, &commit));
	assert_null(ref);
	repo_free(repo);
}

static void a_name_of_one_ref_alone_needs_no_git(void **state)
{
	git_oid tip, commit;
	char *ref;

	(void)state;
	scratch_sh(
	    "change a; git tag -a -m x v1; git branch topic; git update-ref refs/remotes/o/topic HEAD\n");
	open_it();
	assert_null(repo_commit(repo, "HEAD", &tip));
	assert_true(refname_commit(repo, "v1", &ref, &commit));
	assert_string_equal(ref, "refs/tags/v1");
	assert_true(oid_equal(&commit, &tip));
	free(ref);
	assert_true(refname_commit(repo, "o/topic", &ref, &commit));
	assert_string_equal(ref, "refs/remotes/o/topic");
	free(ref);
	repo_free(repo);
	left_to_git("o//topic");
	left_to_git("/refs/heads/topic");
	left_to_git("none");
	scratch_sh("git tag topic; git update-ref refs/heads/1234567890123456789012345678901234567890 HEAD\n"
		   "git update-ref refs/worktree/own HEAD; git rev-parse HEAD >.git/v1\n");
	left_to_git("topic"); /* two */
	left_to_git("1234567890123456789012345678901234567890");
	left_to_git("worktree/own");
	left_to_git("v1"); /* the file */
	scratch_sh("git worktree add -q --detach ../linked\n");
	assert_int_equal(chdir("../linked"), 0);
	left_to_git("v1");
}

/* git peels while it follows replacements, which are none of upstream's. */
static void what_packed_refs_peel_to_is_not_taken(void **state)
{
	git_oid second, commit;
	char *ref;

	(void)state;
	scratch_sh("change a; git tag -a -m x v1; change b; git tag -a -m x v2; git pack-refs --all\n"
		   "sed -i \"s/^^.*/^$(git rev-parse v1^{commit})/\" .git/packed-refs\n");
	open_it();
	assert_null(repo_commit(repo, "HEAD", &second));
	assert_true(refname_commit(repo, "v2", &ref, &commit));
	assert_true(oid_equal(&commit, &second));
	free(ref);
	repo_free(repo);
}

static void a_line_feed_in_a_path_is_no_end(void **state)
{
	struct error *err;

	(void)state;
	scratch_sh("change a; git worktree add -q --detach '../two\nlines'; git init -q '../new\nline'\n");
	assert_int_equal(chdir("../two\nlines"), 0);
	open_it();
	assert_non_null(strstr(repo_work_tree(repo), "/two\nlines"));
	repo_free(repo);
	assert_int_equal(chdir("../new\nline"), 0);
	err = repo_open(&repo);
	assert_non_null(err);
	assert_string_equal(err->message, "git cannot find a repository here");
	error_free(err);
}

static void refs_are_listed_with_what_they_name(void **state)
{
	static const char *const patterns[] = {"refs/tags/v*", "refs/heads/", NULL};
	struct refs refs = REFS_INIT;
	git_oid tip;

	(void)state;
	scratch_sh("at '2026-01-02 03:04'; change a\n"
		   "git tag v1; at '2026-05-06 07:08'; git tag -a -m x v2; git tag -a -m x v3 v2\n"
		   "git tag v4 $(git rev-parse HEAD:a); git tag other\n");
	open_it();
	assert_null(repo_commit(repo, "HEAD", &tip));
	assert_null(refs_list(repo, &refs, patterns));
	assert_int_equal(refs.n, 5);
	assert_string_equal(refs.v[0].name, "refs/heads/master");
	assert_string_equal(refs.v[1].name, "refs/tags/v1");
	assert_false(refs.v[1].annotated);
	assert_true(oid_equal(&refs.v[1].target, &tip));
	assert_true(oid_equal(&refs.v[1].commit, &tip));
	assert_int_equal(refs.v[1].tagger, 1767323040); /* the commit's, for there is no tagger */
	assert_true(refs.v[2].annotated);
	assert_false(oid_equal(&refs.v[2].target, &tip));
	assert_true(oid_equal(&refs.v[2].commit, &tip));
	assert_int_equal(refs.v[2].tagger, 1778051280);
	assert_string_equal(refs.v[4].name, "refs/tags/v4");
	assert_true(oid_is_zero(&refs.v[4].commit));
	refs_release(&refs);
	repo_free(repo);
}

static void a_tag_of_a_tag_names_the_commit(void **state)
{
	static const char *const patterns[] = {"refs/tags/v4", NULL};
	struct refs refs = REFS_INIT;
	git_oid tip;

	(void)state;
	scratch_sh("change a; git tag -a -m x v2; git tag -a -m x v3 v2; git tag -a -m x v4 v3\n");
	open_it();
	assert_null(repo_commit(repo, "HEAD", &tip));
	assert_null(refs_list(repo, &refs, patterns));
	assert_int_equal(refs.n, 1);
	assert_true(oid_equal(&refs.v[0].commit, &tip));
	refs_release(&refs);
	repo_free(repo);
}

static void git_failing_is_told_in_its_words(void **state)
{
	struct buf out = BUF_INIT;
	struct error *err;

	(void)state;
	open_it();
	err = repo_git(repo, &out, "-c", "core.abbrev=7", "cat-file", "blob", "no-such-thing", NULL);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "git cat-file failed (exit 128): "));
	assert_non_null(strstr(err->message, "no-such-thing"));
	assert_int_equal(out.len, 0);
	error_free(err);
	buf_release(&out);
	repo_free(repo);
}

static void input_goes_in_and_output_comes_out(void **state)
{
	static const char *const args[] = {"hash-object", "-w", "-t", "blob", "--stdin", NULL};
	struct buf id = BUF_INIT, back = BUF_INIT;
	git_oid oid;
	int type;

	(void)state;
	open_it();
	assert_null(repo_gitv_input(repo, &id, args, "a\0b\n", 4));
	buf_trim(&id);
	assert_int_equal(git_oid_fromstr(&oid, id.s), 0);
	assert_null(repo_read(repo, &oid, &type, &back));
	assert_int_equal(type, 3);
	assert_int_equal(back.len, 4);
	assert_memory_equal(back.s, "a\0b\n", 4);
	buf_release(&id);
	buf_release(&back);
	repo_free(repo);
}

static void a_missing_object_is_named(void **state)
{
	struct buf out = BUF_INIT;
	struct error *err;
	git_oid oid;

	(void)state;
	open_it();
	git_oid_fromstr(&oid, "1234567890123456789012345678901234567890");
	err = repo_read(repo, &oid, NULL, &out);
	assert_non_null(err);
	assert_int_equal(err->code, ERROR_MISSING);
	assert_non_null(strstr(err->message, "1234567890123456789012345678901234567890"));
	error_free(err);
	buf_release(&out);
	repo_free(repo);
}

static void directories_are_absolute(void **state)
{
	char expected[128];

	(void)state;
	scratch_sh("change a; git worktree add -q ../side -b side; mkdir deep\n");
	assert_int_equal(chdir("../side"), 0);
	open_it();
	snprintf(expected, sizeof(expected), "%s/repo/.git/worktrees/side", scratch_directory);
	assert_string_equal(repo_git_dir(repo), expected);
	snprintf(expected, sizeof(expected), "%s/repo/.git", scratch_directory);
	assert_string_equal(repo_common_dir(repo), expected);
	snprintf(expected, sizeof(expected), "%s/side", scratch_directory);
	assert_string_equal(repo_work_tree(repo), expected);
	repo_free(repo);
	assert_int_equal(chdir("../repo/.git"), 0);
	open_it();
	assert_null(repo_work_tree(repo));
	repo_free(repo);
}

static void what_cannot_be_read_is_refused(void **state)
{
	(void)state;
	scratch_sh("change a; change b\n"
		   "git clone -q --depth=1 \"file://$PWD\" ../shallow\n"
		   "git clone -q --shared . ../borrowed\n"
		   "echo /nowhere/objects >../borrowed/.git/objects/info/alternates\n"
		   "mkdir ../nothing\n");
	assert_int_equal(chdir("../shallow"), 0);
	refused(ERROR_FAILED, "shallow clone", "git fetch --unshallow");
	assert_int_equal(chdir("../borrowed"), 0);
	refused(ERROR_FAILED, "/nowhere/objects", "Put it back");
	assert_int_equal(chdir("../nothing"), 0);
	refused(ERROR_NOT_FOUND, "not a git repository", "pullprep -C DIR");
}

#define scratch_test(f) cmocka_unit_test_setup_teardown(f, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(children_know_no_grafts_and_say_nothing),
	    scratch_test(children_know_no_replacements),
	    scratch_test(revisions_become_commits),
	    scratch_test(short_names_become_refs),
	    scratch_test(a_name_of_one_ref_alone_needs_no_git),
	    scratch_test(what_packed_refs_peel_to_is_not_taken),
	    scratch_test(a_line_feed_in_a_path_is_no_end),
	    scratch_test(refs_are_listed_with_what_they_name),
	    scratch_test(a_tag_of_a_tag_names_the_commit),
	    scratch_test(git_failing_is_told_in_its_words),
	    scratch_test(input_goes_in_and_output_comes_out),
	    scratch_test(a_missing_object_is_named),
	    scratch_test(directories_are_absolute),
	    scratch_test(what_cannot_be_read_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
