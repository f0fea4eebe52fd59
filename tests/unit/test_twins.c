/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/twins.h"

#include "dag.h"
#include "source/refs.h"

/*
 * Commits are named by branches and tags of a scratch repository; each has its own sightings, as a set of
 * days (bits). What a wanted one is then seen in must be its own days and its twins'.
 */
enum { MOST = 16, WORDS = 2 };

static struct repo *repo;
static struct history *history;
static struct twin twins[MOST];
static uint64_t marks[MOST][WORDS], seen[MOST][WORDS];
static size_t count;
static struct strings missing;

static void begin(void)
{
	repo = dag_repo();
	assert_null(history_new(&history, repo));
	memset(marks, 0, sizeof(marks));
	memset(seen, 0, sizeof(seen));
	count = 0;
	missing = (struct strings)STRINGS_INIT;
}

/* The day'th bit of 128; -1: never sighted. */
static void commit(const char *name, bool wanted, int day)
{
	git_oid oid;
	node_t node;

	assert_null(repo_commit(repo, name, &oid));
	node = history_node(history, &oid);
	assert_null(history_load(history, node));
	if (history_at(history, node)->parent_count)
		assert_null(history_load(history, history_parents(history, node)[0]));
	if (day >= 0)
		marks[count][day / 64] |= (uint64_t)1 << day % 64;
	twins[count] =
	    (struct twin){.node = node, .wanted = wanted, .marks = marks[count], .seen = seen[count]};
	count++;
}

static void find(void)
{
	struct error *err = twins_find(repo, history, twins, count, WORDS, &missing);

	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
}

static bool is_seen(size_t i, int day)
{
	return seen[i][day / 64] >> day % 64 & 1;
}

static int days_seen(size_t i)
{
	return __builtin_popcountll(seen[i][0]) + __builtin_popcountll(seen[i][1]);
}

static void end(void)
{
	strings_release(&missing);
	history_free(history);
	repo_free(repo);
}

/* A file of ten lines, and two places to work from. */
#define BASES                                                                                                \
	"seq 10 >file; git add file; git commit -q -m base; git branch base\n"                               \
	"git checkout -q -b other; sed -i 's/^9$/nine/' file; git commit -q -a -m other\n"                   \
	"on() { git checkout -q -b $1 $2; }\n"                                                               \
	"edit() { sed -i \"$1\" file; git commit -q -a -m \"$1\"; }\n"

static void a_rebased_patch_lends_its_days(void **state)
{
	(void)state;
	scratch_sh(BASES "on mine other; edit 's/^2$/two/'; on old base; edit 's/^2$/two/'\n"
			 "on unlike base; edit 's/^2$/zwei/'; on place base; edit 's/^3$/two/'\n");
	begin();
	commit("mine", true, 5);
	commit("old", false, 127);
	commit("unlike", false, 1);
	commit("place", false, 2);
	find();
	assert_int_equal(days_seen(0), 2);
	assert_true(is_seen(0, 5) && is_seen(0, 127));
	assert_int_equal(days_seen(1), 0); /* nobody asked for it */
	assert_int_equal(missing.n, 0);
	end();
}

/* The very same blobs, under other messages and by way of a cherry-pick: no diff is needed. */
static void equal_blobs_are_one_patch(void **state)
{
	(void)state;
	scratch_sh(BASES "on mine base; edit 's/^2$/two/'\n"
			 "at '2026-07-11 12:00'; on again base; sed -i 's/^2$/two/' file\n"
			 "git commit -q -a -m 'other words'\n");
	begin();
	commit("mine", true, -1);
	commit("again", false, 64);
	find();
	assert_int_equal(days_seen(0), 1);
	assert_true(is_seen(0, 64));
	end();
}

/* Of three versions of one patch each wanted one is seen wherever any of them was. */
static void days_are_pooled(void **state)
{
	(void)state;
	scratch_sh(BASES "on one base; edit 's/^2$/two/'; on two other; edit 's/^2$/two/'\n"
			 "on far base; edit 's/^8$/eight/'; edit 's/^2$/two/'\n");
	begin();
	commit("one", true, 1);
	commit("two", true, 2);
	commit("far", false, 3);
	commit("far~1", false, 4);
	find();
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(days_seen(i), 3);
		assert_true(is_seen(i, 1) && is_seen(i, 2) && is_seen(i, 3));
	}
	end();
}

/* The sums of lines agree, the patches do not: git's own patch ids decide. */
static void equal_sums_are_not_enough(void **state)
{
	(void)state;
	scratch_sh(BASES "on up base; edit '2i\\\nnew'; on down base; edit '8i\\\nnew'\n");
	begin();
	commit("up", true, 1);
	commit("down", false, 2);
	find();
	assert_int_equal(days_seen(0), 1);
	assert_true(is_seen(0, 1));
	end();
}

/* Changes in white space only are one patch for git patch-id. */
static void white_space_does_not_count(void **state)
{
	(void)state;
	scratch_sh(BASES "on mine base; edit 's/^2$/a b/'; on tabs base; edit 's/^2$/\ta  b /'\n");
	begin();
	commit("mine", true, -1);
	commit("tabs", false, 7);
	find();
	assert_int_equal(days_seen(0), 1);
	end();
}

static void empty_commits_have_no_twins(void **state)
{
	(void)state;
	scratch_sh(BASES "on mine base; git commit -q --allow-empty -m one\n"
			 "on more other; git commit -q --allow-empty -m one\n");
	begin();
	commit("mine", true, 3);
	commit("more", false, 9);
	find();
	assert_int_equal(days_seen(0), 1);
	assert_true(is_seen(0, 3));
	assert_false(twins[0].unknown);
	end();
}

static void modes_and_binaries_tell_apart(void **state)
{
	(void)state;
	scratch_sh(
	    BASES "add() { printf \"$2\" >$1; git add $1; git commit -q -m \"$1\"; }\n"
		  "on m1 base; chmod +x file; git commit -q -a -m x; on m2 other; chmod +x file\n"
		  "git commit -q -a -m x; on m3 base; chmod +x file; sed -i 1d file; git commit -q -a -m x\n"
		  "on b1 base; add bin 'a\\0b'; on b2 other; add bin 'a\\0b'; on b3 base; add bin 'a\\0c'\n");
	begin();
	commit("m1", true, 1);
	commit("m2", false, 2);
	commit("m3", false, 3);
	commit("b1", true, 4);
	commit("b2", false, 5);
	commit("b3", false, 6);
	find();
	assert_int_equal(days_seen(0), 2);
	assert_true(is_seen(0, 2));
	assert_int_equal(days_seen(3), 2);
	assert_true(is_seen(3, 5));
	end();
}

/* A commit without a parent is a patch against nothing. */
static void roots_have_twins_too(void **state)
{
	(void)state;
	scratch_sh(BASES "git checkout -q --orphan again; git reset -q --hard; seq 10 >file; git add file\n"
			 "git commit -q -m again\n");
	begin();
	commit("base", true, -1);
	commit("again", false, 2);
	find();
	assert_int_equal(days_seen(0), 1);
	end();
}

static void nobody_wanted_is_nobody_seen(void **state)
{
	(void)state;
	scratch_sh(BASES "on mine base; edit 's/^2$/two/'\n");
	begin();
	find();
	commit("mine", false, 1);
	find();
	assert_int_equal(days_seen(0), 0);
	end();
}

/* What a missing blob leaves open is unknown, and said once; the others have their answer. */
static void missing_objects_are_said(void **state)
{
	(void)state;
	scratch_sh(BASES "on mine base; edit 's/^2$/two/'; on old other; edit 's/^2$/two/'\n"
			 "on fine other; change fine; on fine2 base; change fine\n"
			 "blob=$(git rev-parse mine:file)\n"
			 "rm -f .git/objects/$(echo $blob | sed 's,..,&/,')\n");
	begin();
	commit("mine", true, 1);
	commit("old", false, 2);
	commit("fine", true, 3);
	commit("fine2", false, 4);
	find();
	assert_true(twins[0].unknown);
	assert_false(twins[2].unknown);
	assert_int_equal(days_seen(2), 2);
	assert_int_equal(missing.n, 1);
	assert_non_null(strstr(missing.v[0], "blob"));
	end();
}

static void a_missing_tree_is_said(void **state)
{
	(void)state;
	scratch_sh(BASES "on mine base; mkdir d; change d/x; on old other; mkdir -p d; change d/x\n"
			 "on fine base; edit 's/^2$/two/'; on fine2 other; edit 's/^2$/two/'\n"
			 "tree=$(git rev-parse mine:d); rm -f .git/objects/$(echo $tree | sed 's,..,&/,')\n");
	begin();
	commit("mine", true, 1);
	commit("old", false, 2);
	commit("fine", true, 3);
	commit("fine2", false, 4);
	find();
	assert_true(twins[0].unknown);
	assert_false(twins[2].unknown);
	assert_int_equal(days_seen(2), 2);
	assert_int_equal(missing.n, 1);
	assert_non_null(strstr(missing.v[0], "tree"));
	end();
}

/* --- many --- */

enum { PATCHES = 200 };

/* Ten files of forty lines; on the second base the last lines are others. */
static void write_version(FILE *to, int base, int file, int line, int patch)
{
	fprintf(to, "M 100644 inline f%d\ndata <<EOF\n", file);
	for (int k = 0; k < 40; k++)
		fprintf(to, "line %d%s\n", k == line ? 1000 + patch : k, k == 39 && base ? " moved on" : "");
	fprintf(to, "EOF\n");
}

/* The same patches on two bases: branches c0-0 to c1-199. */
static void import_patches(void)
{
	FILE *to = popen("git fast-import --quiet", "w");

	assert_non_null(to);
	for (int base = 0; base < 2; base++) {
		fprintf(to, "commit refs/heads/b%d\ncommitter M <m@example.org> 1500000000 +0000\ndata 0\n",
		    base);
		for (int file = 0; file < 10; file++)
			write_version(to, base, file, -1, 0);
		for (int patch = 0; patch < PATCHES; patch++) {
			fprintf(to, "reset refs/heads/c%d-%d\nfrom refs/heads/b%d\n", base, patch, base);
			fprintf(to,
			    "commit refs/heads/c%d-%d\ncommitter M <m@example.org> 1500000001 +0000\n"
			    "data 0\n",
			    base, patch);
			write_version(to, base, patch % 10, patch / 10, patch);
		}
	}
	assert_int_equal(pclose(to), 0);
}

/* Enough of them that the work is shared out among processes. */
static void many_find_their_own(void **state)
{
	static const char *const patterns[] = {"refs/heads/c*", NULL};
	static struct twin all[2 * PATCHES];
	static uint64_t own[2 * PATCHES][WORDS], out[2 * PATCHES][WORDS];
	struct refs refs = REFS_INIT;

	(void)state;
	import_patches();
	begin();
	assert_null(refs_list(repo, &refs, patterns));
	assert_int_equal(refs.n, 2 * PATCHES);
	for (size_t r = 0; r < refs.n; r++) {
		node_t node = history_node(history, &refs.v[r].commit);
		size_t base, patch, i;

		assert_int_equal(sscanf(refs.v[r].name, "refs/heads/c%zu-%zu", &base, &patch), 2);
		assert_null(history_load(history, node));
		assert_null(history_load(history, history_parents(history, node)[0]));
		i = base * PATCHES + patch;
		own[i][i % 128 / 64] = (uint64_t)1 << i % 64;
		all[i] = (struct twin){.node = node, .wanted = !base, .marks = own[i], .seen = out[i]};
	}
	refs_release(&refs);
	assert_null(twins_find(repo, history, all, 2 * PATCHES, WORDS, &missing));
	for (size_t i = 0; i < PATCHES; i++)
		for (size_t w = 0; w < WORDS; w++)
			assert_int_equal(out[i][w], own[i][w] | own[i + PATCHES][w]);
	end();
}

#define scratch_test(f) cmocka_unit_test_setup_teardown(f, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(a_rebased_patch_lends_its_days),
	    scratch_test(equal_blobs_are_one_patch),
	    scratch_test(days_are_pooled),
	    scratch_test(equal_sums_are_not_enough),
	    scratch_test(white_space_does_not_count),
	    scratch_test(empty_commits_have_no_twins),
	    scratch_test(modes_and_binaries_tell_apart),
	    scratch_test(roots_have_twins_too),
	    scratch_test(nobody_wanted_is_nobody_seen),
	    scratch_test(missing_objects_are_said),
	    scratch_test(a_missing_tree_is_said),
	    scratch_test(many_find_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
