/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *text, const char *wanted)
{
	struct buf draft = BUF_INIT;

	buf_addstr(&draft, text);
	draft_clean(&draft);
	assert_string_equal(draft.s, wanted);
	buf_release(&draft);
}

static void cleans(void **state)
{
	(void)state;
	expect("", "");
	expect("\n \n\t\n", "");
	expect("\n\nA  \n\n\n\n# kept \n#VMEXIT", "A\n\n# kept\n#VMEXIT\n");
	expect("A\n# ------------------------ >8 ------------------------\nB\n", "A\n");
	expect("# ------------------------ >8 ------------------------\nB\n", "");
}

static void cuts_its_own_instructions(void **state)
{
	struct buf draft = BUF_INIT;

	(void)state;
	buf_addstr(&draft, "Headline\n\ntext\n\n");
	draft_add_instructions(&draft, "Do this.\n\nThen that.\n");
	assert_non_null(strstr(draft.s, "\n# Do this.\n#\n# Then that.\n"));
	draft_clean(&draft);
	assert_string_equal(draft.s, "Headline\n\ntext\n");
	buf_release(&draft);
}

static void expect_refused(const char *text, size_t length, const char *message)
{
	struct buf draft = BUF_INIT;
	struct error *err;

	buf_add(&draft, text, length);
	err = draft_check(&draft, "m");
	assert_non_null(err);
	assert_string_equal(err->message, message);
	error_free(err);
	buf_release(&draft);
}

static void refuses_what_would_not_survive(void **state)
{
	(void)state;
	expect_refused("a\nb\0c\n", 6, "m:2: the message holds a NUL byte");
	expect_refused("a\n-----BEGIN PGP MESSAGE-----\n", 31,
	    "m:2: this line begins like a signature, so the message would end there");
}

static void finds_signatures(void **state)
{
	static const char pgp[] = "text\n-----BEGIN PGP SIGNATURE-----\nx\n",
			  ssh[] = "text\n-----BEGIN SSH SIGNATURE-----\n";

	(void)state;
	assert_int_equal(draft_signature(pgp, strlen(pgp)), 5);
	assert_int_equal(draft_signature(ssh, strlen(ssh)), 5);
	assert_int_equal(draft_signature("a -----BEGIN PGP X", 18), 18);
	assert_int_equal(draft_signature("", 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cleans),
	    cmocka_unit_test(cuts_its_own_instructions),
	    cmocka_unit_test(refuses_what_would_not_survive),
	    cmocka_unit_test(finds_signatures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
