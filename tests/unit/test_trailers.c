/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/trailers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct trailers parsed;

static const struct trailers *parse(const char *message)
{
	trailers_release(&parsed);
	trailers_parse(&parsed, message);
	return &parsed;
}

static void well_formed_fixes_are_taken(void **state)
{
	(void)state;
	parse("x\n\nFixes: 5228eb96a487 (\"KVM: x86: implement (nested) \"TSC\"\")\n"
	      "fixes:\t5228EB96A4875228eb96a4875228eb96a4875228 (\"x\")  \n"
	      "  Fixes: 5228eb96a4871 (\"indented\")");
	assert_int_equal(parsed.fixes.n, 3);
	assert_string_equal(parsed.fixes.v[0], "5228eb96a487");
	assert_string_equal(parsed.fixes.v[1], "5228eb96a4875228eb96a4875228eb96a4875228");
	assert_string_equal(parsed.fixes.v[2], "5228eb96a4871");
	assert_false(parsed.stable);
	parse("x\n\nFixes: 5228eb96a487 (\u201cKVM: x\u201d)\nFixes: 5228eb96a488 ('KVM: x')\r\n"
	      "Fixes: 5228eb96a489 (\"KVM: x\") # v6.8+\n");
	assert_int_equal(parsed.fixes.n, 3);
	assert_string_equal(parsed.fixes.v[2], "5228eb96a489");
}

static void others_are_not(void **state)
{
	static const char *const messages[] = {
	    "Fixes: 5228eb96a48 (\"11 digits\")",
	    "Fixes: 5228eb96a4875228eb96a4875228eb96a48752281 (\"41 digits\")",
	    "Fixes: 5228eb96a487",
	    "Fixes: 5228eb96a487 (unquoted)",
	    "Fixes: 5228eb96a487 (\"unbalanced\"",
	    "Fixes: 5228eb96a487 (\")",
	    "Fixes: 5228eb96a487 (",
	    "Fixes: 5228eb96a487 (\u201c",
	    "Fixes: 5228eb96a487 (\u2026KVM: x\u2026)",
	    "Fixes: commit 5228eb96a487 (\"word before\")",
	    "Fixes: the bug in 5228eb96a487 (\"x\")",
	    "Fixes: https://bugzilla.kernel.org/show_bug.cgi?id=5",
	    "This fixes: 5228eb96a487 (\"x\")",
	    "kvm: fix the fix",
	    "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
		parse(messages[i]);
		assert_int_equal(parsed.fixes.n, 0);
		assert_int_equal(parsed.reverts.n, 0);
		assert_false(parsed.stable);
	}
}

static void stable_is_any_address_of_that_name(void **state)
{
	(void)state;
	assert_true(parse("x\n\nCc: stable@vger.kernel.org")->stable);
	assert_true(parse("x\n\nCC: <stable@vger.kernel.org> # 5.16+")->stable);
	assert_true(parse("x\n\ncc: Stable tree <stable@kernel.org>")->stable);
	assert_true(parse("x\n\nCc: Stable Team\n\t<stable@vger.kernel.org>\n")->stable);
	assert_true(parse("x\r\n\r\nCc:\r\n  <stable@vger.kernel.org>\r\n")->stable);
	assert_true(parse("x\n\nCc: a@example.org,\n    b@example.org,\n    stable@vger.kernel.org")->stable);
	assert_false(parse("x\n\nCc: a@example.org\n\n  stable@vger.kernel.org was asked")->stable);
	assert_false(parse("x\n\nCc: a@example.org\n \n  stable@vger.kernel.org was asked")->stable);
	assert_false(parse("x\n\nCc: unstable@example.org")->stable);
	assert_false(parse("x\n\nCc: stable")->stable);
	assert_false(parse("x\n\nReported-by: stable@example.org")->stable);
}

static void reverts_may_be_wrapped(void **state)
{
	(void)state;
	parse(
	    "Revert \"x\"\n\nThis reverts commit 5228eb96a487, since it\nThis reverts commit\n  abcdef0123.\n"
	    "This reverts commit 12345.\n");
	assert_int_equal(parsed.reverts.n, 2);
	assert_string_equal(parsed.reverts.v[0], "5228eb96a487");
	assert_string_equal(parsed.reverts.v[1], "abcdef0123");
}

static void what_is_quoted_from_elsewhere_claims_nothing(void **state)
{
	(void)state;
	parse(
	    "x\n\nThe old commit said:\n\n    Fixes: 5228eb96a487 (\"KVM: x\")\n    Cc: "
	    "stable@vger.kernel.org\n\n"
	    "and\n\tThis reverts commit 5228eb96a487.\n\nand no more.\n\nSigned-off-by: A <a@example.org>\n");
	assert_int_equal(parsed.fixes.n, 0);
	assert_int_equal(parsed.reverts.n, 0);
	assert_false(parsed.stable);
	parse("x\n\nReviewed-by: A <a@example.org>\n\tFixes: 5228eb96a487 (\"KVM: x\")\nTested-by: A "
	      "<a@example.org>\n");
	assert_int_equal(parsed.fixes.n, 1);
}

static int clean_up(void **state)
{
	(void)state;
	trailers_release(&parsed);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(well_formed_fixes_are_taken),
	    cmocka_unit_test(others_are_not),
	    cmocka_unit_test(stable_is_any_address_of_that_name),
	    cmocka_unit_test(reverts_may_be_wrapped),
	    cmocka_unit_test(what_is_quoted_from_elsewhere_claims_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, clean_up);
}
