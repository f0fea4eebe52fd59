/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/notes.h"

#include "scratch.h"

static struct project project;
static struct notes notes;

#define FILE_OF_TAG ".git/pullprep/conflicts/kvm-6.9"

static void prepare(const char *file)
{
	struct strings settings = STRINGS_INIT;
	FILE *to;

	scratch_sh("change a; mkdir -p .git/pullprep/conflicts\n");
	if (file) {
		to = fopen(FILE_OF_TAG, "w");
		assert_non_null(to);
		fputs(file, to);
		fclose(to);
	}
	strings_add(&settings, "pullprep.mainline=master");
	assert_null(project_open(&project, &settings, "2026-07-20"));
	strings_release(&settings);
}

static void read_them(void)
{
	struct error *err = notes_read(&notes, &project, "kvm/6.9");

	if (err)
		print_error("%s\n", err->message);
	assert_null(err);
}

static void done(void)
{
	notes_release(&notes);
	project_release(&project);
}

static void expect_file(const char *expected)
{
	char text[4096];
	FILE *from = fopen(FILE_OF_TAG, "r");
	size_t got;

	assert_non_null(from);
	got = fread(text, 1, sizeof(text) - 1, from);
	text[got] = '\0';
	fclose(from);
	assert_string_equal(text, expected);
}

static void note_is(const char *path, const char *text)
{
	const char *found = notes_on(&notes, path, "origin/master");

	if (text) {
		assert_non_null(found);
		assert_string_equal(found, text);
	} else {
		assert_null(found);
	}
}

#define HEAD                                                                                                 \
	"# What to tell whoever pulls about these conflicts. Each note goes into the mail,\n"                \
	"# under its conflict; lines that begin with '#' do not, and are rewritten.\n"

static void notes_stand_below_their_conflicts(void **state)
{
	(void)state;
	prepare("# words\n"
		"\n"
		"[arch/x86/kvm/x86.c] with origin/master\n"
		"# contents: old\n"
		"\n"
		"Take both hunks;  \n"
		"\n"
		"  the order is of no importance.\r\n"
		"\t\n"
		"[mm/slub.c] with origin/master\n"
		"# contents: Merge conflict in mm/slub.c\n"
		"[a] with b] with origin/master\n"
		"third\n"
		"[a] with b] with other\n"
		"fourth\n"
		"[tab\\there\\\\n\\x1b\\x] with origin/master\n"
		"fifth\n");
	read_them();
	assert_int_equal(notes.n, 5);
	note_is("arch/x86/kvm/x86.c", "Take both hunks;\n\n  the order is of no importance.");
	note_is("mm/slub.c", NULL);
	note_is("a] with b", "third");
	note_is("tab\there\\n\033\\x", "fifth");
	note_is("nothing", NULL);
	done();
}

static void without_a_file_there_are_none(void **state)
{
	(void)state;
	prepare(NULL);
	read_them();
	assert_int_equal(notes.n, 0);
	done();
}

static void a_note_on_nothing_is_refused(void **state)
{
	struct error *err;

	(void)state;
	prepare("# head\n\nTake both hunks.\n");
	err = notes_read(&notes, &project, "kvm/6.9");
	assert_non_null(err);
	assert_non_null(strstr(err->message, "kvm-6.9:3: "));
	error_free(err);
	project_release(&project);
}

/* A merge with one conflict; texts are borrowed. */
static struct test_merges one_merge(struct test_merge *merge, struct conflict *conflicts, size_t n)
{
	static char ours[] = "kvm/6.9", theirs[] = "origin/master";

	*merge = (struct test_merge){.ours = ours, .theirs = theirs};
	merge->conflicts.v = conflicts;
	merge->conflicts.n = n;
	return (struct test_merges){.v = merge, .n = 1};
}

static void a_note_stays_when_the_file_is_written_again(void **state)
{
	char path[] = "mm/slub.c", odd[] = "a\tb\033", contents[] = "contents", deleted[] = "modify/delete",
	     words[] = "Merge conflict in mm/slub.c", more[] = "gone\nthere", subject[] = "mm: \033[31mred";
	struct conflict conflicts[] = {
	    {.path = path,
		.kind = contents,
		.words = words,
		.ours = {.commit = {{0xab, 0xcd}}, .subject = subject},
		.note = NULL},
	    {.path = odd, .kind = deleted, .words = more},
	    {.path = path, .kind = deleted, .words = more},
	};
	struct test_merge merge;
	struct test_merges merges;

	(void)state;
	prepare("[gone.c] with origin/master\nIt was so.\n"
		"[never.c] with origin/master\n# nothing\n"
		"[mm/slub.c] with origin/master\n# contents: old words\nTake both.\n# mine\n\nReally.\n");
	read_them();
	merges = one_merge(&merge, conflicts, 3);
	assert_null(notes_write(&notes, &merges));
	expect_file(HEAD "\n[mm/slub.c] with origin/master\n"
			 "# contents: Merge conflict in mm/slub.c\n"
			 "# here:  abcd00000000 (\"mm: ^[[31mred\")\n"
			 "# modify/delete: gone there\n"
			 "Take both.\n\nReally.\n"
			 "\n[a\\tb\\x1b] with origin/master\n"
			 "# modify/delete: gone there\n"
			 "\n[gone.c] with origin/master\n"
			 "# there is no such conflict now\n"
			 "It was so.\n");
	notes_release(&notes);
	read_them();
	assert_int_equal(notes.n, 3);
	notes_put(&notes, &merges);
	assert_string_equal(conflicts[0].note, "Take both.\n\nReally.");
	assert_null(conflicts[1].note);
	assert_string_equal(conflicts[2].note, "Take both.\n\nReally.");
	free(conflicts[0].note);
	free(conflicts[2].note);
	done();
}

static void a_pull_has_its_conflicts_and_their_notes(void **state)
{
	struct test_merges merges = TEST_MERGES_INIT;
	git_oid tip;

	(void)state;
	scratch_sh("seq 1 9 >f; seq 11 19 >g; git add -A; git commit -q -m base; git checkout -q -b topic\n"
		   "sed -i 3s/^/x/ f; git commit -q -a -m x; sed -i 3s/^/x/ g; git commit -q -a -m x2\n"
		   "git checkout -q master; sed -i 3s/^/y/ f; sed -i 3s/^/y/ g; git commit -q -a -m y\n");
	prepare("[g] with master\nTake x's.\n");
	assert_null(repo_commit(project.repo, "topic", &tip));
	assert_null(notes_of_pull(&merges, &project, &tip, "kvm/6.9"));
	assert_int_equal(merges.n, 1);
	assert_string_equal(merges.v[0].ours, "kvm/6.9");
	assert_string_equal(merges.v[0].theirs, "master");
	assert_int_equal(merges.v[0].conflicts.n, 2);
	assert_null(merges.v[0].conflicts.v[0].note);
	assert_string_equal(merges.v[0].conflicts.v[1].note, "Take x's.");
	assert_string_equal(merges.v[0].conflicts.v[1].ours.subject, "x2");
	test_merges_release(&merges);
	project_release(&project);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(notes_stand_below_their_conflicts),
	    TEST(without_a_file_there_are_none),
	    TEST(a_note_on_nothing_is_refused),
	    TEST(a_note_stays_when_the_file_is_written_again),
	    TEST(a_pull_has_its_conflicts_and_their_notes),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
