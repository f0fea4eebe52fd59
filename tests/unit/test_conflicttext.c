/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/conflicts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct test_merges merges;

static struct test_merge *add_merge(const char *ours, const char *theirs)
{
	array_push(&merges, (struct test_merge){.ours = mem_dup(ours), .theirs = mem_dup(theirs)});
	return merges.v + merges.n - 1;
}

static struct conflict_side side(unsigned char digit, const char *subject)
{
	struct conflict_side it = {.subject = mem_dup(subject)};

	if (subject)
		memset(it.commit.id, digit, sizeof(it.commit.id));
	return it;
}

static void add_conflict(struct test_merge *merge, const char *path, const char *kind, const char *words,
    const char *ours, const char *theirs, const char *note)
{
	array_push(&merge->conflicts, (struct conflict){.path = mem_dup(path),
					  .kind = mem_dup(kind),
					  .words = mem_dup(words),
					  .ours = side(0x1a, ours),
					  .theirs = side(0x9f, theirs),
					  .note = mem_dup(note)});
}

static int release(void **state)
{
	(void)state;
	test_merges_release(&merges);
	return 0;
}

static void expect_section(const char *expected)
{
	struct buf out = BUF_INIT;

	conflicts_section(&out, &merges);
	assert_string_equal(out.s, expected);
	buf_release(&out);
}

static void without_conflicts_the_mail_says_nothing(void **state)
{
	(void)state;
	add_merge("for-linus", "origin/master");
	expect_section("");
	assert_int_equal(conflicts_count(&merges), 0);
	assert_int_equal(conflicts_without_note(&merges), 0);
}

static void each_kind_is_said_right_in_the_mail(void **state)
{
	struct test_merge *merge = add_merge("for-linus", "origin/master");

	(void)state;
	add_conflict(merge, "arch/x86/kvm/x86.c", "contents", "Merge conflict in arch/x86/kvm/x86.c",
	    "KVM: x86: do not forget the timer that was set before the guest was stopped", "x86: rename it",
	    "Take both hunks; linux-next has the same resolution.\n\nThe order:\n  a, b");
	add_conflict(merge, "new.c", "add/add", "Merge conflict in new.c", "one", "two", NULL);
	add_conflict(merge, "f", "modify/delete",
	    "f deleted in for-linus and modified in origin/master.  Version origin/master of f left in tree.",
	    "one", "two", NULL);
	add_conflict(merge, "firmware.bin", "binary",
	    "Cannot merge binary files: firmware.bin (for-linus vs. origin/master)", "one", NULL, NULL);
	add_conflict(merge, "sub", "submodule not initialized",
	    "Failed to merge submodule sub (not checked out)", NULL, "two", NULL);
	add_conflict(merge, "x", "unknown", "", NULL, NULL, NULL);
	expect_section("Conflicts when merging into origin/master:\n"
		       "\n* arch/x86/kvm/x86.c (contents): 1a1a1a1a1a1a (\"KVM: x86: do not forget the\n"
		       "  timer that was set before the guest was stopped\") here and 9f9f9f9f9f9f\n"
		       "  (\"x86: rename it\") there.\n"
		       "  Take both hunks; linux-next has the same resolution.\n"
		       "\n"
		       "  The order:\n"
		       "    a, b\n"
		       "* new.c (add/add): 1a1a1a1a1a1a (\"one\") here and 9f9f9f9f9f9f (\"two\") there.\n"
		       "* f (modify/delete): 1a1a1a1a1a1a (\"one\") here and 9f9f9f9f9f9f (\"two\")\n"
		       "  there.\n"
		       "  f deleted in for-linus and modified in origin/master.\n"
		       "* firmware.bin (binary): 1a1a1a1a1a1a (\"one\") here.\n"
		       "* sub (submodule not initialized): 9f9f9f9f9f9f (\"two\") there.\n"
		       "  Failed to merge submodule sub (not checked out)\n"
		       "* x (unknown).");
	assert_int_equal(conflicts_count(&merges), 6);
	assert_int_equal(conflicts_without_note(&merges), 5);
}

static void what_others_wrote_steers_no_terminal(void **state)
{
	struct test_merge *merge = add_merge("for-linus", "origin/ma\033ster");
	static const char expected[] = "Conflicts when merging into origin/ma^[ster:\n"
				       "\n* a b^[c (contents): 1a1a1a1a1a1a (\"one^[two\") here.\n"
				       "  note^[s";

	(void)state;
	add_conflict(merge, "a\nb\033c", "contents", "Merge conflict in a", "one\033two", NULL, "note\033s");
	expect_section(expected);
}

static void topics_are_named_in_their_section(void **state)
{
	struct test_merge *merge = add_merge("kvm/xen", "kvm/mmu");
	struct buf out = BUF_INIT;

	(void)state;
	add_conflict(merge, "f", "contents", "Merge conflict in f", "one", "two", NULL);
	add_merge("a", "b");
	merge = add_merge("c", "d");
	add_conflict(merge, "g", "contents", "Merge conflict in g", "one", "two", "Easy.");
	conflicts_section_among(&out, &merges);
	assert_string_equal(out.s,
	    "Conflicts between kvm/xen and kvm/mmu:\n"
	    "\n* f (contents): 1a1a1a1a1a1a (\"one\") in kvm/xen and 9f9f9f9f9f9f (\"two\") in\n"
	    "  kvm/mmu.\n"
	    "\nConflicts between c and d:\n"
	    "\n* g (contents): 1a1a1a1a1a1a (\"one\") in c and 9f9f9f9f9f9f (\"two\") in d.\n"
	    "  Easy.");
	buf_release(&out);
}

static void people_see_each_pair(void **state)
{
	const struct term term = {.width = 60};
	struct test_merge *merge;
	struct buf out = BUF_INIT;

	(void)state;
	add_merge("kvm/a", "kvm/b");
	merge = add_merge("kvm/a", "origin/master");
	add_conflict(merge, "a/rather/long/path/that/does/not/quite/fit/into/one/line.c", "modify/delete",
	    "It was deleted in kvm/a.  More.", "KVM: a subject that is too long for so narrow a terminal",
	    "x\033y", "note");
	add_conflict(merge, "g", "contents", "Merge conflict in g", NULL, "two", NULL);
	conflicts_show(&out, &merges, &term);
	assert_string_equal(out.s, "kvm/a and kvm/b: no conflicts\n"
				   "\n"
				   "kvm/a and origin/master: 2 conflicts\n"
				   "\n"
				   "  a/rather/long/path/that/does/not/quite/fit…  modify/delete\n"
				   "    kvm/a          1a1a1a1a1a1a KVM: a subject that is too …\n"
				   "    origin/master  9f9f9f9f9f9f x^[y\n"
				   "    It was deleted in kvm/a.\n"
				   "    note\n"
				   "\n"
				   "  g  contents\n"
				   "    kvm/a          -\n"
				   "    origin/master  9f9f9f9f9f9f two\n");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, release)
	    TEST(without_conflicts_the_mail_says_nothing),
	    TEST(each_kind_is_said_right_in_the_mail),
	    TEST(what_others_wrote_steers_no_terminal),
	    TEST(topics_are_named_in_their_section),
	    TEST(people_see_each_pair),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
