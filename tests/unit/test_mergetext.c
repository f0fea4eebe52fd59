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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_merges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
