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
	    {"selftest: fails", FINDER_NONE},
	    {"", FINDER_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (finder_of(cases[i].message) != cases[i].finder)
			fail_msg("%s: %s", cases[i].message, finder_name[finder_of(cases[i].message)]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_who_found_it),
	};

	return cmocka_run_group_tests_name("finder", tests, NULL, NULL);
}
