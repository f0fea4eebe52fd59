/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/etiquette.h"

#include "util/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static struct email mails[8];
static struct thread thread;

/* A cover letter (NULL: none) and one patch, as that version. */
static void post(const char *version, const char *cover, const char *patch)
{
	size_t n = 0;

	if (cover) {
		mails[n] = (struct email){.message_id = mem_dup("cover@example.org"), .text = mem_dup(cover)};
		mails[n++].subject = mem_format("[PATCH%s 0/1] x", version);
	}
	mails[n] = (struct email){.message_id = mem_dup("patch@example.org"), .text = mem_dup(patch)};
	mails[n].from_email = mem_dup("ann@example.org");
	if (cover) {
		mails[0].from_email = mem_dup("ann@example.org");
		strings_add(&mails[n].parents, "cover@example.org");
	}
	mails[n++].subject = mem_format("[PATCH%s 1/1] x", version);
	thread_find(&thread, mails, n);
	assert_int_equal(thread.n, 1);
}

static void forget(void)
{
	for (size_t i = 0; i < thread.count; i++)
		email_release(&mails[i]);
	thread_release(&thread);
}

static bool tells(const char *version, const char *cover, const char *patch)
{
	bool told;

	post(version, cover, patch);
	told = posting_tells_changes(&thread, &thread.v[0]);
	forget();
	return told;
}

static void changes_are_told(void **state)
{
	static const char *const covers[] = {"Changes since v1:\n - x\n", "Hello.\n\nv1 -> v2\n* y\n",
	    "v2:\n  x\n", "Changelog:\n", "* Changes in v2: x\n", "## Revision history\n", "v1→v2: x\n",
	    "V2 changes:\n"};

	(void)state;
	assert_true(tells(" RESEND v2", "Nothing to tell.\n", "x\n---\n"));
	assert_true(tells("", "Nothing to tell.\n", "x\n---\n"));
	assert_true(tells(" v1", NULL, "x\n"));
	for (size_t i = 0; i < sizeof(covers) / sizeof(*covers); i++)
		assert_true(tells(" v2", covers[i], "x\n---\n"));
	assert_true(tells(" v2", "Hello.\n", "Why.\n---\nv2: less of it\n\n a | 2 +-\n"));
	assert_true(tells(" v3", NULL, "Why.\n---\nChanges from v2:\n"));
	assert_false(tells(" v2", "Hello.\nIt needs v2 of the protocol.\n", "x\n---\n a | 2 +-\n"));
	assert_false(tells(" v2", NULL, "v2: said above the dashes, for all time\n---\n"));
	assert_false(tells(" v2", NULL, "x\n---\n a | 1 +\n\ndiff --git a/a b/a\n+Changes since v1\n"));
	assert_false(tells(" v2", NULL, "x\n"));
}

static bool share(const char *one, const char *other)
{
	struct email both[] = {{.text = mem_dup(one), .subject = mem_dup("[PATCH v2 0/1] x"), .time = 2},
	    {.text = mem_dup(other), .subject = mem_dup("[PATCH 0/1] x"), .time = 1}};
	bool same;

	thread_find(&thread, both, 2);
	assert_int_equal(thread.n, 2);
	same = postings_share_cover(&thread, &thread.v[1], &thread.v[0]);
	thread_release(&thread);
	email_release(&both[0]);
	email_release(&both[1]);
	return same;
}

static void covers_are_compared(void **state)
{
	(void)state;
	assert_true(share("Hello  there\n", "Hello\nthere\n"));
	assert_true(share("Hello\n\nAnn Example (2):\n  one\n  two\n", "Hello\n\nAnn Example (1):\n  one\n"));
	assert_true(share(
	    "Hello\n\n 1 file changed, 1 insertion(+)\n", "Hello\n\n 2 files changed, 9 deletions(-)\n"));
	assert_true(share("Hello\nbase-commit: a\n", "Hello\n-- \n2.39\n"));
	assert_false(share("Hello\n", "Hello you\n"));
	assert_false(share("\n", "\n"));
	assert_false(share("Hello (see 2):\nmore\n", "Hello (see 2):\nless\n"));
}

static int64_t at(const char *day, int hour)
{
	return day_start(day_parse(day)) + 3600 * (int64_t)hour;
}

static void weekends_do_not_count(void **state)
{
	(void)state; /* 2026-07-10 is a Friday */
	assert_int_equal(seconds_on_weekdays(at("2026-07-07", 10), at("2026-07-08", 10)), 86400);
	assert_int_equal(seconds_on_weekdays(at("2026-07-10", 18), at("2026-07-13", 6)), 12 * 3600);
	assert_int_equal(seconds_on_weekdays(at("2026-07-11", 1), at("2026-07-12", 23)), 0);
	assert_int_equal(seconds_on_weekdays(at("2026-07-11", 1), at("2026-07-13", 1)), 3600);
	assert_int_equal(
	    seconds_on_weekdays(at("2026-07-10", 12), at("2026-07-18", 12)), (12 + 5 * 24) * 3600);
	assert_int_equal(seconds_on_weekdays(at("2026-07-08", 10), at("2026-07-08", 10)), 0);
	assert_int_equal(seconds_on_weekdays(at("2026-07-09", 10), at("2026-07-08", 10)), 0);
}

static void recipients_who_got_a_part(void **state)
{
	struct strings partial = STRINGS_INIT;

	(void)state;
	post("", "Hello\n", "x\n");
	strings_add(&mails[0].recipients, "list@example.org");
	strings_add(&mails[0].recipients, "boss@example.org"); /* of the cover letter alone: that is usual */
	strings_add(&mails[1].recipients, "zoe@example.org");
	strings_add(&mails[1].recipients, "list@example.org");
	strings_add(&mails[1].recipients, "bob@example.org");
	posting_partial_recipients(&partial, &thread, &thread.v[0]);
	assert_int_equal(partial.n, 2);
	assert_string_equal(partial.v[0], "bob@example.org");
	assert_string_equal(partial.v[1], "zoe@example.org");
	strings_release(&partial);
	forget();
	post("", "Hello\n", "x\n\nReported-by: Rob <Rob@example.org>\n");
	strings_add(&mails[1].recipients, "rob@example.org"); /* it has to do with him */
	strings_add(&mails[1].recipients, "stable@vger.kernel.org");
	posting_partial_recipients(&partial, &thread, &thread.v[0]);
	assert_int_equal(partial.n, 0);
	forget();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(changes_are_told),
	    cmocka_unit_test(covers_are_compared),
	    cmocka_unit_test(weekends_do_not_count),
	    cmocka_unit_test(recipients_who_got_a_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
