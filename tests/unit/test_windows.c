/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/windows.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void knows_a_repository_by_any_url(void **state)
{
	static const struct {
		const char *subject, *url;
		bool same;
	} cases[] = {
	    {"Merge tag 'for-linus' of git://git.kernel.org/pub/scm/virt/kvm/kvm",
		"https://git.kernel.org/pub/scm/virt/kvm/kvm.git", true},
	    {"Merge tag 'for-linus' of https://git.kernel.org/pub/scm/virt/kvm/kvm.git/",
		"git@git.kernel.org:pub/scm/virt/kvm/kvm.git", true},
	    {"Merge branch 'x' of ssh://me@example.org/kvm into topic", "https://example.org/kvm", true},
	    {"Merge tag 'fixes of the day' of https://example.org/kvm", "https://example.org/kvm", true},
	    {"Merge git://git.kernel.org/pub/scm/virt/kvm/kvm", "https://git.kernel.org/pub/scm/virt/kvm/kvm",
		true},
	    {"Merge tag 'for-linus' of git://git.kernel.org/pub/scm/virt/kvm/kvm-x86",
		"https://git.kernel.org/pub/scm/virt/kvm/kvm.git", false},
	    {"Merge branch 'kvm'", "https://example.org/kvm", false},
	    {"Revert something of https://example.org/kvm", "https://example.org/kvm", false},
	    {"Merge tag 'x' of https://example.org/kvm", "", false},
	    {"Merge ", "https://example.org/kvm", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (windows_names(cases[i].subject, cases[i].url) != cases[i].same)
			fail_msg("%s and %s", cases[i].subject, cases[i].url);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_a_repository_by_any_url),
	};

	return cmocka_run_group_tests_name("windows", tests, NULL, NULL);
}
