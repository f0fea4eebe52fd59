/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/tree.h"

#include "dag.h"

#include <git2.h>

static struct repo *repo;
static struct tree_reader *reader;
static git_oid blobs[4]; /* "0\n" .. "3\n" */
static const git_oid nothing;

/* --- trees, written by hand --- */

static git_oid write_raw(const void *bytes, size_t length, int type)
{
	git_oid oid;

	assert_int_equal(git_odb_write(&oid, repo_odb(repo), bytes, length, type), 0);
	return oid;
}

/* Adds an entry to a raw tree: "MODE name" as git writes it, NUL, the id. */
static void add_entry(struct buf *tree, const char *mode_and_name, const git_oid *oid)
{
	buf_add(tree, mode_and_name, strlen(mode_and_name) + 1);
	buf_add(tree, oid->id, sizeof(oid->id));
}

/* A tree of one entry, or of two; the caller sees to the order. */
static git_oid tree_of(const char *one, const git_oid *first, const char *two, const git_oid *second)
{
	struct buf raw = BUF_INIT;
	git_oid oid;

	add_entry(&raw, one, first);
	if (two)
		add_entry(&raw, two, second);
	oid = write_raw(raw.s, raw.len, GIT_OBJECT_TREE);
	buf_release(&raw);
	return oid;
}

/* --- what is told, in the words of git diff-tree --- */

struct told {
	struct buf text;
	size_t calls, most; /* stops at the most-th call; 0: never */
	const char *closed; /* a directory not to be entered */
	struct buf entered;
};

static bool tell(void *context, const struct tree_change *change)
{
	struct told *told = context;
	char from[GIT_OID_HEXSZ + 1], to[GIT_OID_HEXSZ + 1];
	char status = !change->old_mode ? 'A' : !change->new_mode ? 'D' : 'M';

	if (status == 'M' && (change->old_mode & 0170000) != (change->new_mode & 0170000))
		status = 'T';
	buf_addf(&told->text, ":%06o %06o %s %s %c\t%.*s\n", change->old_mode, change->new_mode,
	    git_oid_tostr(from, sizeof(from), &change->old_id),
	    git_oid_tostr(to, sizeof(to), &change->new_id), status, (int)change->length, change->path);
	return ++told->calls != told->most;
}

static bool may_enter(void *context, const char *path, size_t length)
{
	struct told *told = context;

	buf_addf(&told->entered, "%.*s ", (int)length, path);
	return !told->closed || strlen(told->closed) != length || memcmp(told->closed, path, length);
}

static void told_release(struct told *told)
{
	buf_release(&told->text);
	buf_release(&told->entered);
}

#define TOLD_INIT                                                                                            \
	{                                                                                                    \
		.text = BUF_INIT, .entered = BUF_INIT                                                        \
	}

static void ask_git(struct buf *out, const git_oid *from, const git_oid *to)
{
	char *old = oid_text(from), *new = oid_text(to);

	assert_null(
	    repo_git(repo, out, "diff-tree", "-r", "--raw", "--no-abbrev", "--no-renames", old, new, NULL));
	free(old);
	free(new);
}

/* The same as git tells, in git's order. Returns how many changes. */
static size_t compare(const git_oid *from, const git_oid *to)
{
	struct told told = TOLD_INIT;
	struct buf expected = BUF_INIT;
	bool stopped = true;
	size_t calls;

	ask_git(&expected, from, to);
	assert_null(tree_changes(reader, from, to, NULL, tell, &told, &stopped));
	assert_false(stopped);
	assert_string_equal(told.text.s, expected.s);
	calls = told.calls;
	told_release(&told);
	buf_release(&expected);
	return calls;
}

/* --- random trees --- */

/* Names that sort next to each other, as files and as directories. */
static const char *const names[] = {"foo", "foo.c", "foo-bar", "foo0", "fo", "foo bar", "f\303\266\303\266"};
enum { NAMES = sizeof(names) / sizeof(*names) };

static void random_tree(FILE *to, uint32_t *seed, const char *prefix, int depth)
{
	static const char *const modes[] = {"100644", "100644", "100755", "120000", "160000"};

	for (size_t i = 0; i < NAMES; i++) {
		char path[256], hex[GIT_OID_HEXSZ + 1];
		uint32_t kind = dag_random(seed, 10);

		snprintf(path, sizeof(path), "%s%s", prefix, names[i]);
		if (kind < 3 && depth < 3) {
			strcat(path, "/");
			random_tree(to, seed, path, depth + 1);
		} else if (kind < 7) {
			git_oid_tostr(hex, sizeof(hex), &blobs[dag_random(seed, 4)]);
			fprintf(to, "M %s %s \"%s\"\n", modes[dag_random(seed, 5)], hex, path);
		}
	}
}

enum { TREES = 40 };

static void make_trees(git_oid *trees)
{
	FILE *to = popen("git fast-import --quiet", "w");
	uint32_t seed = 5;

	assert_non_null(to);
	for (int i = 0; i < TREES; i++) {
		fprintf(
		    to, "commit refs/heads/t%d\ncommitter M <m@example.org> 1500000000 +0000\ndata 0\n", i);
		random_tree(to, &seed, "", 0);
	}
	assert_int_equal(pclose(to), 0);
	for (int i = 0; i < TREES; i++) {
		struct buf hex = BUF_INIT;
		char *spec = mem_format("refs/heads/t%d^{tree}", i);

		assert_null(repo_git(repo, &hex, "rev-parse", spec, NULL));
		buf_trim(&hex);
		assert_int_equal(git_oid_fromstr(&trees[i], hex.s), 0);
		buf_release(&hex);
		free(spec);
	}
}

static void random_trees_are_as_git_says(void **state)
{
	git_oid trees[TREES], empty;
	size_t calls = 0;

	(void)state;
	make_trees(trees);
	for (size_t i = 1; i < TREES; i++) {
		calls += compare(&trees[i - 1], &trees[i]);
		compare(&trees[i], &trees[i - 1]);
		assert_int_equal(compare(&trees[i], &trees[i]), 0);
	}
	assert_true(calls > 1000);
	empty = write_raw("", 0, GIT_OBJECT_TREE);
	compare(&empty, &trees[0]);
	compare(&trees[0], &empty);
	assert_int_equal(compare(&empty, &empty), 0);
}

/* Zero ids are the empty tree, on either side. */
static void zero_is_the_empty_tree(void **state)
{
	git_oid empty = write_raw("", 0, GIT_OBJECT_TREE);
	git_oid tree = tree_of("100644 a", &blobs[0], "100755 b", &blobs[1]);
	struct told zero = TOLD_INIT, made = TOLD_INIT;
	bool stopped;

	(void)state;
	assert_null(tree_changes(reader, &nothing, &tree, NULL, tell, &zero, &stopped));
	assert_null(tree_changes(reader, &empty, &tree, NULL, tell, &made, &stopped));
	assert_int_equal(zero.calls, 2);
	assert_string_equal(zero.text.s, made.text.s);
	told_release(&zero);
	told_release(&made);
	zero = made = (struct told)TOLD_INIT;
	assert_null(tree_changes(reader, &tree, &nothing, NULL, tell, &zero, &stopped));
	assert_null(tree_changes(reader, &tree, &empty, NULL, tell, &made, &stopped));
	assert_int_equal(zero.calls, 2);
	assert_string_equal(zero.text.s, made.text.s);
	assert_null(tree_changes(reader, &nothing, &nothing, NULL, tell, &zero, &stopped));
	assert_null(tree_changes(reader, &nothing, &empty, NULL, tell, &zero, &stopped));
	assert_int_equal(zero.calls, 2);
	told_release(&zero);
	told_release(&made);
}

/* --- single cases, told by git too --- */

/* "foo" as a directory sorts as "foo/", behind "foo.c", as a file before it. */
static void files_become_directories(void **state)
{
	git_oid inner = tree_of("100644 x", &blobs[0], "100644 y", &blobs[1]);
	git_oid file = tree_of("100644 foo", &blobs[0], "100644 foo.c", &blobs[1]);
	git_oid directory = tree_of("100644 foo.c", &blobs[1], "40000 foo", &inner);
	struct told told = TOLD_INIT;
	bool stopped;

	(void)state;
	assert_int_equal(compare(&file, &directory), 3);
	assert_int_equal(compare(&directory, &file), 3);
	assert_null(tree_changes(reader, &file, &directory, may_enter, tell, &told, &stopped));
	assert_string_equal(told.entered.s, "foo ");
	assert_non_null(strstr(told.text.s, " D\tfoo\n"));
	assert_non_null(strstr(told.text.s, " A\tfoo/x\n"));
	assert_null(strstr(told.text.s, "foo.c"));
	told_release(&told);
}

/* Very old trees have group-writable files; git shows and compares them as ordinary ones. */
static void modes_are_those_that_git_shows(void **state)
{
	static const char *const odd[] = {"100664 a", "100600 a"};
	git_oid plain = tree_of("100644 a", &blobs[0], NULL, NULL), other;
	git_oid link = tree_of("120000 a", &blobs[0], NULL, NULL);
	git_oid module = tree_of("160000 a", &blobs[0], NULL, NULL);
	git_oid script = tree_of("100775 a", &blobs[0], NULL, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		other = tree_of(odd[i], &blobs[0], NULL, NULL);
		assert_int_equal(compare(&plain, &other), 0);
		other = tree_of(odd[i], &blobs[1], NULL, NULL);
		assert_int_equal(compare(&plain, &other), 1);
	}
	assert_int_equal(compare(&plain, &script), 1);
	assert_int_equal(compare(&plain, &link), 1);
	assert_int_equal(compare(&link, &module), 1);
	assert_int_equal(compare(&module, &script), 1);
}

/* Deeper than trees are kept: both sides are under way at once, and go on behind the directory. */
static void deep_trees_are_read(void **state)
{
	git_oid old = tree_of("100644 file", &blobs[0], NULL, NULL);
	git_oid new = tree_of("100644 file", &blobs[1], "100644 more", &blobs[2]);

	(void)state;
	for (size_t depth = 0; depth < 200; depth++) {
		old = tree_of("40000 d", &old, "100644 z", &blobs[3]);
		new = tree_of("40000 d", &new, "100644 z", &blobs[0]);
	}
	assert_int_equal(compare(&old, &new), 202);
	assert_int_equal(compare(&new, &old), 202);
}

/* --- stopping --- */

static void the_teller_can_stop(void **state)
{
	git_oid inner = tree_of("100644 x", &blobs[0], "100644 y", &blobs[1]);
	git_oid tree = tree_of("40000 d", &inner, "100644 e", &blobs[2]);

	(void)state;
	for (size_t most = 1; most <= 3; most++) {
		struct told told = TOLD_INIT;
		bool stopped = false;

		told.most = most;
		assert_null(tree_changes(reader, &nothing, &tree, NULL, tell, &told, &stopped));
		assert_true(stopped);
		assert_int_equal(told.calls, most);
		told_release(&told);
	}
}

static void a_directory_can_stop(void **state)
{
	git_oid inner = tree_of("100644 x", &blobs[0], "100644 y", &blobs[1]);
	git_oid middle = tree_of("100644 a", &blobs[2], "40000 inner", &inner);
	git_oid tree = tree_of("40000 middle", &middle, "100644 z", &blobs[3]);
	struct told told = TOLD_INIT;
	bool stopped = false;

	(void)state;
	told.closed = "middle/inner";
	assert_null(tree_changes(reader, &nothing, &tree, may_enter, tell, &told, &stopped));
	assert_true(stopped);
	assert_int_equal(told.calls, 1); /* middle/a; neither what is inside nor what follows */
	assert_string_equal(told.entered.s, "middle middle/inner ");
	told_release(&told);
	told = (struct told)TOLD_INIT;
	assert_null(tree_changes(reader, &nothing, &tree, may_enter, tell, &told, &stopped));
	assert_false(stopped); /* and the reader is as good as before */
	assert_int_equal(told.calls, 4);
	told_release(&told);
}

/* Directories with equal ids are not looked at, even if they cannot be read. */
static void equal_directories_are_not_entered(void **state)
{
	git_oid missing, old, new;
	struct told told = TOLD_INIT;
	bool stopped;

	(void)state;
	git_oid_fromstr(&missing, "1234567890123456789012345678901234567890");
	old = tree_of("40000 gone", &missing, "100644 z", &blobs[0]);
	new = tree_of("40000 gone", &missing, "100644 z", &blobs[1]);
	assert_null(tree_changes(reader, &old, &new, may_enter, tell, &told, &stopped));
	assert_int_equal(told.calls, 1);
	assert_string_equal(told.entered.s, "");
	told_release(&told);
}

/* --- what cannot be read --- */

static void expect_missing(const git_oid *from, const git_oid *to, const git_oid *named)
{
	struct told told = TOLD_INIT;
	char *hex = oid_text(named);
	bool stopped;
	struct error *err = tree_changes(reader, from, to, NULL, tell, &told, &stopped);

	assert_non_null(err);
	assert_int_equal(err->code, ERROR_MISSING);
	assert_non_null(strstr(err->message, hex));
	error_free(err);
	free(hex);
	told_release(&told);
}

static void missing_trees_are_named(void **state)
{
	git_oid missing, tree;

	(void)state;
	git_oid_fromstr(&missing, "1234567890123456789012345678901234567890");
	tree = tree_of("40000 gone", &missing, "100644 z", &blobs[0]);
	expect_missing(&nothing, &missing, &missing);
	expect_missing(&missing, &nothing, &missing);
	expect_missing(&nothing, &tree, &missing);
	expect_missing(&nothing, &blobs[0], &blobs[0]); /* no tree */
	assert_int_equal(compare(&tree, &tree), 0);
}

/* Wherever a tree ends too early it is an error, but for the ends of its entries. */
static void trees_cut_short_are_errors(void **state)
{
	struct buf raw = BUF_INIT;
	size_t ends[3];

	(void)state;
	add_entry(&raw, "100644 a", &blobs[0]);
	ends[0] = raw.len;
	add_entry(&raw, "100755 a.c", &blobs[1]);
	ends[1] = raw.len;
	add_entry(&raw, "120000 b", &blobs[2]);
	ends[2] = raw.len;
	for (size_t length = 1; length <= raw.len; length++) {
		git_oid tree = write_raw(raw.s, length, GIT_OBJECT_TREE);
		struct told told = TOLD_INIT;
		size_t whole = 0;
		bool stopped;

		for (size_t i = 0; i < 3; i++)
			whole += ends[i] == length ? i + 1 : 0;
		if (!whole) {
			expect_missing(&nothing, &tree, &tree);
			continue;
		}
		assert_null(tree_changes(reader, &nothing, &tree, NULL, tell, &told, &stopped));
		assert_int_equal(told.calls, whole);
		told_release(&told);
	}
	buf_release(&raw);
}

static void wrong_bytes_do_no_harm(void **state)
{
	struct buf raw = BUF_INIT;
	uint32_t seed = 3;
	size_t good = 0;

	(void)state;
	for (size_t round = 0; round < 400; round++) {
		struct told told = TOLD_INIT;
		struct error *err;
		bool stopped;
		git_oid tree;

		buf_reset(&raw);
		add_entry(&raw, "100644 a", &blobs[0]);
		add_entry(&raw, "100644 b", &blobs[1]);
		for (size_t i = 1 + dag_random(&seed, 3); i; i--)
			raw.s[dag_random(&seed, (uint32_t)raw.len)] = (char)dag_random(&seed, 256);
		tree = write_raw(raw.s, raw.len, GIT_OBJECT_TREE);
		err = tree_changes(reader, &nothing, &tree, NULL, tell, &told, &stopped);
		good += !err;
		if (err)
			assert_int_equal(err->code, ERROR_MISSING);
		else
			assert_in_range(told.calls, 1, 2);
		error_free(err);
		told_release(&told);
	}
	assert_in_range(good, 50, 399);
	buf_release(&raw);
}

static int enter(void **state)
{
	if (scratch_enter(state))
		return -1;
	repo = dag_repo();
	reader = tree_reader_new(repo);
	for (int i = 0; i < 4; i++) {
		char text[3] = {(char)('0' + i), '\n', '\0'};

		blobs[i] = write_raw(text, 2, GIT_OBJECT_BLOB);
	}
	scratch_sh("git config core.quotePath false\n");
	return 0;
}

/* Whatever is in the tree is found by its path, and nothing else is. */
static void paths_are_found_in_a_tree(void **state)
{
	git_oid leaf = tree_of("100644 b", &blobs[1], "100755 c", &blobs[2]);
	git_oid root = tree_of("40000 a", &leaf, "100644 a.b", &blobs[3]), id;
	static const struct {
		const char *path;
		uint32_t mode;
	} cases[] = {{"a", 0040000}, {"a/b", 0100644}, {"a/c", 0100755}, {"a.b", 0100644}, {"b", 0},
	    {"a/b/c", 0}, {"a.", 0}, {"a/bc", 0}};
	uint32_t mode;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_null(tree_find(reader, &root, cases[i].path, strlen(cases[i].path), &mode, &id));
		assert_int_equal(mode, cases[i].mode);
		assert_int_equal(git_oid_is_zero(&id), !cases[i].mode);
	}
	assert_null(tree_find(reader, &root, "a/bxx", 3, &mode, &id));
	assert_true(git_oid_equal(&id, &blobs[1]));
	assert_null(tree_find(reader, &root, "a", 1, &mode, &id));
	assert_true(git_oid_equal(&id, &leaf));
	assert_null(tree_find(reader, &nothing, "a", 1, &mode, &id));
	assert_int_equal(mode, 0);
}

static int leave(void **state)
{
	tree_reader_free(reader);
	repo_free(repo);
	return scratch_leave(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(random_trees_are_as_git_says),
	    cmocka_unit_test(zero_is_the_empty_tree),
	    cmocka_unit_test(files_become_directories),
	    cmocka_unit_test(modes_are_those_that_git_shows),
	    cmocka_unit_test(deep_trees_are_read),
	    cmocka_unit_test(the_teller_can_stop),
	    cmocka_unit_test(a_directory_can_stop),
	    cmocka_unit_test(equal_directories_are_not_entered),
	    cmocka_unit_test(missing_trees_are_named),
	    cmocka_unit_test(trees_cut_short_are_errors),
	    cmocka_unit_test(wrong_bytes_do_no_harm),
	    cmocka_unit_test(paths_are_found_in_a_tree),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
