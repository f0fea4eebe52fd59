/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/coverletter.h"

#include "util/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

#define BELOW                                                                                                \
	"Ann Author (2):\n  KVM: one\n  KVM: two\n\n one | 1 +\n two | 1 +\n 2 files changed, 2 "            \
	"insertions(+)\n create mode 100644 one\n\n\nbase-commit: "                                          \
	"0123456789012345678901234567890123456789\n"                                                         \
	"-- \n2.39.5\n"

/* NULL: nothing is kept. */
static void keeps(const char *text, const char *expected)
{
	char *words = cover_letter_words(text);

	if (expected)
		assert_string_equal(words ? words : "(nothing)", expected);
	else
		assert_null(words);
	free(words);
}

static void ends_where_tools_write(void **state)
{
	(void)state;
	keeps("What it is for.\n\nWhy now.\n\n" BELOW, "What it is for.\n\nWhy now.");
	keeps("What.\n one | 1 +\n", "What.");
	keeps("What.\n file.bin | Bin 0 -> 12 bytes\n", "What.");
	keeps("What.\n\n---\nChanges in v2:\n- x\n---\n" BELOW, "What.");
	keeps("What.\n\nchange-id: 2026-x\n\nBest regards,\n--  \nAnn <ann@example.org>\n", "What.");
	keeps("What.\n\nRange-diff against v1:\n1:  abc = 1:  def KVM: one\n", "What.");
	keeps("What.\n_______________________________________________\nlist mailing list\n", "What.");
	keeps(
	    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWhat.\n-----BEGIN PGP SIGNATURE-----\n\nx\n",
	    "What.");
	keeps(BELOW, NULL);
	keeps("", NULL);
	keeps("*** BLURB HERE ***\n\n" BELOW, NULL);
}

static void keeps_what_only_looks_like_it(void **state)
{
	(void)state;
	keeps("It is slow (2):\nwhat follows is prose.\n", "It is slow (2):\nwhat follows is prose.");
	keeps("Title\n-----\nText | more text\n", "Title\n-----\nText | more text");
	keeps("Changes in the way pages are mapped are needed, since\nit is slow.\n",
	    "Changes in the way pages are mapped are needed, since\nit is slow.");
	keeps("It is for\nv2: of the protocol, too.\n", "It is for\nv2: of the protocol, too.");
	keeps("Thanks to Bob's work on the locks this has become possible at last.\n",
	    "Thanks to Bob's work on the locks this has become possible at last.");
	keeps("High speed.\n", "High speed.");
	keeps("Hierarchies, for one, are flat.\n", "Hierarchies, for one, are flat.");
}

static void leaves_changes_out(void **state)
{
	(void)state;
	keeps("What.\n\nChanges since v1:\n - x\n - y\n\n" BELOW, "What.");
	keeps("v2:\n* x\n\nv1:\n* y\n\nWhat.\n", "What.");
	keeps("What.\n\nChangelog\n---------\n\nv3: nothing\n\n  more of it\n\nWhy.\n", "What.\n\nWhy.");
	keeps("What.\n\nv1 -> v2\n- x\n\n- y\n\nv1: https://example.org/1\n\nWhy.\n", "What.\n\nWhy.");
	keeps("What.\n\nChanges in v2:\nx is y now\n", "What.");
	keeps("Changes since v1:\n - x\n", NULL);
}

static void leaves_manners_out(void **state)
{
	(void)state;
	keeps("Hi all,\n\nWhat.\n\nThanks,\nAnn\n", "What.");
	keeps("Hello!\nWhat.\n\nThanks\n\nAnn Author\n", "What.");
	keeps("What.\n\nAs always, comments are welcome.\n\nBest regards,\nAnn\nSome Company\n",
	    "What.\n\nAs always, comments are welcome.");
	keeps("What.\n\nSigned-off-by: Ann <ann@example.org>\nCc: Bob <bob@example.org>\n", "What.");
	keeps("Hi,\n\nThanks,\nAnn\n", NULL);
}

static void reads_as_it_was_written(const char *text, const char *expected)
{
	char *letter = cover_letter_text(text);

	if (expected)
		assert_string_equal(letter ? letter : "(nothing)", expected);
	else
		assert_null(letter);
	free(letter);
}

static void letters_are_whole(void **state)
{
	(void)state;
	reads_as_it_was_written("\n\nHi all,\n\nWhat.\n\nv2:\n - x\n\nThanks,\nAnn\n\n" BELOW,
	    "Hi all,\n\nWhat.\n\nv2:\n - x\n\nThanks,\nAnn");
	reads_as_it_was_written(
	    "What.\n\n---\nChanges in v2:\n- x\n\n---\n" BELOW, "What.\n\n---\nChanges in v2:\n- x");
	reads_as_it_was_written("\n" BELOW, NULL);
}

static void texts_of_letters(void **state)
{
	struct cover_letters letters = {.v = NULL};
	char *text;

	(void)state;
	assert_null(cover_letters_text(&letters, false));
	assert_false(cover_letters_are_in(&letters, "anything"));
	array_push(
	    &letters, (struct cover_letter){.title = mem_dup("KVM: it"), .words = mem_dup("What.\n\nWhy.")});
	text = cover_letters_text(&letters, false);
	assert_string_equal(text, "KVM: it\n\nWhat.\n\nWhy.\n");
	free(text);
	text = cover_letters_text(&letters, true);
	assert_string_equal(text, "* KVM: it\n\n  What.\n\n  Why.\n");
	free(text);
	array_push(&letters, (struct cover_letter){.title = mem_dup("KVM: more")});
	text = cover_letters_text(&letters, false);
	assert_string_equal(text, "* KVM: it\n\n  What.\n\n  Why.\n\n* KVM: more\n");
	assert_true(cover_letters_are_in(&letters, text));
	assert_true(cover_letters_are_in(&letters, "KVM: it What. Why.\nKVM:\nmore"));
	assert_false(cover_letters_are_in(&letters, "KVM: it\n\nWhat. Why."));
	assert_false(cover_letters_are_in(&letters, "KVM: it\n\nWhat.\n\nKVM: more"));
	assert_false(cover_letters_are_in(&letters, ""));
	free(text);
	cover_letters_release(&letters);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ends_where_tools_write),
	    cmocka_unit_test(keeps_what_only_looks_like_it),
	    cmocka_unit_test(leaves_changes_out),
	    cmocka_unit_test(leaves_manners_out),
	    cmocka_unit_test(letters_are_whole),
	    cmocka_unit_test(texts_of_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
