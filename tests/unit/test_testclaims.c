/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/testclaims.h"

#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* All claims as one text: "mail ID|id HEX|subject TEXT (HEX)". */
static void expect(const char *message, const char *expected)
{
	static const char *const words[] = {"mail", "id", "subject"};
	struct test_claims claims = {.v = NULL};
	struct buf text = BUF_INIT;

	test_claims_read(&claims, message);
	for (size_t i = 0; i < claims.n; i++) {
		buf_addf(&text, "%s%s %s", i ? "|" : "", words[claims.v[i].by], claims.v[i].text);
		if (claims.v[i].before)
			buf_addf(&text, " (%s)", claims.v[i].before);
	}
	assert_string_equal(text.s, expected);
	buf_release(&text);
	test_claims_release(&claims);
}

static void mails_are_in_urls_and_lines(void **state)
{
	(void)state;
	expect("See https://lore.kernel.org/kvm/a-b@example.org/.", "mail a-b@example.org");
	expect("(https://lore.kernel.org/r/a%40example.org)", "mail a@example.org");
	expect(
	    "http://example.org/x and\n<HTTPS://patch.msgid.link/q-1@example.org>", "mail q-1@example.org");
	expect("x\n\nMessage-Id: <a@example.org>\nmessage-ID: b@example.org",
	    "mail a@example.org|mail b@example.org");
	expect("x\n\n  Message-ID: <a@example.org>\nSigned-off-by: A <a@example.org>", "");
	expect("https://lore.kernel.org/kvm/", "");
	expect("Message-ID: ", "");
}

static void ids_are_words(void **state)
{
	(void)state;
	expect("kernel commit ABCDEF1, and 0123456789abcdef0123456789abcdef01234567.",
	    "id abcdef1|id 0123456789abcdef0123456789abcdef01234567");
	expect("https://git.example.org/c/linux.git?id=abcdef123456#n1", "id abcdef123456");
	expect("abcdef xabcdef1 abcdef1x _abcdef1 abcdef1_ 0xabcdef1", "");
	expect("0123456789abcdef0123456789abcdef012345678", "");
	expect("abcdef1-dirty v2-abcdef2", "id abcdef1|id abcdef2");
}

static void subjects_are_quoted(void **state)
{
	(void)state;
	expect("Test (\"KVM: add it\") here", "subject KVM: add it");
	expect("Test abcdef1 (\"KVM: add\n it\")", "id abcdef1|subject KVM: add it (abcdef1)");
	expect("abcdef1\n(\"KVM\")", "id abcdef1|subject KVM (abcdef1)");
	expect("(\"Revert (\"a\")\")", "subject Revert (\"a|subject Revert (\"a\")|subject a|subject a\")");
	expect("(\"open", "");
	expect("(\"\") (\" \")", "subject \") (\"");
	expect("'KVM: add it' and \"KVM: add it\"", "");
}

static void a_revert_says_so(void **state)
{
	static const char id[] = "0123456789abcdef0123456789abcdef01234567";
	char *text, *found;

	(void)state;
	text = mem_format("Revert \"x\"\n\nThis reverts commit %s.\n", id);
	found = test_claims_reverted(text);
	assert_string_equal(found, id);
	free(found);
	free(text);
	assert_null(test_claims_reverted("This reverts commit 0123456.\n"));
	assert_null(test_claims_reverted("Revert \"x\"\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mails_are_in_urls_and_lines),
	    cmocka_unit_test(ids_are_words),
	    cmocka_unit_test(subjects_are_quoted),
	    cmocka_unit_test(a_revert_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
