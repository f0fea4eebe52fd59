/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/fingerprint.h"

#include "dag.h"

#include <git2.h>

static struct repo *repo;
static struct tree_reader *reader;
static const git_oid nothing;

static git_oid write_blob(const void *bytes, size_t length)
{
	git_oid oid;

	assert_int_equal(git_odb_write(&oid, repo_odb(repo), bytes, length, GIT_OBJECT_BLOB), 0);
	return oid;
}

/* A file at the top of a tree, and its bytes; a submodule has the id of its commit. */
struct file {
	const char *mode_and_name; /* NULL: none */
	const char *bytes;
	size_t length;
};
#define FILE_OF(mode_and_name, text) ((struct file){mode_and_name, text, sizeof(text) - 1})

static git_oid write_tree(const struct file *files, size_t n)
{
	struct buf raw = BUF_INIT;
	git_oid oid;

	for (size_t i = 0; i < n; i++) {
		git_oid blob;

		if (!files[i].mode_and_name)
			continue;
		if (!strncmp(files[i].mode_and_name, "160000", 6))
			assert_int_equal(git_oid_fromstr(&blob, files[i].bytes), 0);
		else
			blob = write_blob(files[i].bytes, files[i].length);
		buf_add(&raw, files[i].mode_and_name, strlen(files[i].mode_and_name) + 1);
		buf_add(&raw, blob.id, sizeof(blob.id));
	}
	assert_int_equal(git_odb_write(&oid, repo_odb(repo), raw.s, raw.len, GIT_OBJECT_TREE), 0);
	buf_release(&raw);
	return oid;
}

/* What is known of one change, by us and by git. */
struct change {
	git_oid from, to;
	struct fingerprint print;
	struct fingerprint_hunks hunks;
	git_oid commit;
	git_oid patch; /* once asked for */
};

static struct change change_trees(git_oid from, git_oid to)
{
	struct change change = {.from = from, .to = to};
	char *why = NULL;

	fingerprint_trees(&change.print, reader, NULL, &from, &to, &why);
	assert_null(why);
	fingerprint_blobs(&change.hunks, reader, repo, &from, &to, &why);
	assert_null(why);
	return change;
}

static struct change change_of(struct file old, struct file new)
{
	return change_trees(write_tree(&old, 1), write_tree(&new, 1));
}

static bool same128(const struct fingerprint128 *a, const struct fingerprint128 *b)
{
	return a->low == b->low && a->high == b->high;
}

static bool same_paths(const struct change *a, const struct change *b)
{
	return same128(&a->print.paths, &b->print.paths);
}

static bool same_hunks(const struct change *a, const struct change *b)
{
	return same128(&a->hunks.hunks, &b->hunks.hunks);
}

static bool same_exact(const struct change *a, const struct change *b)
{
	return same128(&a->print.exact, &b->print.exact);
}

static git_oid write_commit(const git_oid *tree, const git_oid *parent)
{
	char *text = oid_text(tree), *under = parent ? oid_text(parent) : NULL;
	char *raw = mem_format("tree %s\n%s%s%sauthor M <m@example.org> 1500000000 +0000\n"
			       "committer M <m@example.org> 1500000000 +0000\n\nx\n",
	    text, under ? "parent " : "", under ? under : "", under ? "\n" : "");
	git_oid oid;

	assert_int_equal(git_odb_write(&oid, repo_odb(repo), raw, strlen(raw), GIT_OBJECT_COMMIT), 0);
	free(raw);
	free(text);
	free(under);
	return oid;
}

/* The options of the definition: what configuration could change is said on the command line. */
static const char *const show[] = {"-c", "diff.orderFile=/dev/null", "log", "-p", "--no-renames",
    "--full-index", "--no-ext-diff", "--no-textconv", "--no-color", "-U3", "--diff-algorithm=myers",
    "--indent-heuristic", "--src-prefix=a/", "--dst-prefix=b/", "--no-walk=unsorted", "--stdin",
    "--format=commit %H", NULL};
static const char *const number[] = {"patch-id", "--stable", NULL};

/* git's own patch ids of all changes. */
static void ask_git(struct change *changes, size_t n)
{
	struct buf list = BUF_INIT, log = BUF_INIT, ids = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		git_oid base = write_commit(&changes[i].from, NULL);

		changes[i].commit = write_commit(&changes[i].to, &base);
		buf_add_oid(&list, &changes[i].commit, 40);
		buf_addch(&list, '\n');
	}
	assert_null(repo_gitv_input(repo, &log, show, list.s, list.len));
	assert_null(repo_gitv_input(repo, &ids, number, log.s, log.len));
	for (const char *line = ids.s; *line; line = strchr(line, '\n') + 1) {
		git_oid patch, commit;

		assert_int_equal(git_oid_fromstrn(&patch, line, 40), 0);
		assert_int_equal(git_oid_fromstrn(&commit, line + 41, 40), 0);
		for (size_t i = 0; i < n; i++)
			if (oid_equal(&changes[i].commit, &commit))
				changes[i].patch = patch;
	}
	buf_release(&list);
	buf_release(&log);
	buf_release(&ids);
}

static bool same_patch(const struct change *a, const struct change *b)
{
	return !oid_is_zero(&a->patch) && oid_equal(&a->patch, &b->patch);
}

/* Two changes of which git says the same as we must: one patch, or two. */
static void expect(bool same, struct change a, struct change b)
{
	struct change both[] = {a, b};

	ask_git(both, 2);
	assert_int_equal(same_patch(&both[0], &both[1]), same);
	assert_int_equal(same_paths(&a, &b) && same_hunks(&a, &b), same);
}

/* --- random texts --- */

/* Lines that git patch-id takes for one another, and others; blank ones, which it runs into their neighbours.
 */
static const char *const lines[] = {
    "", " \t", "a;", " a;", "a ;\r", "b;", "a b;", "ab;", "\fa;", "\va;", "}", "\t}", "+", "-a;", "x"};
enum { LINES = sizeof(lines) / sizeof(*lines), SIZE = 8 };

struct text {
	size_t n, v[SIZE];
	bool open; /* no line end at the end */
};

static void random_text(struct text *text, uint32_t *seed)
{
	text->n = dag_random(seed, SIZE - 2);
	for (size_t i = 0; i < text->n; i++)
		text->v[i] = dag_random(seed, LINES);
	text->open = text->n && *lines[text->v[text->n - 1]] && dag_random(seed, 4) == 0;
}

/* A line more, or less, or another, here and there. */
static void random_edit(struct text *new, const struct text *old, uint32_t *seed)
{
	new->n = 0;
	for (size_t i = 0; i < old->n && new->n < SIZE; i++) {
		uint32_t what = dag_random(seed, 10);

		if (what == 0)
			continue;
		new->v[new->n++] = what == 1 ? dag_random(seed, LINES) : old->v[i];
		if (what == 2 && new->n < SIZE)
			new->v[new->n++] = dag_random(seed, LINES);
	}
	new->open = new->n &&*lines[new->v[new->n - 1]] && dag_random(seed, 4) == 0;
}

static git_oid text_tree(const struct text *text)
{
	struct buf bytes = BUF_INIT;
	struct file file = {"100644 file", NULL, 0};
	git_oid tree;

	for (size_t i = 0; i < text->n; i++)
		buf_addf(&bytes, "%s%s", lines[text->v[i]], i + 1 < text->n || !text->open ? "\n" : "");
	file.bytes = bytes.s;
	file.length = bytes.len;
	tree = write_tree(&file, 1);
	buf_release(&bytes);
	return tree;
}

enum { CHANGES = 300 };

/* Every pair of random changes to one file: our hashes agree exactly where git's patch ids do. */
static void hunks_agree_where_patch_ids_do(void **state)
{
	static struct change changes[CHANGES];
	size_t equal_patches = 0, n = 0;
	uint32_t seed = 21;

	(void)state;
	while (n < CHANGES) {
		struct text old, new;

		random_text(&old, &seed);
		random_edit(&new, &old, &seed);
		changes[n] = change_trees(text_tree(&old), text_tree(&new));
		if (oid_equal(&changes[n].from, &changes[n].to))
			assert_int_equal(changes[n].print.state, FINGERPRINT_NONE);
		else
			n++;
	}
	ask_git(changes, n);
	for (size_t a = 0; a < n; a++) {
		assert_int_equal(changes[a].print.state, FINGERPRINT_OK);
		assert_int_equal(changes[a].hunks.state, FINGERPRINT_OK);
		assert_false(oid_is_zero(&changes[a].patch));
		for (size_t b = 0; b < a; b++) {
			bool same = same_patch(&changes[a], &changes[b]);

			assert_int_equal(same_hunks(&changes[a], &changes[b]), same);
			assert_true(same_paths(&changes[a], &changes[b]));
			assert_int_equal(same_exact(&changes[a], &changes[b]),
			    oid_equal(&changes[a].from, &changes[b].from) &&
				oid_equal(&changes[a].to, &changes[b].to));
			equal_patches += same;
		}
	}
	assert_true(equal_patches > 20);
}

/* --- single cases --- */

#define TEN "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"

static void one_patch_on_other_bases_is_one(void **state)
{
	struct change a = change_of(FILE_OF("100644 f", TEN "x\n"), FILE_OF("100644 f", TEN "x\ny\n"));
	struct change b =
	    change_of(FILE_OF("100644 f", "0\n" TEN "x\n"), FILE_OF("100644 f", "0\n" TEN "x\ny\n"));
	struct change c = change_of(FILE_OF("100644 f", TEN "x\n"), FILE_OF("100644 f", TEN "x\nz\n"));

	(void)state;
	expect(true, a, b);
	assert_false(same_exact(&a, &b));
	expect(false, a, c);
}

static void white_space_does_not_count(void **state)
{
	struct change a = change_of(FILE_OF("100644 f", "x\n"), FILE_OF("100644 f", "x\na b\n"));
	struct change b = change_of(FILE_OF("100644 f", "x\n"), FILE_OF("100644 f", "x\n\ta  b \r\n"));
	struct change c = change_of(FILE_OF("100644 f", "x\n"), FILE_OF("100644 f", "x\nab"));
	struct change d = change_of(FILE_OF("100644 f", "x\n"), FILE_OF("100644 f", "x\na\fb\n"));
	struct change e = change_of(FILE_OF("100644 f", "x\n"), FILE_OF("100644 f", "x\na\vb\n"));

	(void)state;
	expect(true, a, b);
	expect(true, a, c);
	expect(false, a, d);
	expect(false, a, e);
	expect(false, d, e);
}

/* To git patch-id an added "x" and an added blank line in front of "x" are one patch: nothing stands between
 * two lines. */
static void line_ends_do_not_count(void **state)
{
	struct change a = change_of(FILE_OF("100644 f", "a\nb\nc\n"), FILE_OF("100644 f", "a\nb\nc\nx\n"));
	struct change b =
	    change_of(FILE_OF("100644 f", "a\nb\nc\nx\n"), FILE_OF("100644 f", "a\nb\nc\n\nx\n"));
	struct change c = change_of(FILE_OF("100644 f", "a\nb\nc\nx\n"), FILE_OF("100644 f", "a\nb\nc\n"));

	(void)state;
	expect(true, a, b);
	expect(false, a, c); /* to and fro are not the same */
}

/* A file with a NUL among its first 8000 bytes is binary: its blobs count, not its lines. */
static void binaries_count_by_their_blobs(void **state)
{
	struct change a = change_of(FILE_OF("100644 f", "a\0\n"), FILE_OF("100644 f", "a\0\nb\n"));
	struct change b = change_of(FILE_OF("100644 f", "c\0\n"), FILE_OF("100644 f", "c\0\nb\n"));
	struct change c = change_of(FILE_OF("100644 f", "a\n"), FILE_OF("100644 f", "a\0\n"));
	struct change d = change_of(FILE_OF("100644 f", "a\n"), FILE_OF("100644 f", "a\0\0\n"));

	(void)state;
	expect(false, a, b);
	expect(false, c, d);
	expect(true, a, a);
}

/* Behind that the file is text, and a line ends for git patch-id at its NUL. */
static void lines_end_at_a_nul(void **state)
{
	static char old[9000], first[9100], second[9100], third[9100];
	struct change a, b, c;

	(void)state;
	for (size_t i = 0; i < sizeof(old); i++)
		old[i] = i % 10 == 9 ? '\n' : (char)('a' + i % 7);
	memcpy(first, old, sizeof(old));
	memcpy(second, old, sizeof(old));
	memcpy(third, old, sizeof(old));
	memcpy(first + 9000, "x\0y\n", 4);
	memcpy(second + 9000, "x\0z\n", 4);
	memcpy(third + 9000, "w\0y\n", 4);
	a = change_of((struct file){"100644 f", old, 9000}, (struct file){"100644 f", first, 9004});
	b = change_of((struct file){"100644 f", old, 9000}, (struct file){"100644 f", second, 9004});
	c = change_of((struct file){"100644 f", old, 9000}, (struct file){"100644 f", third, 9004});
	expect(true, a, b);
	expect(false, a, c);
}

static void modes_are_part_of_the_patch(void **state)
{
	struct change plain = change_of(FILE_OF("100644 f", "a\n"), FILE_OF("100644 f", "b\n"));
	struct change script = change_of(FILE_OF("100755 f", "a\n"), FILE_OF("100755 f", "b\n"));
	struct change changed = change_of(FILE_OF("100644 f", "a\n"), FILE_OF("100755 f", "b\n"));
	struct change only = change_of(FILE_OF("100644 f", "a\n"), FILE_OF("100755 f", "a\n"));
	struct change other = change_of(FILE_OF("100644 f", "z\n"), FILE_OF("100755 f", "z\n"));
	struct change back = change_of(FILE_OF("100755 f", "a\n"), FILE_OF("100644 f", "a\n"));
	struct change come = change_of((struct file){.bytes = ""}, FILE_OF("100644 f", "a\n"));
	struct change run = change_of((struct file){.bytes = ""}, FILE_OF("100755 f", "a\n"));
	struct change gone = change_of(FILE_OF("100644 f", "a\n"), (struct file){.bytes = ""});

	(void)state;
	expect(true, plain, script); /* a mode that stays is not shown */
	expect(false, plain, changed);
	expect(true, only, other);
	expect(false, only, back);
	expect(false, only, changed);
	expect(false, come, run);
	expect(false, come, gone);
}

/* A file that becomes a link is one gone and one come. */
static void types_may_change(void **state)
{
	struct change a = change_of(FILE_OF("100644 f", "a\n"), FILE_OF("120000 f", "to"));
	struct change b = change_of(FILE_OF("100644 f", "b\n"), FILE_OF("120000 f", "to"));
	struct change c = change_of(FILE_OF("100644 f", "a\n"), FILE_OF("120000 f", "from"));
	struct change link = change_of(FILE_OF("120000 f", "a\n"), FILE_OF("120000 f", "to"));
	struct change back = change_of(FILE_OF("120000 f", "to"), FILE_OF("100644 f", "a\n"));
	struct change same = change_of(FILE_OF("100644 f", "to"), FILE_OF("120000 f", "to"));

	(void)state;
	expect(true, a, a);
	expect(false, a, b);
	expect(false, a, c);
	expect(false, a, link);
	expect(false, a, back);
	expect(false, a, same);
	assert_int_equal(same.hunks.state, FINGERPRINT_OK);
}

#define ONE "1111111111111111111111111111111111111111"
#define TWO "2222222222222222222222222222222222222222"

/* Submodules: the commit is no object of this repository. */
static void submodules_are_lines_too(void **state)
{
	struct change a = change_of(FILE_OF("160000 f", ONE), FILE_OF("160000 f", TWO));
	struct change b = change_of(FILE_OF("160000 f", TWO), FILE_OF("160000 f", ONE));
	struct change c = change_of((struct file){.bytes = ""}, FILE_OF("160000 f", ONE));

	(void)state;
	expect(true, a, a);
	expect(false, a, b);
	expect(false, a, c);
}

static void several_files_add_up(void **state)
{
	struct file old[] = {FILE_OF("100644 a", "1\n"), FILE_OF("100644 b", "2\n")};
	struct file both[] = {FILE_OF("100644 a", "1\nx\n"), FILE_OF("100644 b", "2\ny\n")};
	struct file swapped[] = {FILE_OF("100644 a", "1\ny\n"), FILE_OF("100644 b", "2\nx\n")};
	struct file one[] = {FILE_OF("100644 a", "1\nx\ny\n"), FILE_OF("100644 b", "2\n")};
	git_oid from = write_tree(old, 2);
	struct change a = change_trees(from, write_tree(both, 2));
	struct change b = change_trees(from, write_tree(swapped, 2));
	struct change c = change_trees(from, write_tree(one, 2));

	(void)state;
	expect(true, a, a);
	expect(false, a, b); /* the same lines, in other files */
	expect(false, a, c);
	assert_true(same_paths(&a, &b));
	assert_false(same_paths(&a, &c));
}

static void nothing_changed_is_no_patch(void **state)
{
	git_oid tree = write_tree(&FILE_OF("100644 f", "a\n"), 1);
	struct change none = change_trees(tree, tree), both[] = {none, none};

	(void)state;
	assert_int_equal(none.print.state, FINGERPRINT_NONE);
	ask_git(both, 2);
	assert_true(oid_is_zero(&both[0].patch));
}

/* --- the guide --- */

static uint8_t guided(const struct guide *guide, git_oid from, git_oid to)
{
	struct fingerprint print;

	fingerprint_trees(&print, reader, guide, &from, &to, NULL);
	return print.state;
}

static git_oid in_directory(const char *mode_and_name, git_oid tree)
{
	struct buf raw = BUF_INIT;
	git_oid oid;

	buf_add(&raw, mode_and_name, strlen(mode_and_name) + 1);
	buf_add(&raw, tree.id, sizeof(tree.id));
	assert_int_equal(git_odb_write(&oid, repo_odb(repo), raw.s, raw.len, GIT_OBJECT_TREE), 0);
	buf_release(&raw);
	return oid;
}

static void the_guide_leaves_out_what_is_elsewhere(void **state)
{
	git_oid a = write_tree(&FILE_OF("100644 a", "1\n"), 1),
		other = write_tree(&FILE_OF("100644 a", "2\n"), 1);
	git_oid b = write_tree(&FILE_OF("100644 b", "1\n"), 1);
	struct guide *guide = guide_new();
	struct fingerprint with, without;
	git_oid from = in_directory("40000 d", a), to = in_directory("40000 d", other);

	(void)state;
	assert_int_equal(guided(guide, from, to), FINGERPRINT_ELSEWHERE);
	assert_int_equal(guided(guide, from, from), FINGERPRINT_NONE);
	assert_null(guide_add(guide, reader, &from, &to));
	assert_int_equal(guided(guide, from, to), FINGERPRINT_OK);
	assert_int_equal(guided(guide, nothing, to), FINGERPRINT_OK);
	assert_int_equal(guided(guide, from, in_directory("40000 d", b)), FINGERPRINT_ELSEWHERE);
	assert_int_equal(guided(guide, from, in_directory("40000 e", a)), FINGERPRINT_ELSEWHERE);
	assert_int_equal(guided(guide, nothing, a), FINGERPRINT_ELSEWHERE); /* "a" is not "d/a" */
	fingerprint_trees(&with, reader, guide, &from, &to, NULL);
	fingerprint_trees(&without, reader, NULL, &from, &to, NULL);
	assert_true(same128(&with.paths, &without.paths));
	assert_true(same128(&with.exact, &without.exact));
	guide_free(guide);
}

/* More paths than the guide begins with room for. */
static void the_guide_grows(void **state)
{
	static struct file files[3000];
	static char names[3000][32];
	struct guide *guide = guide_new();
	git_oid all;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		snprintf(names[i], sizeof(names[i]), "100644 f%04d", i);
		files[i] = (struct file){names[i], "x\n", 2};
	}
	all = write_tree(files, 3000);
	assert_null(guide_add(guide, reader, &nothing, &all));
	assert_int_equal(guided(guide, all, nothing), FINGERPRINT_OK);
	for (int i = 0; i < 3000; i += 7)
		assert_int_equal(guided(guide, nothing, write_tree(&files[i], 1)), FINGERPRINT_OK);
	assert_int_equal(
	    guided(guide, nothing, write_tree(&FILE_OF("100644 f3000", "x\n"), 1)), FINGERPRINT_ELSEWHERE);
	guide_free(guide);
}

/* --- what is missing --- */

static void missing_objects_are_a_state(void **state)
{
	git_oid missing, tree, whole = write_tree(&FILE_OF("100644 f", "a\n"), 1);
	struct fingerprint print;
	struct fingerprint_hunks sums;
	struct buf raw = BUF_INIT;
	char *why = NULL;

	(void)state;
	git_oid_fromstr(&missing, ONE);
	buf_add(&raw, "100644 f", 9);
	buf_add(&raw, missing.id, sizeof(missing.id));
	assert_int_equal(git_odb_write(&tree, repo_odb(repo), raw.s, raw.len, GIT_OBJECT_TREE), 0);
	buf_release(&raw);
	fingerprint_trees(&print, reader, NULL, &whole, &tree, &why);
	assert_int_equal(print.state, FINGERPRINT_OK); /* trees do not need the blob */
	assert_null(why);
	fingerprint_blobs(&sums, reader, repo, &whole, &tree, &why);
	assert_int_equal(sums.state, FINGERPRINT_MISSING);
	assert_non_null(why);
	assert_non_null(strstr(why, "blob " ONE));
	free(why);
	why = NULL;
	fingerprint_trees(&print, reader, NULL, &whole, &missing, &why);
	assert_int_equal(print.state, FINGERPRINT_MISSING);
	assert_non_null(why);
	assert_non_null(strstr(why, "tree " ONE));
	free(why);
	fingerprint_trees(&print, reader, NULL, &whole, &missing, NULL);
	assert_int_equal(print.state, FINGERPRINT_MISSING);
	fingerprint_blobs(&sums, reader, repo, &missing, &whole, NULL);
	assert_int_equal(sums.state, FINGERPRINT_MISSING);
}

static int enter(void **state)
{
	if (scratch_enter(state))
		return -1;
	repo = dag_repo();
	reader = tree_reader_new(repo);
	return 0;
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
	    cmocka_unit_test(hunks_agree_where_patch_ids_do),
	    cmocka_unit_test(one_patch_on_other_bases_is_one),
	    cmocka_unit_test(white_space_does_not_count),
	    cmocka_unit_test(line_ends_do_not_count),
	    cmocka_unit_test(binaries_count_by_their_blobs),
	    cmocka_unit_test(lines_end_at_a_nul),
	    cmocka_unit_test(modes_are_part_of_the_patch),
	    cmocka_unit_test(types_may_change),
	    cmocka_unit_test(submodules_are_lines_too),
	    cmocka_unit_test(several_files_add_up),
	    cmocka_unit_test(nothing_changed_is_no_patch),
	    cmocka_unit_test(the_guide_leaves_out_what_is_elsewhere),
	    cmocka_unit_test(the_guide_grows),
	    cmocka_unit_test(missing_objects_are_a_state),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
