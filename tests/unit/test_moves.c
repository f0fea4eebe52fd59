/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/moves.h"

#include "scratch.h"

static struct repo *repo;
static struct moves moves;

static void find(const char *from, const char *to)
{
	git_oid old, new;
	struct error *err;

	assert_null(repo_open(&repo));
	assert_null(repo_commit(repo, from, &old));
	assert_null(repo_commit(repo, to, &new));
	err = moves_find(&moves, repo, &old, &new);
	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
}

static void end(void)
{
	moves_release(&moves);
	repo_free(repo);
}

/* "path>to" or "path", and after '@' the directory that goes as a whole; separated by ';'. */
static void expect(const char *wanted)
{
	struct buf text = BUF_INIT;
	const struct move *move;

	array_each (move, &moves) {
		buf_addf(&text, "%s%s%s%s", text.len ? ";" : "", move->path, move->to ? ">" : "",
		    move->to ? move->to : "");
		if (move->gone)
			buf_addf(&text, "@%.*s", (int)move->gone, move->path);
	}
	assert_string_equal(text.s, wanted);
	buf_release(&text);
}

static void says(size_t which, const char *message, bool wanted)
{
	if (moves_mentioned(&moves, which, message) != wanted)
		print_error("%s: %s\n", moves.v[which].path, message);
	assert_int_equal(moves_mentioned(&moves, which, message), wanted);
}

#define FILES                                                                                                \
	"for f in arch/ia64/Kconfig arch/ia64/kernel/irq.c arch/x86/irq.c drivers/char/old.c "               \
	"drivers/char/keep.c drivers/char.c mm/slub.rst; do mkdir -p ${f%/*}; seq 1 30 | sed \"s,$,$f,\" "   \
	">$f; done; git add .; git commit -q -m base; git tag old\n"

static void deletions_and_renames(void **state)
{
	(void)state;
	scratch_sh(FILES
	    "git rm -q -r arch/ia64 drivers/char/old.c; mkdir admin; git mv mm/slub.rst admin/slab.rst\n"
	    "echo x >>admin/slab.rst; echo x >>arch/x86/irq.c; echo new >new; git add .\n"
	    "git -c diff.renames=false commit -q -m change\n");
	find("old", "HEAD");
	expect("arch/ia64/Kconfig@arch/ia64;arch/ia64/kernel/irq.c@arch/ia64;drivers/char/old.c;"
	       "mm/slub.rst>admin/slab.rst@mm");
	end();
}

static void nothing_moved(void **state)
{
	(void)state;
	scratch_sh(FILES "echo x >>arch/x86/irq.c; git commit -q -a -m change\n");
	find("old", "HEAD");
	expect("");
	end();
}

static void all_is_gone(void **state)
{
	(void)state;
	scratch_sh("change a/b/c; change a/d; git tag old; git rm -q -r a; git commit -q -m gone\n");
	find("old", "HEAD");
	expect("a/b/c@a;a/d@a");
	says(0, "All of a is gone", true);
	end();
}

static void configuration_changes_nothing(void **state)
{
	(void)state;
	scratch_sh(FILES
	    "git mv drivers/char/old.c drivers/char/new.c; git commit -q -m move\n"
	    "git config diff.renames false; git config diff.renameLimit 1; git config diff.noprefix true\n"
	    "git config core.quotePath true; mkdir -p sub\n");
	assert_int_equal(chdir("sub"), 0);
	find("old", "HEAD");
	expect("drivers/char/old.c>drivers/char/new.c");
	end();
	assert_int_equal(chdir(".."), 0);
}

static void what_mentions_a_file(void **state)
{
	(void)state;
	scratch_sh(FILES "git rm -q -r arch/ia64 drivers/char/old.c; git mv mm/slub.rst mm/slab.rst\n"
			 "git commit -q -m change\n");
	find("old", "HEAD");
	assert_int_equal(moves.n, 4);
	says(0, "", false);
	says(0, "arch/ia64/Kconfig goes", true);
	says(0, "the Kconfig of ia64", true);
	says(0, "Kconfigs", false);
	says(0, "MyKconfig and Kconfig.orig", false);
	says(0, "and Kconfig.", true);
	says(0, "arch/ia64/ goes", true);
	says(0, "Remove arch/ia64.", true);
	says(0, "Remove arch/ia64-old", false);
	says(0, "arch is reworked", false);
	says(1, "arch/ia64/kernel goes", true);
	says(1, "arch/ia64/Kconfig goes", false);
	says(1, "arch/ia64/.", true);
	says(1, "arch/ia64/Kconfig and all of arch/ia64/ go", true);
	says(2, "drivers/char is smaller", false);
	says(2, "char/old.c", true);
	says(2, "bold.c", false);
	says(3, "slab.rst is new", true);
	says(3, "slub.rst is old", true);
	says(3, "mm/ has them", false);
	end();
}

static void hostile_names(void **state)
{
	(void)state;
	scratch_sh("name=$(printf 'new\\nline\\t\\\"q\\\"')\n"
		   "change \"$name\"; change ' ' blank; change \"$(printf 'd\\303\\266r/\\377')\"; change x; "
		   "git tag old\n"
		   "git rm -q -- \"$name\" ' ' \"$(printf 'd\\303\\266r/\\377')\"; git commit -q -m gone\n");
	find("old", "HEAD");
	expect(" ;d\xc3\xb6r/\xff@d\xc3\xb6r;new\nline\t\\\"q\\\"");
	says(0, "", false);
	says(1, "d\xc3\xb6r goes", true);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(deletions_and_renames, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(nothing_moved, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(all_is_gone, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(configuration_changes_nothing, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(what_mentions_a_file, scratch_enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(hostile_names, scratch_enter, scratch_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
