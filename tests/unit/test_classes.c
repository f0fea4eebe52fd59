/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/classes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct error *load(struct classes **out, const char *const *values)
{
	struct strings overrides = STRINGS_INIT;
	struct config *config;
	struct error *err;

	for (; *values; values++)
		strings_take(&overrides, mem_format("pullprep.class=%s", *values));
	assert_null(config_load(&config, &overrides));
	err = classes_load(out, config);
	config_free(config);
	strings_release(&overrides);
	return err;
}

static const char *class_name(const struct classes *classes, const char *path)
{
	return path_class_name[classes_of(classes, path, strlen(path))];
}

static void knows_ordinary_paths(void **state)
{
	static const struct {
		const char *path, *class;
	} cases[] = {
	    /* Linux */
	    {"tools/testing/selftests/kvm/Makefile", "tests"},
	    {"tools/testing/kunit/kunit.py", "tests"},
	    {"tools/testing/selftests/kvm/README", "tests"},
	    {"tools/perf/tests/builtin-test.c", "tests"},
	    {"lib/kunit/executor.c", "tests"},
	    {"include/kunit/test.h", "tests"},
	    {"lib/tests/bitmap_kunit.c", "tests"},
	    {"lib/list-test.c", "tests"},
	    {"lib/test_bitmap.c", "tests"},
	    {"lib/crc32test.c", "tests"},
	    {"lib/locking-selftest-mutex.h", "tests"},
	    {"drivers/hid/hid-uclogic-rdesc-test.c", "tests"},
	    {"drivers/gpu/drm/i915/selftests/i915_vma.c", "tests"},
	    {"drivers/gpu/drm/i915/gt/selftest_lrc.c", "tests"},
	    {"drivers/base/test/property-entry-test.c", "tests"},
	    {"mm/kfence/kfence_test.c", "tests"},
	    {"kernel/rcu/rcutorture.c", "tests"},
	    {"crypto/testmgr.h", "tests"},
	    {"drivers/misc/lkdtm/bugs.c", "tests"},
	    {"drivers/net/ethernet/mellanox/mlx5/core/en_selftest.c", "code"},
	    {"drivers/net/phy/phy_kunit.c", "tests"},
	    {"mm/memtest.c", "code"},
	    {"arch/arm/lib/testchangebit.S", "code"},
	    {"net/core/testing.c", "code"},
	    {"Documentation/virt/kvm/api.rst", "docs"},
	    {"Documentation/admin-guide/tests/index.rst", "docs"},
	    {"Documentation/devicetree/bindings/arm/cpus.yaml", "docs"},
	    {"tools/perf/Documentation/perf-test.txt", "docs"},
	    {"tools/power/x86/turbostat/turbostat.8", "docs"},
	    {"fs/befs/ChangeLog", "docs"},
	    {"drivers/net/README.i386", "docs"},
	    {"tools/perf/builtin-stat.c", "tools"},
	    {"tools/docs/kernel-doc", "tools"},
	    {"scripts/checkpatch.pl", "tools"},
	    {"samples/bpf/xdp1_kern.c", "tools"},
	    {"arch/x86/kvm/mmu/mmu.c", "code"},
	    {"arch/x86/tools/relocs.c", "code"},
	    {"include/uapi/linux/kvm.h", "code"},
	    {"MAINTAINERS", "code"},
	    {"kernel/latest.c", "code"},
	    {"drivers/docg3/contest/x.c", "code"},
	    /* U-Boot */
	    {"test/dm/core.c", "tests"},
	    {"test/py/tests/test_fit.py", "tests"},
	    {"tools/binman/ftest.py", "tools"},
	    {"tools/binman/fdt_test.py", "tests"},
	    {"lib/efi_selftest/efi_selftest_block_device.c", "tests"},
	    {"arch/sandbox/dts/test.dts", "tests"},
	    {"cmd/test.c", "code"},
	    {"doc/develop/uefi/uefi.rst", "docs"},
	    {"dts/upstream/Bindings/arm/cpus.yaml", "docs"},
	    {"configs/qemu_arm64_defconfig", "code"},
	    {".gitlab-ci.yml", "tools"},
	    /* git and others */
	    {"t/t4013-diff-various.sh", "tests"},
	    {"t/README", "tests"},
	    {"contrib/completion/git-completion.bash", "tools"},
	    {"README.md", "docs"},
	    {"docs/index.html", "docs"},
	    {"src/docs/index.html", "docs"},
	    {"src/tests/data.txt", "tests"},
	    {"README", "docs"},
	    {"READMEs/x.c", "code"},
	    {"man/man1/git.1", "docs"},
	    {"src/human/x.c", "code"},
	    {"test", "code"},
	    {"", "code"},
	};
	const char *const none[] = {NULL};
	struct classes *classes;

	(void)state;
	assert_null(load(&classes, none));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (strcmp(class_name(classes, cases[i].path), cases[i].class))
			fail_msg("%s is %s, expected %s", cases[i].path, class_name(classes, cases[i].path),
			    cases[i].class);
	classes_free(classes);
}

static void ones_own_come_first(void **state)
{
	const char *const own[] = {"code:^tools/testing/", "tests:^tools/", "docs:a:b", NULL};
	struct buf table = BUF_INIT;
	struct classes *classes;

	(void)state;
	assert_null(load(&classes, own));
	assert_string_equal(class_name(classes, "tools/testing/x"), "code");
	assert_string_equal(class_name(classes, "tools/x"), "tests");
	assert_string_equal(class_name(classes, "xa:by"), "docs");
	assert_string_equal(class_name(classes, "Documentation/x"), "docs");
	classes_print(classes, &table);
	assert_memory_equal(table.s, "code\t^tools/testing/\ntests\t^tools/\ndocs\ta:b\n", 42);
	assert_string_equal(classes_rule(classes, 2).regex, "a:b");
	assert_true(classes_count(classes) > 10);
	buf_release(&table);
	classes_free(classes);
}

static void refuses_what_is_no_rule(void **state)
{
	static const struct {
		const char *value, *why;
	} cases[] = {
	    {"tests", "CLASS:REGEX"},
	    {"tests:", "CLASS:REGEX"},
	    {":x", "no class ''"},
	    {"test:x", "no class 'test'"},
	    {"testsx:x", "no class 'testsx'"},
	    {"Tests:x", "no class 'Tests'"},
	    {"docs:a\tb", "TAB"},
	    {"docs:a\nb", "LF"},
	    {"docs:a\rb", "CR"},
	    {"docs:a(b", "offset 3"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *const values[] = {"tests:^fine/", cases[i].value, NULL};
		struct classes *classes;
		struct error *err = load(&classes, values);

		assert_non_null(err);
		assert_null(classes);
		assert_non_null(strstr(err->message, "pullprep.class"));
		if (!strstr(err->message, cases[i].why))
			fail_msg("%s: %s", cases[i].value, err->message);
		error_free(err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_ordinary_paths),
	    cmocka_unit_test(ones_own_come_first),
	    cmocka_unit_test(refuses_what_is_no_rule),
	};

	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_DIR", "/nonexistent", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
