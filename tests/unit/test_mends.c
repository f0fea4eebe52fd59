/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mends.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* Ids, each with its subject behind '=' if there is one. */
static void add_list(char *out, size_t room, const struct mend_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		strncat(out, i ? " " : "", room - strlen(out) - 1);
		strncat(out, list->v[i].id, room - strlen(out) - 1);
		strncat(out, list->v[i].quoted ? "=" : "", room - strlen(out) - 1);
		strncat(out, list->v[i].quoted ? list->v[i].quoted : "", room - strlen(out) - 1);
	}
}

static void reads_the_forms_that_there_are(void **state)
{
	static const struct {
		const char *message, *fixes, *reverts;
	} cases[] = {
	    {"s\n\nFixes: 123456789abc (\"a: b\")", "123456789abc=a: b", ""},
	    {"s\n\nFixes: 123456 more", "123456", ""},
	    {"s\n\nFixes: 12345", "", ""},
	    {"s\n\nfixes:123456", "123456", ""},
	    {"s\n\n\t Fixes: commit ABCDEF0", "abcdef0", ""},
	    {"s\n\nFixes: commitabcdef0", "", ""},
	    {"s\n\nFixes: commit", "", ""},
	    {"s\n\nFixes the below warning", "", ""},
	    {"s\n\nFixes: the below warning", "", ""},
	    {"s\n\nFixes: facade of the house", "facade", ""},
	    {"s\n\nFixes: https://example.org/123456", "", ""},
	    {"s\n\nThis fixes: 123456", "", ""},
	    {"s\n\nFixes: 123456\n\nin the middle\n\nAcked-by: x", "123456", ""},
	    {"s\n\nFixes: 123456\nFixes: 123456\nFixes: 1234567", "123456 1234567", ""},
	    {"s\r\n\r\nFixes: 123456\r\nFixes: 654321\rFixes: abcdef", "123456 654321 abcdef", ""},
	    {"s\n\nFixes: 0123456789012345678901234567890123456789ff",
		"0123456789012345678901234567890123456789", ""},
	    {"s\n\nFixes: 123456 (\"a\n b\")", "123456=a b", ""},
	    {"s\n\nFixes: 123456\n(\"a: b\")", "123456=a: b", ""},
	    {"s\n\nFixes: 123456 (\"a\n\nb\")", "123456", ""},
	    {"s\n\nFixes: 123456\n\n(\"a\")", "123456", ""},
	    {"s\n\nFixes: 123456 (\"say \"hi\" (\"x\")\")", "123456=say \"hi\" (\"x", ""},
	    {"s\n\nThis reverts commit 1234567.", "", "1234567"},
	    {"s\n\nthis reverts commit\n1234567 (\"a\")", "", "1234567=a"},
	    {"s\n\n This reverts commit 1234567.", "", ""},
	    {"s\n\nThis reverts commit 123456.", "", ""},
	    {"s\n\nThis reverts commits 1234567", "", ""},
	    {"This reverts commit 1234567\n\nFixes: 1234567", "1234567", "1234567"},
	    {"", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char fixes[256] = "", reverts[256] = "";
		struct mends mends;

		mends_parse(&mends, cases[i].message);
		add_list(fixes, sizeof(fixes), &mends.fixes);
		add_list(reverts, sizeof(reverts), &mends.reverts);
		mends_release(&mends);
		if (strcmp(fixes, cases[i].fixes) || strcmp(reverts, cases[i].reverts))
			fail_msg("%s: fixes '%s', reverts '%s'", cases[i].message, fixes, reverts);
	}
}

static void knows_what_is_followed(void **state)
{
	static const struct {
		const char *message;
		bool stable, tracked;
	} cases[] = {
	    {"s\n\nFixes: 123456\nCc: <stable@vger.kernel.org> # 6.1", true, false},
	    {"s\n\nCc: stable@kernel.org", true, false},
	    {"s\n\nCc: unstable-mail@example.org", false, false},
	    {"s\n\nFixes: 123456\nCc: x@example.org\nLink: stable@x", false, false},
	    {"s\n\nA regression of old.\n\nFixes: 123456", false, true},
	    {"s\n\nFixes: 123456\n#regzbot introduced: 123456", false, true},
	    {"s\n\nLinear regression for all.", false, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct mends mends;

		mends_parse(&mends, cases[i].message);
		if (mends.stable != cases[i].stable || mends.tracked != cases[i].tracked)
			fail_msg("%s: stable %d, tracked %d", cases[i].message, mends.stable, mends.tracked);
		mends_release(&mends);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_the_forms_that_there_are),
	    cmocka_unit_test(knows_what_is_followed),
	};

	return cmocka_run_group_tests_name("mends", tests, NULL, NULL);
}
