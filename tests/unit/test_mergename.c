/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mergename.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The names, separated by blanks, for as many heads. */
static void expect(const char *subject, size_t heads, const char *expected)
{
	struct merge_names names;
	struct buf text = BUF_INIT;

	merge_names_of(&names, subject, heads);
	assert_int_equal(names.n, heads);
	for (size_t i = 0; i < names.n; i++)
		buf_addf(&text, "%s%s", i ? " " : "", names.v[i].name);
	assert_string_equal(text.s, expected);
	buf_release(&text);
	merge_names_release(&names);
}

#define KVM "git://git.kernel.org/pub/scm/virt/kvm/kvm.git"

static void gits_own_forms(void **state)
{
	(void)state;
	expect("Merge branch 'kvm/xen'", 1, "kvm/xen");
	expect("Merge branch 'kvm/xen' into next", 1, "kvm/xen");
	expect("Merge branch 'into' into next", 1, "into");
	expect("Merge branch 'xen' of " KVM, 1, "xen");
	expect("Merge branch 'xen' of " KVM " into next", 1, "xen");
	expect("Merge branch 'master' of " KVM, 1, "kvm/master");
	expect("Merge branch 'for-linus' of git@example.org:people/someone/tree.git/", 1, "tree/for-linus");
	expect("Merge branch 'master'", 1, "master");
	expect("Merge HEAD of " KVM, 1, "kvm/HEAD");
	expect("Merge " KVM, 1, "kvm");
	expect("Merge master.example.org:/home/someone/linux-arm", 1, "linux-arm");
	expect("Merge with /pub/scm/linux.git", 1, "linux");
	expect("Merge tag 'kvm-6.9-1' of " KVM, 1, "kvm-6.9-1");
	expect("Merge tag 'v6.9-rc3' into next", 1, "v6.9-rc3");
	expect("Merge remote-tracking branch 'asoc/for-6.9' into asoc-next", 1, "asoc/for-6.9");
	expect("Merge remote branch 'asoc/for-6.9' into x", 1, "asoc/for-6.9");
	expect("Merge commit 'v6.9~3' into x", 1, "v6.9-3");
	expect("Merge commit '0123456789abcdef0123456789abcdef01234567'", 1, "commit-0123456789ab");
	expect("Merge branches 'a', 'b/c' and 'd' into next", 3, "a b/c d");
	expect("Merge branches 'a' and 'b' of " KVM, 2, "a b");
	expect("Merge branches 'a' and 'master' of " KVM "; branch 'master' of /other/x", 3,
	    "a kvm/master x/master");
	expect("Merge branch 'a', remote-tracking branch 'r/b' and tag 't'", 3, "a r/b t");
	expect("Merge tags 'a', 'b' and 'c' of " KVM, 3, "a b c");
	expect("Merge branch 'a' of .", 1, "a");
}

static void other_tools_forms(void **state)
{
	(void)state;
	expect("Merge patch series \"net: Fix it, again\"", 1, "net-fix-it-again");
	expect("Merge patch series \"say \"hello\" twice\"", 1, "say-hello-twice");
	expect("Merge series 'arm: dts: more'", 1, "arm-dts-more");
	expect("Merge series \"ASoC: x\" from Some Body <some@example.org>:", 1, "asoc-x");
	expect("Merge branch into tip/master: 'x86/urgent'", 1, "x86/urgent");
	expect("Merge pull request #12 from someone/some-topic", 1, "someone/some-topic");
	expect("Merge branch 'x' into 'master'", 1, "x");
	expect("Merge branch xen into next", 1, "xen");
	expect("Merge topic branch 'xen' into next", 1, "xen");
	expect("Subtree merge tag 'v7.0-dts' of dts repo [1] into dts/upstream", 1, "v7.0-dts");
	expect("Merge xen and more", 1, "xen-and-more");
	expect("Sync with 'master'", 1, "sync-with-master");
	expect("Pull things together", 2, "pull-things-together-1 pull-things-together-2");
}

/* Which name is which head's is not known where their numbers differ. */
static void too_few_or_too_many(void **state)
{
	(void)state;
	expect("Merge branches 'a' and 'b'", 3, "branches-a-and-b-1 branches-a-and-b-2 branches-a-and-b-3");
	expect("Merge branches 'a' and 'b'", 1, "branches-a-and-b");
	expect("Merge branch 'a", 1, "branch-a");
	expect("", 1, "");
	expect("Merge", 1, "merge");
	expect("Merge ", 1, "");
	expect("Merge branch ''", 1, "");
	expect("Merge branch", 1, "branch");
	expect("Merge branch 'a' of", 1, "a");
	expect("Merge commit ''", 1, "");
}

/* What comes out is a name for git, whatever went in. */
static void names_are_valid(void **state)
{
	static const struct {
		const char *in, *out;
	} names[] = {
	    {"-x", "x"},
	    {"a b\tc", "a-b-c"},
	    {"a..b", "a.b"},
	    {"a//b/", "a/b"},
	    {"/a/.b/c.lock/d.", "a/b/c/d"},
	    {"a~1^2:3?4*5[6\\7", "a-1-2-3-4-5-6-7"},
	    {"a@{1}", "a-{1}"},
	    {"@", ""},
	    {"HEAD", ""},
	    {"...", ""},
	    {"x.lock", "x"},
	    {"x.lock.lock", "x"},
	    {"refs/heads/kvm/x", "kvm/x"},
	    {"#1", "#1"},
	    {"a\x1b[31mb", "a-31mb"},
	    {"a\xe2\x80\xae"
	     "b",
		"a-b"},
	    {"a\xc2\xa0"
	     "b",
		"a-b"},
	    {"a\xff"
	     "b",
		"a-b"},
	    {"gr\xc3\xbc\xc3\x9f"
	     "e",
		"gr\xc3\xbc\xc3\x9f"
		"e"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char *subject = mem_format("Merge branch '%s'", names[i].in);

		expect(subject, 1, names[i].out);
		free(subject);
	}
}

/* Pieces of what subjects are made of, in any order: what comes out is always a name for git, or none. */
static void whatever_comes(void **state)
{
	static const char *const pieces[] = {"Merge ", "branch ", "branches ", "tag ", "commit ",
	    "patch series ", "series ", "'", "\"", "' and '", "', '", " of ", "; ", " into ", "into ", "and ",
	    "HEAD ", "HEAD", "/", "//", ".", "..", ".lock", "@", "@{", "-", "~", ":", "\\", " ", "\t", "\x1b",
	    "\x7f", "\xff", "\xc2\xa0", "\xe2\x80\xae", "\xc3\xa9", "a", "x86", "refs/heads/",
	    "git://h/p.git", "git@h:p", "pull request #1 from ", " from ", "[", "]", "0123456789abcdef0123",
	    "a-rather-long-word-that-goes-on-and-on"};
	uint32_t seed = 7;

	(void)state;
	for (size_t round = 0; round < 40000; round++) {
		struct buf subject = BUF_INIT;
		struct merge_names names;
		size_t heads = 1 + round % 3;

		buf_addstr(&subject, round % 4 ? "Merge " : "");
		for (size_t i = 0; i < 1 + round % 9; i++) {
			seed = seed * 1664525u + 1013904223u;
			buf_addstr(&subject, pieces[(seed >> 16) % (sizeof(pieces) / sizeof(*pieces))]);
		}
		merge_names_of(&names, subject.s, heads);
		assert_int_equal(names.n, heads);
		for (size_t i = 0; i < heads; i++) {
			char *ref = mem_format("refs/heads/%s", names.v[i].name);
			int valid = 0;

			assert_int_equal(git_reference_name_is_valid(&valid, ref), 0);
			if (*names.v[i].name &&
			    (!valid || names.v[i].name[0] == '-' || strpbrk(names.v[i].name, " \t\r\n")))
				fail_msg("'%s' gave '%s'", subject.s, names.v[i].name);
			free(ref);
		}
		merge_names_release(&names);
		buf_release(&subject);
	}
}

static void expect_slug(const char *subject, const char *expected)
{
	char *slug = mergename_slug(subject);

	assert_string_equal(slug, expected);
	free(slug);
}

static void slugs(void **state)
{
	(void)state;
	expect_slug("arm: dts: Add the i.MX95 board", "arm-dts-add-the-i.mx95-board");
	expect_slug("[PATCH v2 1/3] [RFC] x: y", "x-y");
	expect_slug("[only this]", "only-this");
	expect_slug("drivers/net: use u32 & u64 (really!)...", "drivers-net-use-u32-u64-really");
	expect_slug("  ... -- ", "");
	expect_slug("", "");
	expect_slug("a b.lock", "a-b");
	/* cut at a word, or within one that is too long */
	expect_slug("one two three four five six seven eight nine ten eleven",
	    "one-two-three-four-five-six-seven-eight-nine-ten");
	expect_slug("0123456789012345678901234567890123456789012345678 xx yy",
	    "0123456789012345678901234567890123456789012345678");
	expect_slug("01234567890123456789012345678901234567890123456789 yy",
	    "01234567890123456789012345678901234567890123456789");
	expect_slug("012345678901234567890123456789012345678901234567890123456789",
	    "01234567890123456789012345678901234567890123456789");
	expect_slug("\xe4\xb8\xad\xe6\x96\x87: x", "\xe4\xb8\xad\xe6\x96\x87-x");
	expect_slug("012345678901234567890123456789012345678901234567\xc3\xa9\xc3\xa9\xc3\xa9",
	    "012345678901234567890123456789012345678901234567\xc3\xa9\xc3\xa9");
}

static void repositories(void **state)
{
	static const char *const same[] = {"git://Example.org/people/x.git", "https://example.org/people/x",
	    "ssh://git@example.org/people/x.git/", "git@example.org:people/x.git", "example.org:/people/x"};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		char *repository = mergename_repository(same[i]);

		assert_string_equal(repository, "example.org/people/x");
		free(repository);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gits_own_forms),
	    cmocka_unit_test(other_tools_forms),
	    cmocka_unit_test(too_few_or_too_many),
	    cmocka_unit_test(names_are_valid),
	    cmocka_unit_test(whatever_comes),
	    cmocka_unit_test(slugs),
	    cmocka_unit_test(repositories),
	};

	git_libgit2_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
