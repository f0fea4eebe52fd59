/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/tagwords.h"
#include "util/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static char old[] = "6.8", last[] = "6.9";

static void versions_of_others_are_found(void **state)
{
	static const struct {
		const char *message, *other;
	} cases[] = {
	    {"s390 updates for 6.9", "6.9"},
	    {"s390 updates for v6.9 merge window", "6.9"},
	    {"KVM: 6.8 updates\n\nfor 6.10", "6.8"},
	    {"KVM changes for 7.3", "7.3"},
	    {"KVM updates for Linux 6.11", "6.11"},
	    {"KVM updates for 6.9, then 6.8", "6.9"},
	    {"s390 updates for 6.10", NULL},
	    {"s390 updates for 6.10-rc1", NULL},
	    {"KVM updates for v6.10, fixing 6.9", NULL},
	    {"KVM: fix a regression in 6.9", NULL},
	    {"KVM: fixes since v6.8", NULL},
	    {"USB 3.1 updates", NULL},
	    {"x6.9 for6.9 6.9a KVM/6.8.1", NULL},
	    {"SELinux 6.10 updates", NULL},
	    {"updates for the next merge window", NULL},
	    {"for 6.", NULL},
	    {"", NULL},
	    {"\nfor 6.9", NULL},
	};
	struct release releases[] = {{.version = old}, {.version = last}};
	struct cycle cycle = {.releases = releases, .count = 2};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *other = tag_other_version(cases[i].message, "6.10", &cycle);

		if (!other != !cases[i].other || (other && strcmp(other, cases[i].other)))
			fail_msg("'%s': %s", cases[i].message, other ? other : "nothing");
		free(other);
	}
}

static void talk_of_itself_is_found(void **state)
{
	static const struct {
		const char *message, *phrase;
	} cases[] = {
	    {"KVM updates\n\nThis pull request contains:\n", "This pull request contains"},
	    {"KVM updates\n\nthis pull\n  request\tcontains", "this pull request contains"},
	    {"This tag includes fixes", "This tag includes"},
	    {"KVM updates\n\n- Add a pull request queue", NULL},
	    {"xthis pull contains", NULL},
	    {"this pull", NULL},
	    {"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *phrase = tag_own_voice(cases[i].message);

		if (!phrase != !cases[i].phrase || (phrase && strcmp(phrase, cases[i].phrase)))
			fail_msg("'%s': %s", cases[i].message, phrase ? phrase : "nothing");
		free(phrase);
	}
}

static void the_name_before_a_new_major_number_passes(void **state)
{
	static char version[] = "5.19";
	struct release release = {.version = version};
	struct cycle cycle = {.releases = &release, .count = 1, .newest = &release};
	char *other = tag_other_version("KVM changes for Linux 5.20 merge window", "6.0", &cycle);

	(void)state;
	assert_null(other);
	other = tag_other_version("KVM changes for Linux 5.21", "6.0", &cycle);
	assert_string_equal(other, "5.21");
	free(other);
	other = tag_other_version("KVM changes for 5.19", "6.0", &cycle);
	assert_string_equal(other, "5.19");
	free(other);
	/* before the window opens the next minor number is that of the release under way */
	release.version = last;
	other = tag_other_version("KVM changes for 6.10", "6.11", &cycle);
	assert_string_equal(other, "6.10");
	free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(versions_of_others_are_found),
	    cmocka_unit_test(talk_of_itself_is_found),
	    cmocka_unit_test(the_name_before_a_new_major_number_passes),
	};

	return cmocka_run_group_tests_name("tagwords", tests, NULL, NULL);
}
