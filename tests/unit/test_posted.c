/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/posted.h"

#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void expect_stem(const char *id, const char *expected, bool series)
{
	bool is_series;
	char *stem = posted_stem(id, &is_series);

	assert_string_equal(stem, expected);
	assert_int_equal(is_series, series);
	free(stem);
}

static void stems_leave_the_number_out(void **state)
{
	(void)state;
	expect_stem(
	    "20260324175913.92858-3-aswin@example.org", "20260324175913.92858-aswin@example.org", true);
	expect_stem(
	    "20260324175913.92858-12-a.b-c+d@example.org", "20260324175913.92858-a.b-c+d@example.org", true);
	expect_stem("1271234567-4711-3-git-send-email-a@example.org",
	    "1271234567-4711-git-send-email-a@example.org", true);
	expect_stem("20260318-milos-bringup-v2-7-650b91dd75d8@example.org",
	    "20260318-milos-bringup-v2-650b91dd75d8@example.org", true);
	expect_stem("20260318-x-v1-2-v10-0-650b91dd75d8@example.org",
	    "20260318-x-v1-2-v10-650b91dd75d8@example.org", true);
	expect_stem("cover.1776326933.git.w.gao@example.org", "1776326933.git.w.gao@example.org", true);
	expect_stem("e9c95470374cb78254dacfe1d657a26f2f908981.1776326933.git.w.gao@example.org",
	    "1776326933.git.w.gao@example.org", true);
}

static void other_ids_are_their_own(void **state)
{
	static const char *const ids[] = {
	    "874j1x2y3z.fsf@example.org",
	    "20260324175913.92858@example.org",
	    "20260324175913.92858-3@example.org",
	    "20260324175913.92858-3-@example.org",
	    "20260324175913.x-3-a@example.org",
	    "1271234567-4711-3-a@example.org",
	    "2026031-x-v2-7-650b91dd75d8@example.org",
	    "20260318-x-v2-7-nothex@example.org",
	    "20260318-x-2-7-650b91dd75d8@example.org",
	    "20260318-x-v2--650b91dd75d8@example.org",
	    "20260318-x-v-7-650b91dd75d8@example.org",
	    "20260318-v2@example.org",
	    "cover.git.x@example.org",
	    "xyz.1776326933.git.x@example.org",
	    "123@example.org",
	    "-@example.org",
	    "@",
	    "12345678",
	    "12345678.",
	    "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		expect_stem(ids[i], ids[i], false);
	expect_stem("Some.Body-7@Mail.Example.ORG", "Some.Body-7@mail.example.org", false);
}

static void expect_id(const char *url, const char *expected)
{
	char *id = posted_id(url);

	if (expected) {
		assert_non_null(id);
		assert_string_equal(id, expected);
	} else {
		assert_null(id);
	}
	free(id);
}

static void ids_are_found_in_links(void **state)
{
	(void)state;
	expect_id("https://lore.kernel.org/r/2026.1-2-a@b", "2026.1-2-a@b");
	expect_id("http://lore.kernel.org/all/2026.1-2-a@b/", "2026.1-2-a@b");
	expect_id("HTTPS://Lore.Kernel.ORG/u-boot/2026.1-2-a%40b/T/#u", "2026.1-2-a@b");
	expect_id("https://lore.kernel.org/u-boot/2026%2f1-2-a@b/t.mbox.gz", "2026/1-2-a@b");
	expect_id("https://lore.kernel.org/r/2026.1-2-a@b?q=x@y", "2026.1-2-a@b");
	expect_id("https://lkml.kernel.org/r/%3C2026.1-2-a@b%3E", "2026.1-2-a@b");
	expect_id("https://patch.msgid.link/2026.1-2-a@b", "2026.1-2-a@b");
	expect_id("https://example.org/project/patch/2026.1-2-a@example.org/", "2026.1-2-a@example.org");
	/* what only looks so */
	expect_id("https://example.org/project/2026.1-2-a@example.org/more", NULL);
	expect_id("https://example.org/actions/checkout@v4.1", NULL);
	expect_id("https://user@example.org/x", NULL);
	expect_id("https://example.org/@someone", NULL);
	expect_id("https://lore.kernel.org/r/", NULL);
	expect_id("https://lore.kernel.org", NULL);
	expect_id("https://lore.kernel.org/r/a%00b@c", NULL);
	expect_id("https://lore.kernel.org/r/a%0ab@c", NULL);
	expect_id("https://lore.kernel.org/r/a@b%", "a@b%");
	expect_id("ftp://lore.kernel.org/r/a@b", NULL);
	expect_id("2026.1-2-a@b", NULL);
	expect_id("", NULL);
}

static void expect_posted(const char *message, const char *expected)
{
	char *stem = posted_of(message);

	if (expected) {
		assert_non_null(stem);
		assert_string_equal(stem, expected);
	} else {
		assert_null(stem);
	}
	free(stem);
}

#define B4(n) "https://lore.kernel.org/r/20260318-x-v2-" #n "-650b91dd75d8@example.org"
#define STEM  "20260318-x-v2-650b91dd75d8@example.org"
#define OTHER "https://lore.kernel.org/all/20250110-other-v3-1-735363f8cc7d@example.org/"
#define OWN   "https://patch.msgid.link/20260401-own-v1-3-a4bf951aa8ad@example.org"
#define OWNED "20260401-own-v1-a4bf951aa8ad@example.org"

static void the_patchs_own_link_is_chosen(void **state)
{
	(void)state;
	expect_posted("x\n\nLink: " B4(7) "\n", STEM);
	expect_posted("x\r\n\r\nlink:\t" B4(7) " \r\n", STEM);
	expect_posted("x\n\nLink: <" B4(7) ">", STEM);
	expect_posted("x\n\nMessage-Id: <20260318-x-v2-4-650b91dd75d8@example.org>\n", STEM);
	/* the last of equals */
	expect_posted("x\n\nLink: " OTHER "\nLink: " B4(7) "\n", STEM);
	/* the form of a series before others, the patch's own before these */
	expect_posted("x\n\nLink: " B4(7) "\nLink: https://lore.kernel.org/r/87x.fsf@example.org\n", STEM);
	expect_posted("x\n\nLink: " OWN "\nLink: " B4(7) "\n", OWNED);
	expect_posted("x\n\nMessage-ID: <1@example.org>\nLink: " B4(7) "\n", "1@example.org");
	/* who applied it again says where from */
	expect_posted("x\n\nLink: " OWN "\nSigned-off-by: A <a@example.org>\nLink: " B4(7) "\n", STEM);
	expect_posted("x\n\nLink: " OWN "\nSigned-off-by: A <a@example.org>\n", OWNED);
	expect_posted("x\n\nLink: " OWN
		      "\nSigned-off-by: A <a@example.org>\nLink: https://example.org/87@b.org\n",
	    OWNED);
}

static void references_are_not(void **state)
{
	(void)state;
	expect_posted("x\n\nLink: " OTHER " [1]\n", NULL);
	expect_posted("x\n\nLink: " OTHER " # [1]\nLink: " B4(2) "\n", STEM);
	expect_posted("x\n\nLink: " B4(2) "\nLink: " OTHER " # v1\n", STEM);
	expect_posted("x\n\nLink: [1] " OTHER "\n", NULL);
	expect_posted("x\n\nLink: https://example.org/bug/12\n", NULL);
	expect_posted("x\n\n    Link: " B4(2) "\n", NULL);
	expect_posted("Hyperlink: " B4(2) "\n", NULL);
	expect_posted("x\n\nLink:\n", NULL);
	expect_posted("", NULL);
}

/* Pieces of trailers in any order: nothing crashes, and a stem is on one line and holds an '@'. */
static void whatever_comes(void **state)
{
	static const char *const pieces[] = {"\n", "Link: ", "Message-ID: ", "Signed-off-by: ", "https://",
	    "http://", "lore.kernel.org", "patch.msgid.link", "/r", "/", "%2", "%40", "%00", "%0a", "@",
	    "@x.org", "<", ">", " ", "#", "?", "[1]", "20260101121314.", "20260101-", "123", "-", "-v2-",
	    "0123456789ab", "cover.", ".git.", "."};
	uint32_t seed = 11;

	(void)state;
	for (size_t round = 0; round < 40000; round++) {
		struct buf message = BUF_INIT;
		char *stem;

		buf_addstr(&message, round % 2 ? "Link: https://lore.kernel.org/r/" : "");
		for (size_t i = 0; i < 1 + round % 14; i++) {
			seed = seed * 1664525u + 1013904223u;
			buf_addstr(&message, pieces[(seed >> 16) % (sizeof(pieces) / sizeof(*pieces))]);
		}
		stem = posted_of(message.s);
		if (stem && (!strchr(stem, '@') || strpbrk(stem, " \n\t<>")))
			fail_msg("'%s' gave '%s'", message.s, stem);
		free(stem);
		buf_release(&message);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stems_leave_the_number_out),
	    cmocka_unit_test(other_ids_are_their_own),
	    cmocka_unit_test(ids_are_found_in_links),
	    cmocka_unit_test(the_patchs_own_link_is_chosen),
	    cmocka_unit_test(references_are_not),
	    cmocka_unit_test(whatever_comes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
