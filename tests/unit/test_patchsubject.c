/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/patchsubject.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* "v2 3/7 RFC RESEND answer: subject"; what is no patch has "-" for its number. */
static void expect(const char *subject, const char *expected)
{
	struct patch_subject is;
	char text[300], number[32] = "-";

	patch_subject_parse(&is, subject);
	if (is.patch)
		snprintf(number, sizeof(number), "v%d %d/%d", is.version, is.part, is.parts);
	snprintf(text, sizeof(text), "%s%s%s%s%s: %s", number, is.rfc ? " RFC" : "",
	    is.resend ? " RESEND" : "", is.pull ? " PULL" : "", is.answer ? " answer" : "", is.rest);
	assert_string_equal(text, expected);
}

static void patches_as_git_sends_them(void **state)
{
	(void)state;
	expect("[PATCH] KVM: x86: fix", "v1 1/1: KVM: x86: fix");
	expect("[PATCH v3 02/14] KVM: x86: fix", "v3 2/14: KVM: x86: fix");
	expect("[PATCH 0/3] KVM: cover", "v1 0/3: KVM: cover");
	expect("[RFC PATCH v2 1/2] x", "v2 1/2 RFC: x");
	expect("[PATCH RFC 0/3] x", "v1 0/3 RFC: x");
	expect("[PATCH net-next v5 3/3] net: x", "v5 3/3: net: x");
	expect("[kvm-unit-tests PATCH v2 01/10] x", "v2 1/10: x");
	expect("[PATCH RESEND v4] x", "v4 1/1 RESEND: x");
	expect("[PATCH 5.15 012/340] x", "v1 12/340: x");
}

static void patches_as_people_type_them(void **state)
{
	(void)state;
	expect("[PATCHv2 1/3] x", "v2 1/3: x");
	expect("[PATCH-v3] x", "v3 1/1: x");
	expect("[PATCH V7 4/9]x", "v7 4/9: x");
	expect("[PATCH][v2] x", "v2 1/1: x");
	expect("[PATCH net-next,v2] x", "v2 1/1: x");
	expect("[RFC] x", "v1 1/1 RFC: x");
	expect("[RFC v2 3/7] x", "v2 3/7 RFC: x");
	expect("[v3 2/4] x", "v3 2/4: x");
	expect("[2/4] x", "v1 2/4: x");
	expect("[patch 07/12] x", "v1 7/12: x");
	expect("[ANNOUNCE] [PATCH 1/2] x", "v1 1/2: x");
	expect("  [PATCH]  [x86] y", "v1 1/1: y");
}

static void answers(void **state)
{
	(void)state;
	expect("Re: [PATCH v3 02/14] x", "v3 2/14 answer: x");
	expect("RE: Re: AW: [PATCH] x", "v1 1/1 answer: x");
	expect("Re:[PATCH] x", "v1 1/1 answer: x");
	expect("回复：[PATCH] x", "v1 1/1 answer: x");
	expect("Re: linux-next: build failure", "- answer: linux-next: build failure");
	expect("Rework: all", "-: Rework: all");
}

static void no_patches(void **state)
{
	(void)state;
	expect(NULL, "-: ");
	expect("", "-: ");
	expect("linux-next: Tree for Sep 29", "-: linux-next: Tree for Sep 29");
	expect("[GIT PULL] KVM fixes for 6.10", "- PULL: KVM fixes for 6.10");
	expect("[GIT PULL 2/4] arm64: dts", "- PULL: arm64: dts");
	expect("[PULL] x", "- PULL: x");
	expect("[MAINTAINERS SUMMIT] x", "-: x");
	expect("[bug report] x", "-: x");
	expect("[PATCH", "-: [PATCH");
	expect("[dispatch] x", "-: x");
	expect("[PATCHWORK] x", "-: x");
}

/* More of them, none of them, and other numbers. */
static void odd_numbers(void **state)
{
	(void)state;
	expect("[PATCH 3/2] x", "v1 1/1: x");
	expect("[PATCH 0/0] x", "v1 1/1: x");
	expect("[PATCH 2026/99999] x", "v1 1/1: x");
	expect("[PATCH v1234567890123] x", "v1 1/1: x");
	expect("[PATCH v0 1/1] x", "v0 1/1: x");
	expect("[PATCH 1/] x", "v1 1/1: x");
	expect("[24/7] x", "-: x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(patches_as_git_sends_them),
	    cmocka_unit_test(patches_as_people_type_them),
	    cmocka_unit_test(answers),
	    cmocka_unit_test(no_patches),
	    cmocka_unit_test(odd_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
