/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/scope.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static bool has(const struct strings *scope, const char *path)
{
	return scope_has(scope, path, strlen(path));
}

static void paths_and_globs(void **state)
{
	struct strings scope = STRINGS_INIT;

	(void)state;
	assert_true(has(&scope, "anything"));
	strings_add(&scope, "arch/x86/kvm/");
	strings_add(&scope, "virt");
	strings_add(&scope, "Kbuild");
	strings_add(&scope, "*/selftests/kvm/*");
	assert_true(has(&scope, "arch/x86/kvm/mmu/mmu.c"));
	assert_true(has(&scope, "virt/lib.c"));
	assert_true(has(&scope, "Kbuild"));
	assert_true(has(&scope, "tools/testing/selftests/kvm/x86/a.c"));
	assert_false(has(&scope, "arch/x86/kvm.c"));
	assert_false(has(&scope, "virtual/a.c"));
	assert_false(has(&scope, "drivers/virt/a.c"));
	assert_false(has(&scope, "Kbuild.in"));
	assert_false(has(&scope, ""));
	assert_true(scope_has(&scope, "virt/lib.c", 4));
	assert_false(scope_has(&scope, "virt/lib.c", 3));
	strings_release(&scope);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(paths_and_globs),
	};

	return cmocka_run_group_tests_name("scope", tests, NULL, NULL);
}
