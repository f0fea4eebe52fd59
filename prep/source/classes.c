/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/classes.h"

#include "source/pattern.h"
#include "util/array.h"

#include <stdlib.h>
#include <string.h>

static const char KEY[] = "pullprep.class";

const char *const path_class_name[CLASS_COUNT] = {"tests", "docs", "tools", "code"};

/*
 * The first that matches wins, so the narrow stand before the wide. Kernel means the Linux kernel's tree of
 * v6.x; U-Boot's and git's are meant where they are named, the others are the habits of free software at
 * large.
 */
static const struct class_rule built_in[] = {
    /* Kernel and git: Documentation/ at the top, and tools/perf/Documentation/ and the like. What is in there
     * is prose, device tree schemas, or helpers of the manual's own, also where a directory below is called
     * "test". */
    {CLASS_DOCS, "(^|/)[Dd]ocumentation/"},
    /* U-Boot: doc/, and the device tree schemas that it takes over from the kernel. Elsewhere: doc/ or docs/
     * at the top. */
    {CLASS_DOCS, "^(docs?|dts/upstream/Bindings)/"},

    /* Kernel: selftests, KUnit's driver, and whatever else lives in tools/testing/. */
    {CLASS_TESTS, "^tools/testing/"},
    /* Kernel: KUnit itself, and suites that Documentation/dev-tools/kunit/style.rst calls *_kunit.c and
     * *_test.c (in lib/tests/, or in a directory tests/ beside the code). */
    {CLASS_TESTS, "^(lib|include)/kunit/"},
    {CLASS_TESTS, "(^|/)kunit[^/]*\\.(c|h|rs)$"},
    /* Kernel, git, U-Boot, autotools, Python, Rust: test/ and tests/ at any depth; selftest/ and selftests/
     * (i915), U-Boot's lib/efi_selftest/; git's oss-fuzz/. */
    {CLASS_TESTS, "(^|/)(([a-z]+_)?self)?tests?/"},
    {CLASS_TESTS, "(^|/)(oss-)?fuzz/"},
    /* git and Perl: t/ at the top. */
    {CLASS_TESTS, "^t/"},
    /* Kernel: foo_kunit.c, foo_test.c, foo-test.c, foo_selftest.c, foo_tests.c, foo_test_helpers.c; U-Boot:
     * foo_test.py. Not en_selftest.c and other parts of a network driver: what ethtool -t runs on the user's
     * machine is a feature. */
    {CLASS_CODE, "^drivers/net/.*selftests?\\.[ch]$"},
    {CLASS_TESTS, "[^/][-_](kunit|(self)?tests?|test_helpers?)\\.(c|h|S|cc|cpp|rs|go|py|pl|sh|dts|dtsi)$"},
    /* Kernel: lib/test_bitmap.c, i915/gt/selftest_lrc.c, U-Boot: tools/test_foo.py. */
    {CLASS_TESTS, "(^|/)(self)?tests?[-_][^/]*\\.(c|h|S|cc|cpp|rs|go|py|pl|sh|dts|dtsi)$"},
    /* Kernel: tests older than those customs, and load generators: headers of lib/locking-selftest.c,
     * lib/crc32test.c, mm/memtest.c, dmatest.c, usbtest.c, the crypto test vectors, rcutorture and its kin,
     * lkdtm. */
    {CLASS_TESTS, "^(lib|crypto|kernel)/([^/]*/)*((backtrace|crc32|raid6)test|locking-selftest-[^/]*|[^/"
		  "]*_benchmark)\\.[ch]$"},
    {CLASS_TESTS, "^crypto/(testmgr|tcrypt)\\.[ch]$"},
    {CLASS_TESTS, "^kernel/([^/]*/)*[^/]*(torture|rcuscale|refscale|rt-?mutex-tester)\\.[ch]$"},
    {CLASS_TESTS, "^drivers/(dma/dmatest\\.c|usb/misc/usbtest\\.c|misc/lkdtm|iommu/iommufd/selftest\\.c)"},
    {CLASS_TESTS, "^scripts/rt-tester/"},
    /* Kernel: what the DRM drivers' continuous integration runs and expects. */
    {CLASS_TESTS, "^drivers/gpu/drm/ci/"},
    /* U-Boot: the device tree that its tests run on, and what tests share. */
    {CLASS_TESTS, "^(arch/sandbox/dts/test\\.dtsi?|arch/sandbox/include/asm/test\\.h|include/dm/test\\.h)$"},

    /* Kernel since v6.17: programs that build the documentation. */
    {CLASS_TOOLS, "^tools/docs/"},
    {CLASS_DOCS, "(^|/)docs?/"},
    /* Prose by its suffix: reStructuredText, Markdown, AsciiDoc, Texinfo. */
    {CLASS_DOCS, "\\.(rst|md|markdown|adoc|asciidoc|texi|texinfo)$"},
    /* Prose by its name, with or without a suffix: README, README.txt, README.i386. */
    {CLASS_DOCS,
	"(^|/)(README|CHANGELOG|CHANGES|ChangeLog|NEWS|INSTALL|HACKING|CONTRIBUTING|RelNotes)(\\.[^/]*)?$"},
    /* Manual pages: man/, man1/, and beside their programs as tools/power/x86/turbostat/turbostat.8. */
    {CLASS_DOCS, "(^|/)man[1-9]?/"},
    {CLASS_DOCS, "^tools/.*/[a-z][a-z0-9_-]*\\.[1-8]$"},

    /* Kernel, U-Boot: programs for those who build, test or trace. samples/ and examples/ show how, nothing
       depends on them. */
    {CLASS_TOOLS, "^(tools|scripts|samples|examples)/"},
    /* git: contrib/ and ci/. Elsewhere: the set-up of continuous integration at the top. */
    {CLASS_TOOLS, "^(contrib|ci|\\.(github|gitlab|circleci|ci))/"},
    {CLASS_TOOLS, "^\\.(gitlab-ci|azure-pipelines|travis|cirrus|appveyor)\\.ya?ml$"},
};

struct rule {
	enum path_class class;
	char *regex;
	struct pattern *pattern;
};

struct classes {
	ARRAY(struct rule) rules;
};

static struct error *add_rule(struct classes *classes, enum path_class class, const char *regex)
{
	struct pattern *pattern;
	struct error *err = pattern_new(&pattern, regex, KEY);

	if (!err)
		array_push(&classes->rules, (struct rule){class, mem_dup(regex), pattern});
	return err;
}

/* CLASS:REGEX, as configured. */
static struct error *add_configured(struct classes *classes, const char *value)
{
	size_t length = strcspn(value, ":");

	if (!value[length] || !value[length + 1])
		return error_hint(error_failed("%s is '%s', but it must be CLASS:REGEX", KEY, value),
		    "For example:  git config --add %s 'tests:^qa/'", KEY);
	if (strpbrk(value, "\t\n\r"))
		return error_hint(error_failed("%s is '%s', which holds a TAB, LF or CR", KEY, value),
		    "Write \\t, \\n or \\r for them in the regular expression.");
	for (int class = 0; class < CLASS_COUNT; class ++)
		if (!strncmp(path_class_name[class], value, length) && !path_class_name[class][length])
			return add_rule(classes, (enum path_class) class, value + length + 1);
	return error_hint(
	    error_failed("%s is '%s', but there is no class '%.*s'", KEY, value, (int)length, value),
	    "The classes are tests, docs, tools and code.");
}

struct error *classes_load(struct classes **out, const struct config *config)
{
	struct classes *classes = mem_zero(1, sizeof(*classes));
	struct strings values = STRINGS_INIT;
	struct error *err = NULL;

	*out = NULL;
	config_all(config, KEY, &values);
	for (size_t i = 0; !err && i < values.n; i++)
		err = add_configured(classes, values.v[i]);
	for (size_t i = 0; !err && i < sizeof(built_in) / sizeof(*built_in); i++)
		err = add_rule(classes, built_in[i].class, built_in[i].regex);
	strings_release(&values);
	if (err)
		classes_free(classes);
	else
		*out = classes;
	return err;
}

void classes_free(struct classes *classes)
{
	struct rule *rule;

	if (!classes)
		return;
	array_each (rule, &classes->rules) {
		free(rule->regex);
		pattern_free(rule->pattern);
	}
	array_release(&classes->rules);
	free(classes);
}

enum path_class classes_of(const struct classes *classes, const char *path, size_t length)
{
	for (size_t i = 0; i < classes->rules.n; i++)
		if (pattern_matches(classes->rules.v[i].pattern, path, length))
			return classes->rules.v[i].class;
	return CLASS_CODE;
}

size_t classes_count(const struct classes *classes)
{
	return classes->rules.n;
}

struct class_rule classes_rule(const struct classes *classes, size_t i)
{
	return (struct class_rule){classes->rules.v[i].class, classes->rules.v[i].regex};
}

void classes_print(const struct classes *classes, struct buf *out)
{
	for (size_t i = 0; i < classes->rules.n; i++)
		buf_addf(
		    out, "%s\t%s\n", path_class_name[classes->rules.v[i].class], classes->rules.v[i].regex);
}
