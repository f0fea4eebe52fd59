/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/finder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void knows_who_found_it(void **state)
{
	static const struct {
		const char *message;
		enum finder finder;
	} cases[] = {
	    {"s\n\nReported-by: syzbot+1234@syzkaller.appspotmail.com", FINDER_SYZBOT},
	    {"s\n\nCloses: https://syzkaller.appspot.com/bug?extid=1", FINDER_SYZBOT},
	    {"s\n\nReported-by: kernel test robot <lkp@intel.com>", FINDER_ROBOT},
	    {"s\n\nCloses: https://lore.kernel.org/oe-kbuild-all/1@intel.com/", FINDER_ROBOT},
	    {"s\n\nThe memfd selftest fails without it.", FINDER_SELFTEST},
	    {"s\n\nAlso add a selftest.", FINDER_NONE},
	    {"s\n\nkvm-unit-tests' vmx test caught that.", FINDER_KVM_UNIT_TESTS},
	    {"s\n\nReported-by: Coverity Scan", FINDER_CHECKER},
	    {"s\n\nAddresses-Coverity-ID: 583414 - Out-of-bounds write", FINDER_CHECKER},
	    {"s\n\nReported-by: Smatch static checker <x@example.org>", FINDER_CHECKER},
	    {"s\n\nReported-by: Ann <ann@example.org>", FINDER_PERSON},
	    {"s\n\nreported-and-tested-by: Ann <ann@example.org>", FINDER_PERSON},
	    {"s\n\nReported-by:", FINDER_NONE},
	    {"s\n\nCloses: https://lore.kernel.org/all/1@example.org/", FINDER_NONE},
	    {"s\n\nReported-by: Ann <a@example.org>\nReported-by: syzbot <s@syzkaller.example>",
		FINDER_SYZBOT},
	    {"s\n\nsyzbot is fine.", FINDER_NONE},
	    {"s\n\nThis issue was found with Smatch.", FINDER_CHECKER},
	    {"s\n\nFound by Linux Verification Center (linuxtesting.org) with SVACE.", FINDER_CHECKER},
	    {"s\n\nSmatch complains of it.", FINDER_CHECKER},
	    {"s\n\n  ld --no-warn-rwx-segments build/selftest", FINDER_NONE},
	    {"s\n\nThis mends a sparse warning.", FINDER_CHECKER},
	    {"s\n\nWriting of sparse images fails.", FINDER_NONE},
	    {"s\n\nA size mismatch was found.", FINDER_NONE},
	    {"s\n\nReported-by: kselftest <k@example.org>", FINDER_SELFTEST},
	    {"s\n\nLink: https://lore.kernel.org/r/20260711-fix-mismatch-v1-0-1@example.org", FINDER_NONE},
	    {"s\n\nLink: https://lore.kernel.org/r/20260711-kvm-selftest-v1-1-2@example.org", FINDER_NONE},
	    {"s\n\nLink: https://patch.msgid.link/20260711-sparse-irq-v2-1-3@example.org", FINDER_NONE},
	    {"s\n\nLink: https://lore.kernel.org/r/202607110123.Ab-lkp@intel.com", FINDER_ROBOT},
	    {"selftest: fails", FINDER_NONE},
	    {"", FINDER_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (finder_of(cases[i].message).finder != cases[i].finder)
			fail_msg("%s: %s", cases[i].message, finder_name[finder_of(cases[i].message).finder]);
}

static void knows_what_was_reported(void **state)
{
	static const struct {
		const char *message;
		bool reported;
	} cases[] = {
	    {"s\n\nReported-by: Ann <ann@example.org>", true},
	    {"s\n\nCloses: https://bugs.example.org/1", true},
	    {"s\n\nAddresses-Coverity-ID: 583414", true},
	    {"s\n\nLink: https://syzkaller.appspot.com/bug?extid=1", true},
	    {"s\n\nLink: https://lore.kernel.org/r/1@example.org", false},
	    {"s\n\nCloses:", false},
	    {"s\n\nThe memfd selftest fails without it.", false},
	    {"s\n\nThis issue was found with Smatch.", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (finder_of(cases[i].message).reported != cases[i].reported)
			fail_msg("%s", cases[i].message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_who_found_it),
	    cmocka_unit_test(knows_what_was_reported),
	};

	return cmocka_run_group_tests_name("finder", tests, NULL, NULL);
}
