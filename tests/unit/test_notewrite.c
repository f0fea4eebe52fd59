/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/notewrite.h"

#include "scratch.h"

#define REF "refs/notes/test"

static struct repo *repo;
static struct note_ref base;

static git_oid commit_of(const char *revision)
{
	git_oid oid;

	assert_null(repo_commit(repo, revision, &oid));
	return oid;
}

static void begin(const char *script)
{
	scratch_sh(script);
	assert_null(repo_open(&repo));
	assert_null(note_ref_read(&base, repo, REF));
}

static void done(void)
{
	note_ref_release(&base);
	repo_free(repo);
}

static bool put(const char *const *revisions, const char *text)
{
	struct note_text notes[4] = {{.text = BUF_INIT}};
	bool moved = true;
	size_t n = 0;

	for (; revisions[n]; n++) {
		notes[n] = (struct note_text){commit_of(revisions[n]), BUF_INIT};
		buf_addstr(&notes[n].text, text);
	}
	assert_null(note_write(&moved, repo, REF, &base, notes, n, "some notes"));
	while (n--)
		buf_release(&notes[n].text);
	return moved;
}

static void git_reads_what_is_written(void **state)
{
	git_oid head;

	(void)state;
	begin("change a; change b; echo dirty >>a; echo staged >c; git add c\n"
	      "git status --porcelain >../before; git rev-parse HEAD >>../before\n");
	assert_true(oid_is_zero(&base.tip));
	assert_false(put((const char *const[]){"HEAD", "HEAD^", NULL}, "one\n"));
	note_ref_release(&base);
	assert_null(note_ref_read(&base, repo, REF));
	assert_int_equal(base.n, 2);
	assert_false(put((const char *const[]){"HEAD", NULL}, "two\n"));
	head = commit_of("HEAD");
	assert_true(oid_equal(&base.v[0].object, &head) || oid_equal(&base.v[1].object, &head));
	scratch_sh(
	    "test \"$(git notes --ref=test show HEAD)\" = two\n"
	    "test \"$(git notes --ref=test show HEAD^)\" = one\n"
	    "test \"$(git rev-list --count refs/notes/test)\" = 2\n"
	    "test \"$(git log -1 --format='%an %s' refs/notes/test)\" = 'Morgan Maintainer some notes'\n"
	    "test \"$(git reflog refs/notes/test | wc -l)\" = 2\n"
	    "git status --porcelain >../after; git rev-parse HEAD >>../after; cmp ../before ../after\n"
	    "git fsck --strict --no-dangling\n");
	done();
}

static void a_ref_that_moved_is_left_alone(void **state)
{
	(void)state;
	begin("change a; git notes --ref=test add -m first\n");
	scratch_sh("git notes --ref=test add -f -m second; git rev-parse refs/notes/test >../tip\n");
	assert_true(put((const char *const[]){"HEAD", NULL}, "mine\n"));
	scratch_sh("git rev-parse refs/notes/test | cmp - ../tip\n");
	done();
}

static void a_ref_that_came_or_went_has_moved(void **state)
{
	(void)state;
	begin("change a\n");
	scratch_sh("git notes --ref=test add -m theirs\n");
	assert_true(put((const char *const[]){"HEAD", NULL}, "mine\n"));
	note_ref_release(&base);
	assert_null(note_ref_read(&base, repo, REF));
	scratch_sh("git update-ref -d refs/notes/test\n");
	assert_true(put((const char *const[]){"HEAD", NULL}, "mine\n"));
	scratch_sh("! git rev-parse -q --verify refs/notes/test\n");
	done();
}

static void a_lock_is_an_error(void **state)
{
	struct note_text note;
	struct error *err;
	bool moved;

	(void)state;
	begin("change a; git notes --ref=test add -m first; >.git/refs/notes/test.lock\n");
	note = (struct note_text){commit_of("HEAD"), BUF_INIT};
	err = note_write(&moved, repo, REF, &base, &note, 1, "x");
	assert_non_null(err);
	assert_false(moved);
	assert_non_null(strstr(err->message, "test.lock"));
	error_free(err);
	scratch_sh("test \"$(git notes --ref=test show HEAD)\" = first\n");
	done();
}

/* An object with two notes in one tree, beside a path that is no note. */
static void any_depth_is_read_and_nothing_else_is_lost(void **state)
{
	(void)state;
	begin("change a; change b; h=$(git rev-parse HEAD); b=$(echo one | git hash-object -w --stdin)\n"
	      "c=$(echo two | git hash-object -w --stdin); w=${h#??}; x=${w#??}\n"
	      "GIT_INDEX_FILE=../index; export GIT_INDEX_FILE\n"
	      "git update-index --add --cacheinfo 100644,$b,$h\n"
	      "git update-index --add --cacheinfo 100644,$c,${h%$w}/${w%$x}/$x\n"
	      "git update-index --add --cacheinfo 100644,$c,README\n"
	      "git update-index --add --cacheinfo 100644,$c,${h%?}\n"
	      "git update-ref refs/notes/test $(git commit-tree -m x $(git write-tree))\n");
	assert_int_equal(base.n, 2);
	assert_true(oid_equal(&base.v[0].object, &base.v[1].object));
	assert_false(put((const char *const[]){"HEAD", "HEAD^", NULL}, "both\n"));
	note_ref_release(&base);
	assert_null(note_ref_read(&base, repo, REF));
	assert_int_equal(base.n, 2);
	scratch_sh("test \"$(git notes --ref=test show HEAD)\" = both\n"
		   "test \"$(git notes --ref=test show HEAD^)\" = both\n"
		   "test \"$(git show refs/notes/test:README)\" = two\n"
		   "test \"$(git ls-tree -r refs/notes/test | wc -l)\" = 4\n"
		   "git fsck --strict --no-dangling\n");
	done();
}

static void many_notes_go_into_directories(void **state)
{
	(void)state;
	begin(
	    "change a; change b; i=0; { echo 'commit refs/notes/test'\n"
	    "echo 'committer M <m@example.org> 1 +0000'; echo 'data 0'; while [ $i -lt 300 ]; do i=$((i+1))\n"
	    "printf 'M 100644 inline %040x\\ndata 1\\nx\\n' $i; done; } | git fast-import --quiet\n");
	assert_int_equal(base.n, 300);
	assert_false(put((const char *const[]){"HEAD", "HEAD^", NULL}, "text\n"));
	scratch_sh("test \"$(git notes --ref=test show HEAD)\" = text\n"
		   "test \"$(git notes --ref=test show HEAD^)\" = text\n"
		   "test \"$(git notes --ref=test list | wc -l)\" = 302\n"
		   "test \"$(git ls-tree refs/notes/test | grep -c tree)\" -gt 0\n");
	done();
}

static void what_is_no_notes_ref_is_told(void **state)
{
	struct error *err;

	(void)state;
	begin("change a; git update-ref refs/notes/blob $(echo x | git hash-object -w --stdin)\n"
	      "mkdir -p .git/refs/notes; echo rubbish >.git/refs/notes/broken\n");
	note_ref_release(&base);
	err = note_ref_read(&base, repo, "refs/notes/blob");
	assert_non_null(err);
	assert_non_null(strstr(err->message, "refs/notes/blob holds no notes"));
	error_free(err);
	err = note_ref_read(&base, repo, "refs/notes/broken");
	assert_non_null(err);
	assert_non_null(strstr(err->message, "refs/notes/broken cannot be read"));
	error_free(err);
	repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(git_reads_what_is_written),
	    TEST(a_ref_that_moved_is_left_alone),
	    TEST(a_ref_that_came_or_went_has_moved),
	    TEST(a_lock_is_an_error),
	    TEST(any_depth_is_read_and_nothing_else_is_lost),
	    TEST(many_notes_go_into_directories),
	    TEST(what_is_no_notes_ref_is_told),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
