/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/items.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/buf.h"

/* Bullets as "[heading]text", separated by lines of "=". */
static void expect(const char *text, const char *wanted)
{
	struct strings headings = STRINGS_INIT;
	struct items items = {.v = NULL};
	struct buf found = BUF_INIT;
	struct item *item;

	strings_add(&headings, "x86");
	strings_add(&headings, "Generic");
	items_read(&items, text, &headings);
	array_each (item, &items) {
		buf_addstr(&found, found.len ? "\n=\n" : "");
		if (item->heading)
			buf_addf(&found, "[%s]", item->heading);
		buf_addstr(&found, item->text);
	}
	assert_string_equal(found.s, wanted);
	buf_release(&found);
	items_release(&items);
	strings_release(&headings);
}

static void paragraphs_and_items(void **state)
{
	(void)state;
	expect("", "");
	expect(" \n\t\n", "");
	expect("one", "one");
	expect("One,\ntwo.\r\n\r\n* three\n  four\n* five\nsix\n\nseven\n",
	    "One,\ntwo.\n=\nthree\nfour\n=\nfive\nsix\n=\nseven");
	expect(" * a\n * b\n", "a\n=\nb");
	expect("\xe2\x80\xa2 a\n  b\n\xe2\x80\xa2 c\n", "a\nb\n=\nc");
	expect("-x is an option\n*bold* is not an item\n", "-x is an option\n*bold* is not an item");
	expect("*\n-\n", "*\n-");
}

static void items_of_items(void **state)
{
	(void)state;
	expect("- Driver, which fixes:\n  * colours\n    and shades\n  * sizes\n- Other\n",
	    "Driver, which fixes:\n- colours\n  and shades\n- sizes\n=\nOther");
	expect("- a\n  - b\n    - c\n  - d\n", "a\n- b\n  - c\n- d");
	expect("* a\n\n  More:\n\n  - b\n    - c\n  - d\n", "a\n\nMore:\n- b\n  - c\n- d");
	expect("- There is much, see:\n\n  https://example.org/\n\n  for all.\n- b\n",
	    "There is much, see:\n\nhttps://example.org/\n\nfor all.\n=\nb");
}

static void paragraphs_that_keep_their_items(void **state)
{
	(void)state;
	expect("This also fixes:\n\n - one\n   thing\n - another\n\nThe end.\n",
	    "This also fixes:\n- one\n  thing\n- another\n=\nThe end.");
	expect("Rework of the locking\n\n* a\n* b\n", "Rework of the locking\n- a\n- b");
	expect("This reworks the locking.\n\n* a\n* b\n", "This reworks the locking.\n=\na\n=\nb");
	expect("Done:\n- a\n  - b\n- c\n\nAlso:\n- d\n", "Done:\n- a\n  - b\n- c\n=\nAlso:\n- d");
}

static void headlines_repeat(void **state)
{
	(void)state;
	expect("KVM/arm64 updates for 6.2\n\n- a\n- b\n", "a\n=\nb");
	expect("KVM/arm64 updates for 6.2\n\nThese are many.\n", "These are many.");
	expect("KVM/arm64 updates for 6.2\n", "KVM/arm64 updates for 6.2");
	expect("Pull request efi-6.2\n\nCI: https://example.org/\n", "CI: https://example.org/");
	expect("First.\n\nFixes for 6.2\n\nLast.\n", "First.\n=\nFixes for 6.2\n=\nLast.");
	expect("Background\n----------\nWith this.\n\nChanges\n=======\n- a\n", "With this.\n=\na");
	expect("No title.\n---\nb\n", "No title.\nb");
	expect("Preparations for updates\n\n- a\n", "Preparations for updates\n- a");
}

static void expect_gist(const char *text, const char *wanted)
{
	struct items items = {.v = NULL};
	struct buf found = BUF_INIT;
	struct item *item;

	items_read(&items, text, NULL);
	items_gist(&items);
	array_each (item, &items)
		buf_addf(&found, "%s%s", found.len ? "|" : "", item->text);
	assert_string_equal(found.s, wanted);
	buf_release(&found);
	items_release(&items);
}

static void the_gist(void **state)
{
	(void)state;
	expect_gist("", "");
	expect_gist(
	    "Ann Other <ann@example.org> says:\n\nThis adds x.\n\nAnd I wonder.\n\n* a\n", "This adds x.");
	expect_gist("CI:\n  https://example.org/1\n\n- a\n- b\n", "a|b");
	expect_gist("CI: https://example.org/1\n\n- a\n- b\n", "a|b");
	expect_gist("CI: https://example.org/1\n\nA text.\n\n- a\n", "A text.|a");
	expect_gist("See https://example.org/1\n", "See https://example.org/1");
	expect_gist("From: Ann Other <ann@example.org>\n\nText here.\n", "Text here.");
	expect_gist("x-20260316\n\nText here.\n", "Text here.");
	expect_gist("Pull request x-20260316.\n", "");
	expect_gist("a <b> says:\n\nc\n", "a <b> says:");
	expect_gist("Also:\n- a\n\nThe end.\n", "Also:\n- a|The end.");
}

static void headings(void **state)
{
	(void)state;
	expect(
	    "First.\n\nX86:\n\n* a\n* b\n\nGENERIC:\n- c\n", "First.\n=\n[x86]a\n=\n[x86]b\n=\n[Generic]c");
	expect("arm:\n\n* a\n", "arm:\n- a");
	expect("  x86:\n* a\n", "x86:\n- a");
	expect("x86:\n", "");
}

/* 74 columns are left behind the mark. */
static void long_lines(void **state)
{
	char text[1024], line[128];

	(void)state;
	memset(line, 'a', sizeof(line));
	line[60] = '\0';
	snprintf(text, sizeof(text), "%s b b b b b b b\nc c\n", line);
	expect(text, strcat(strcpy(text + 512, line), " b b b b b b b\nc c"));
	snprintf(text, sizeof(text), "* %s b b b b b b b b\n  c c\n", line);
	expect(text, strcat(strcpy(text + 512, line), " b b b b b b b\nb c c"));
	snprintf(text, sizeof(text), "x:\n- %s b b b b b b b b\n  c c\n", line);
	expect(text, strcat(strcat(strcpy(text + 512, "x:\n- "), line), " b b b b b b\n  b b c c"));
	line[60] = 'a';
	line[100] = '\0';
	snprintf(text, sizeof(text), "a\n%s\nb\n", line);
	expect(text, strcat(strcat(strcpy(text + 512, "a\n"), line), "\nb"));
}

static void code_stays(void **state)
{
	(void)state;
	expect("Run it:\n\n    make check    # in the directory where all of this was built before, "
	       "which is long\n    make\n",
	    "Run it:\n\n    make check    # in the directory where all of this was built before, "
	    "which is long\n    make");
	expect("- a\n\n      code\n        more\n", "a\n\n    code\n      more");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(paragraphs_and_items),
	    cmocka_unit_test(items_of_items),
	    cmocka_unit_test(paragraphs_that_keep_their_items),
	    cmocka_unit_test(headlines_repeat),
	    cmocka_unit_test(the_gist),
	    cmocka_unit_test(headings),
	    cmocka_unit_test(long_lines),
	    cmocka_unit_test(code_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
