/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mergetext.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void reads_merges(void **state)
{
	char *text;

	(void)state;
	text = message_of_merge("Merge branch 'kvm/xen' into HEAD\n\nXen events and timers.\n\n* kvm/xen:\n  "
				"xen: one\n  xen: two\n\n"
				"Signed-off-by: Ann <a@example.org>\n# gpg: Good signature\n");
	assert_string_equal(text, "Xen events and timers.");
	free(text);
	assert_null(message_of_merge("Merge branch 'kvm/xen' into HEAD\n\n* kvm/xen:\n  xen: "
				     "one\n\nSigned-off-by: Ann <a@example.org>\n"));
	assert_null(message_of_merge("Merge branch 'kvm/xen'"));
}

static void leaves_conflicts_out(void **state)
{
	char *text;

	(void)state;
	text =
	    message_of_merge("Merge branch 'kvm/xen'\n\nXen events.\n\nConflicts:\n\tvirt/a.c\n\tvirt/b.c\n\n"
			     "And timers.\n");
	assert_string_equal(text, "Xen events.\n\nAnd timers.");
	free(text);
	assert_null(message_of_merge("Merge branch 'kvm/xen'\n\n# Conflicts:\n#\tvirt/a.c\n"));
}

static void expect_branch(const char *description, const char *wanted)
{
	char *text = message_of_branch(description);

	if (wanted)
		assert_string_equal(text, wanted);
	else
		assert_null(text);
	free(text);
}

static void reads_descriptions(void **state)
{
	(void)state;
	expect_branch(
	    "Xen events.\n\nSigned-off-by: Ann <a@example.org>\nTo: b@example.org\nCc: C <c@example.org>\n\n",
	    "Xen events.");
	expect_branch("Xen events.\n", "Xen events.");
	expect_branch("It is\nFixes: too\n", "It is\nFixes: too");
	expect_branch("* kvm/xen:\n  - events\n\nNote: slow", "* kvm/xen:\n  - events\n\nNote: slow");
	expect_branch("Signed-off-by: Ann <a@example.org>", NULL);
	expect_branch(" \n", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_merges),
	    cmocka_unit_test(leaves_conflicts_out),
	    cmocka_unit_test(reads_descriptions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
