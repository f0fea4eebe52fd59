/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/asked.h"
#include "source/mailfile.h"
#include "util/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#define BASE "1111111111111111111111111111111111111111"
#define TIP  "2222222222222222222222222222222222222222"
#define RULE "----------------------------------------------------------------\n"
#define SINCE                                                                                                \
	"The following changes since commit " BASE ":\n\n  Linux 6.9-rc1 (2024-03-24 14:10:05 -0700)\n\n"
#define WHERE "are available in the Git repository at:\n\n"
#define UP_TO "\nfor you to fetch changes up to " TIP ":\n\n  kvm: last (2024-05-01 10:00:00 +0200)\n\n"
#define LISTS                                                                                                \
	"Ann Example (2):\n      kvm: one | 2\n      kvm: two\n\nBo B. (work) (1):\n      kvm: three\n\n"    \
	" arch/kvm.c       |  3 +--\n .../a/b.c         | Bin 0 -> 3 bytes\n 2 files changed, 1 "            \
	"insertion(+), 2 "                                                                                   \
	"deletions(-)\n create mode 100644 arch/a/b.c\n"

static void the_form_is_read(void **state)
{
	struct asked asked;

	(void)state;
	assert_int_equal(asked_read(&asked, "Hi,\n\n" SINCE WHERE
					    "  git://git.example.org/kvm.git tags/for-linus\n" UP_TO RULE
					    "Fixes (3):\n      not a subject\n\n" RULE LISTS),
	    ASKED_FOUND);
	assert_string_equal(asked.base, BASE);
	assert_string_equal(asked.tip, TIP);
	assert_string_equal(asked.url, "git://git.example.org/kvm.git");
	assert_string_equal(asked.ref, "tags/for-linus");
	assert_false(asked.free_form);
	assert_int_equal(asked.authors.n, 2);
	assert_string_equal(asked.authors.v[0].name, "Ann Example");
	assert_int_equal(asked.authors.v[0].says, 2);
	assert_int_equal(asked.authors.v[0].subjects.n, 2);
	assert_string_equal(asked.authors.v[0].subjects.v[1], "kvm: two");
	assert_string_equal(asked.authors.v[1].name, "Bo B. (work)");
	assert_string_equal(asked.authors.v[1].subjects.v[0], "kvm: three");
	assert_true(asked.stat);
	assert_int_equal(asked.files, 2);
	assert_int_equal(asked.insertions, 1);
	assert_int_equal(asked.deletions, 2);
	assert_int_equal(asked.paths.n, 2);
	assert_string_equal(asked.paths.v[0], "arch/kvm.c");
	asked_release(&asked);
}

static void url_and_ref_may_stand_elsewhere(void **state)
{
	static const struct {
		const char *where, *url, *ref;
	} cases[] = {
	    {WHERE "  URL tags/x\n", "URL", "tags/x"},
	    {WHERE "  URL\n", "URL", NULL},
	    {WHERE "  URL\n    tags/x\n", "URL", "tags/x"},
	    {WHERE "  URL \\\n    tags/x\n", "URL", "tags/x"},
	    {WHERE "  <URL> x\n", "URL", "x"},
	    {WHERE "\tURL\trefs/heads/x\n", "URL", "refs/heads/x"},
	    {WHERE "  URL x   \n", "URL", "x"},
	    {"are available in the git repository at: URL x\n", "URL", "x"},
	    {"are available in the git repository at:\n  URL x\n", "URL", "x"},
	    {WHERE "  git@git.example.org:kvm.git HEAD\n", "git@git.example.org:kvm.git", "HEAD"},
	    {WHERE "  URL\nwhich is signed by me\n", "URL", NULL},
	    {WHERE "  URL x (signed)\n", "URL", "x"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *text = mem_format("%s%s%s", SINCE, cases[i].where, UP_TO);
		struct asked asked;

		if (asked_read(&asked, text) != ASKED_FOUND)
			fail_msg("nothing in: %s", text);
		assert_string_equal(asked.url, cases[i].url);
		if (!asked.ref != !cases[i].ref || (asked.ref && strcmp(asked.ref, cases[i].ref) != 0))
			fail_msg("%s: '%s'", cases[i].where, asked.ref ? asked.ref : "none");
		assert_string_equal(asked.tip, TIP);
		asked_release(&asked);
		free(text);
	}
}

static void what_is_no_request_is_told_apart(void **state)
{
	static const struct {
		const char *text;
		enum asked_found found;
	} cases[] = {
	    {"", ASKED_NOTHING},
	    {"\n\n", ASKED_NOTHING},
	    {"Please pull.\n", ASKED_NOTHING},
	    {"see https://lore.example.org/r/1\n", ASKED_NOTHING},
	    {"> " WHERE "> URL x\n", ASKED_QUOTED},
	    {">> > are available in the Git repository at:\n", ASKED_QUOTED},
	    {WHERE, ASKED_NOTHING},
	    {WHERE "  URL a\n" WHERE "  URL b\n", ASKED_SEVERAL},
	    {"pull from\n\n  git://git.example.org/x.git tags/a\n", ASKED_FOUND},
	    {"pull from\n\n  git://git.example.org/x.git tags/a\n  https://git.example.org/x.git b\n",
		ASKED_NOTHING},
	    {"> git://git.example.org/x.git tags/a\n", ASKED_NOTHING},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct asked asked;
		enum asked_found found = asked_read(&asked, cases[i].text);

		if (found != cases[i].found)
			fail_msg("'%s': %d, not %d", cases[i].text, (int)found, (int)cases[i].found);
		if (found == ASKED_FOUND)
			asked_release(&asked);
	}
}

static void lists_are_read_as_people_break_them(void **state)
{
	struct asked asked;

	(void)state;
	assert_int_equal(asked_read(&asked, SINCE WHERE
			     "URL x\n" UP_TO RULE
			     "Ann Example (1):\n      kvm: a subject that is so long that it\nis broken\n\n"
			     "Other (12345678):\n      x\n\nNobody (2):\n\n 12 files changed\n"
			     " 3 files changed, 1 insertion(+)\n"),
	    ASKED_FOUND);
	assert_int_equal(asked.authors.n, 1);
	assert_int_equal(asked.authors.v[0].subjects.n, 1);
	assert_string_equal(
	    asked.authors.v[0].subjects.v[0], "kvm: a subject that is so long that it is broken");
	assert_int_equal(asked.files, 12);
	assert_int_equal(asked.insertions, 0);
	assert_int_equal(asked.paths.n, 0);
	asked_release(&asked);
	/* no request holds them; none of this may be read beyond its end */
	assert_int_equal(
	    asked_read(&asked, SINCE WHERE "URL x\n" UP_TO RULE " | \n |\nA ():\n  x\n(1):\n  y\n |"),
	    ASKED_FOUND);
	assert_int_equal(asked.authors.n, 0);
	assert_false(asked.stat);
	asked_release(&asked);
}

/* Bytes changed, cut and doubled: whatever it is taken for, nothing is read beyond its end. */
static void nothing_breaks_it(void **state)
{
	static const char form[] =
	    SINCE WHERE "  git://git.example.org/kvm.git tags/for-linus\n" UP_TO RULE "Text\n" RULE LISTS;
	static const char odd[] = "\n ():|->\t9<\\\xff";
	unsigned long random = 1;
	size_t found = 0;

	(void)state;
	for (size_t round = 0; round < 20000; round++) {
		char *text = mem_dup(form);
		struct asked asked;

		for (size_t i = 0; i < 1 + round % 8; i++) {
			random = random * 6364136223846793005UL + 1442695040888963407UL;
			text[(random >> 33) % (sizeof(form) - 1)] = odd[(random >> 20) % (sizeof(odd) - 1)];
		}
		if (round % 3 == 0)
			text[(random >> 40) % (sizeof(form) - 1)] = '\0';
		if (asked_read(&asked, text) == ASKED_FOUND) {
			assert_true(asked.url && *asked.url);
			for (size_t i = 0; i < asked.authors.n; i++)
				assert_true(asked.authors.v[i].subjects.n > 0);
			asked_release(&asked);
			found++;
		}
		free(text);
	}
	assert_true(found > 1000);
}

/* Real ones, where they are at hand. */
static void real_requests_are_read(void **state)
{
	const char *directory = getenv("PULLPREP_REAL_PULLS");
	char *pattern = mem_format("%s/*.txt", directory ? directory : "../shared/reference/pulls");
	glob_t files;
	size_t read = 0;

	(void)state;
	if (glob(pattern, 0, NULL, &files))
		files.gl_pathc = 0;
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct emails mails;
		struct asked asked;
		enum asked_found found;

		assert_null(mailfile_read(&mails, files.gl_pathv[i]));
		found = asked_read(&asked, mails.v[0].text);
		/* it asks for nothing, its replies do */
		if (strstr(files.gl_pathv[i], "seanjc-6.20-cover")) {
			assert_int_equal(found, ASKED_NOTHING);
		} else {
			if (found != ASKED_FOUND || !asked.url || !asked.ref || !mails.v[0].subject ||
			    !mails.v[0].from)
				fail_msg("%s: %d", files.gl_pathv[i], (int)found);
			assert_true(strlen(asked.url) > 10);
			if (!asked.free_form)
				assert_true(asked.base && asked.tip && strlen(asked.base) == 40 &&
					    strlen(asked.tip) == 40);
			print_message("%s: %s %s, %zu authors, %ld files\n", strrchr(files.gl_pathv[i], '/'),
			    asked.url, asked.ref, asked.authors.n, asked.files);
			asked_release(&asked);
		}
		emails_release(&mails);
		read++;
	}
	if (files.gl_pathc)
		globfree(&files);
	free(pattern);
	if (!read)
		skip();
	assert_int_equal(read, 21);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_form_is_read),
	    cmocka_unit_test(url_and_ref_may_stand_elsewhere),
	    cmocka_unit_test(what_is_no_request_is_told_apart),
	    cmocka_unit_test(lists_are_read_as_people_break_them),
	    cmocka_unit_test(nothing_breaks_it),
	    cmocka_unit_test(real_requests_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
