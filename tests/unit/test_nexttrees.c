/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/nexttrees.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ID "0123456789abcdef0123456789abcdef01234567"

static void both_layouts_are_read(void **state)
{
	struct next_sources sources;

	(void)state;
	next_sources_parse(&sources,
	    "Trees included into this release:\n\nName\t\tType\tUrl\n----\t\t----\t---\n"
	    "kvm\t\tgit\tgit://git.example.org/kvm.git#linux-next\r\n"
	    "plain\tgit@example.org:plain/plain.git\nempty https://example.org/e#\nlonely\n",
	    "Name\t\tSHA1\n----\t\t----\nkvm\t\t" ID "\nplain\t12345\nother\t" ID);
	assert_int_equal(sources.n, 3);
	assert_string_equal(sources.v[0].name, "kvm");
	assert_string_equal(sources.v[0].url, "git://git.example.org/kvm.git");
	assert_string_equal(sources.v[0].branch, "linux-next");
	assert_true(sources.v[0].merged);
	assert_int_equal(sources.v[0].commit.id[1], 0x23);
	assert_string_equal(sources.v[1].url, "git@example.org:plain/plain.git");
	assert_string_equal(sources.v[1].branch, "master");
	assert_false(sources.v[1].merged);
	assert_string_equal(sources.v[2].branch, "master");
	next_sources_release(&sources);
	next_sources_parse(&sources, "", "");
	assert_int_equal(sources.n, 0);
	next_sources_release(&sources);
}

/* Lines as they stand in releases of 2010, 2020 and 2026. */
static void odd_lines_of_real_releases_are_read(void **state)
{
	struct next_sources sources;

	(void)state;
	next_sources_parse(&sources,
	    "fixes\t\tgit\t-#fixes\n"
	    "i2c\t\tquilt\thttp://kernel.org/pub/linux/kernel/people/jdelvare/linux-2.6/jdelvare-i2c/\n"
	    "52xx-and-virtex\tgit\tgit://git.secretlab.ca/git/linux-2.6#powerpc/next\n"
	    "renesas\t\tgit\tgit git://git.kernel.org/pub/scm/linux/kernel/git/geert/renesas-devel.git#next\n"
	    "driver-core.current\tgit\tgit://git.kernel.org/pub/scm/linux/kernel/git/gregkh/"
	    "driver-core.git#driver-core-linus\n"
	    "bpf\t\tssh://git@gitolite.kernel.org/pub/scm/linux/kernel/git/bpf/bpf.git/#master\n"
	    "v9fs\t\thttps://github.com/martinetd/linux#9p-next\n"
	    "odd\t\thttps://git.example.org/odd.git#issue#12\n",
	    "Name\t\tSHA1\n----\t\t----\ndriver-core.current\t" ID "\nbpf\t\t" ID "\n");
	assert_int_equal(sources.n, 7);
	assert_string_equal(sources.v[1].branch, "powerpc/next");
	assert_string_equal(sources.v[2].name, "renesas");
	assert_string_equal(
	    sources.v[2].url, "git://git.kernel.org/pub/scm/linux/kernel/git/geert/renesas-devel.git");
	assert_string_equal(sources.v[3].name, "driver-core.current");
	assert_true(sources.v[3].merged);
	assert_string_equal(
	    sources.v[4].url, "ssh://git@gitolite.kernel.org/pub/scm/linux/kernel/git/bpf/bpf.git/");
	assert_true(sources.v[4].merged);
	assert_string_equal(sources.v[5].branch, "9p-next");
	assert_false(sources.v[5].merged);
	assert_string_equal(sources.v[6].branch, "issue#12");
	next_sources_release(&sources);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(both_layouts_are_read),
	    cmocka_unit_test(odd_lines_of_real_releases_are_read),
	};

	return cmocka_run_group_tests_name("nexttrees", tests, NULL, NULL);
}
