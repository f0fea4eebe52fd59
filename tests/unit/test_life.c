/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/life.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "util/mem.h"

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct life life;

static int begin(void **state)
{
	(void)state;
	life = (struct life){.subject = mem_dup("KVM: mend it"), .author = mem_dup("Ann <ann@example.org>")};
	memset(&life.oid, 0xab, sizeof(life.oid));
	return 0;
}

static int end(void **state)
{
	(void)state;
	life_release(&life);
	return 0;
}

static void add(enum life_kind kind, int64_t time, const char *what, const char *source, const char *detail)
{
	life_add(&life, kind, time, mem_dup(what), mem_dup(source), mem_dup(detail));
}

/* What happened, in order, one letter each. */
static char *order(void)
{
	struct buf text = BUF_INIT;

	life_sort(&life);
	for (size_t i = 0; i < life.events.n; i++)
		buf_addstr(&text, life.events.v[i].what);
	return buf_detach(&text);
}

static void events_are_sorted(void **state)
{
	char *text;

	(void)state;
	life_add_unknown(&life, LIFE_NEXT, "g");
	life_add_unknown(&life, LIFE_POSTED, "f");
	add(LIFE_RELEASED, life_time_of_day(3), "e", NULL, NULL);
	add(LIFE_FIXED, 3 * 86400 + 5, "d", NULL, NULL);
	add(LIFE_REVIEWED, 86400, "b", NULL, NULL);
	add(LIFE_REVIEWED, 86400, "c", NULL, NULL);
	add(LIFE_POSTED, 86400, "a", NULL, NULL);
	text = order();
	assert_string_equal(text, "abcdefg");
	free(text);
	assert_int_equal(life_day(&life.events.v[4]), 3);
	assert_int_equal(life_day(&life.events.v[5]), DAY_NONE);
}

static char *page(size_t width, bool color)
{
	const struct term term = {.width = width, .color = color};
	struct buf text = BUF_INIT;

	life_add_text(&text, &term, &life);
	return buf_detach(&text);
}

static void a_page_has_columns(void **state)
{
	char *text;

	(void)state;
	add(LIFE_PULLED, 0, "Merge it", "0123456789abcdef0123456789abcdef01234567", "into master");
	add(LIFE_APPLIED, 0, "by Ann", "abababababababababababababababababababab", NULL);
	add(LIFE_RELEASED, 86400, "v6.9", "refs/tags/v6.9", NULL);
	add(LIFE_POSTED, 86400, "v1", "https://example.org/all/a-message-id-that-is-rather-long@example.org/",
	    NULL);
	life_add_unknown(&life, LIFE_NEXT, "no daily trees here");
	text = page(80, false);
	assert_string_equal(text,
	    "abababababab  KVM: mend it\n"
	    "Ann <ann@example.org>\n"
	    "\n"
	    "1970-01-01  pulled      0123456789ab Merge it (into master)\n"
	    "1970-01-01  applied     by Ann\n"
	    "1970-01-02  released    v6.9  refs/tags/v6.9\n"
	    "1970-01-02  posted      v1\n"
	    "                        https://example.org/all/a-message-id-that-is-rather-long@example.org/\n"
	    "\n"
	    "-           next        unknown: no daily trees here\n");
	free(text);
	text = page(120, false);
	assert_non_null(strstr(text, "posted      v1  https://example.org"));
	free(text);
}

static void nothing_steers_a_terminal(void **state)
{
	char *text;

	(void)state;
	free(life.subject);
	life.subject = mem_dup("\x1b[31mred\n\r");
	add(LIFE_FIXED, 0, "\x1b]0;x\x07", "\x9b", "\xe2\x80\xae\ttab\n");
	text = page(80, false);
	for (const char *c = text; *c; c++)
		assert_true((unsigned char)*c >= ' ' || *c == '\n');
	assert_null(strstr(text, "\xe2\x80\xae"));
	free(text);
}

/* Paints are not counted as columns, and each ends. */
static void colours_leave_the_words(void **state)
{
	char *plain, *painted;
	struct buf stripped = BUF_INIT;

	(void)state;
	add(LIFE_REVERTED, 0, "by somebody", "refs/heads/master", "in v6.9");
	add(LIFE_NEXT, 0, "first in next-20260401", "refs/tags/next-20260401", NULL);
	plain = page(80, false);
	painted = page(80, true);
	assert_string_not_equal(plain, painted);
	for (const char *c = painted; *c; c++) {
		if (*c == '\x1b')
			c = strchr(c, 'm');
		else
			buf_addch(&stripped, *c);
	}
	assert_string_equal(plain, stripped.s);
	buf_release(&stripped);
	free(plain);
	free(painted);
}

static void records_say_what_is_unknown(void **state)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	(void)state;
	add(LIFE_POSTED, 86400, "v1\tx", NULL, "title");
	life_add_unknown(&life, LIFE_NEXT, "no daily trees here");
	assert_null(life_records(out, "tsv", &life));
	fclose(out);
	assert_string_equal(text, "1970-01-02\tposted\tv1\\tx\t-\ttitle\n"
				  "-\tnext\tunknown: no daily trees here\t-\t-\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(events_are_sorted, begin, end),
	    cmocka_unit_test_setup_teardown(a_page_has_columns, begin, end),
	    cmocka_unit_test_setup_teardown(nothing_steers_a_terminal, begin, end),
	    cmocka_unit_test_setup_teardown(colours_leave_the_words, begin, end),
	    cmocka_unit_test_setup_teardown(records_say_what_is_unknown, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
