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

static void one_repository_has_many_urls(void **state)
{
	static const char *const kvm[] = {"git://git.kernel.org/pub/scm/virt/kvm/kvm.git",
	    "https://git.kernel.org/pub/scm/virt/kvm/kvm", "http://git.kernel.org/pub/scm/virt/kvm/kvm.git/",
	    "ssh://git@gitolite.kernel.org/pub/scm/virt/kvm/kvm.git/",
	    "gitolite@ra.kernel.org:pub/scm/virt/kvm/kvm",
	    "gitolite@gitolite.kernel.org:/pub/scm/virt/kvm/kvm.git",
	    "https://kernel.googlesource.com/pub/scm/virt/kvm/kvm.git",
	    "HTTPS://Git.Kernel.org/pub/scm/virt/kvm/kvm",
	    "https://me:secret@git.kernel.org/pub/scm/virt/kvm/kvm",
	    "ssh://git@gitolite.kernel.org:2222/pub/scm/virt/kvm/kvm",
	    "https://git.kernel.org//pub/scm/virt/kvm/kvm"};
	static const char *const others[] = {"git://git.kernel.org/pub/scm/virt/kvm/kvm-x86.git",
	    "https://git.kernel.org/pub/scm/virt/kvm/KVM", "https://example.org/pub/scm/virt/kvm/kvm",
	    "https://git.kernel.org/kvm", "https://git.kernel.org", "git.kernel.org", "-", "",
	    "/pub/scm/virt/kvm/kvm", "https://git.kernel.org.example.org/pub/scm/virt/kvm/kvm"};

	(void)state;
	for (size_t i = 0; i < sizeof(kvm) / sizeof(*kvm); i++) {
		for (size_t k = 0; k < sizeof(kvm) / sizeof(*kvm); k++)
			if (!windows_same_repository(kvm[i], kvm[k]))
				fail_msg("%s is not %s", kvm[i], kvm[k]);
		for (size_t k = 0; k < sizeof(others) / sizeof(*others); k++)
			if (windows_same_repository(kvm[i], others[k]))
				fail_msg("%s is %s", kvm[i], others[k]);
	}
	assert_true(windows_same_repository("/srv/git/kvm.git", "file:///srv/git/kvm"));
	assert_true(
	    windows_same_repository("git@github.com:ceph/client", "https://github.com/ceph/client.git"));
	assert_true(windows_same_repository(
	    "git://git.armlinux.org.uk/~rmk/arm.git", "rmk@git.armlinux.org.uk:~rmk/arm"));
	assert_false(windows_same_repository("", ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_a_repository_by_any_url),
	    cmocka_unit_test(one_repository_has_many_urls),
	};

	return cmocka_run_group_tests_name("windows", tests, NULL, NULL);
}
