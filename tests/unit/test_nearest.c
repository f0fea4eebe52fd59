/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/nearest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* The nearest names among those of a list split at blanks, joined by blanks. */
static void expect(const char *word, const char *list, const char *expected)
{
	struct strings names = STRINGS_INIT, near = STRINGS_INIT;
	char joined[256] = "";

	strings_split(&names, list, ' ');
	nearest_find(&near, word, &names, 2);
	for (size_t i = 0; i < near.n; i++) {
		strcat(joined, i ? " " : "");
		strcat(joined, near.v[i]);
	}
	assert_string_equal(joined, expected);
	strings_release(&near);
	strings_release(&names);
}

static void finds_what_was_meant(void **state)
{
	(void)state;
	expect("split", "split soak", "split");
	expect("spilt", "status soak split", "split");
	expect("sok", "status split soak", "soak");
	expect("timer", "topic/timers topic/tracing", "topic/timers");
}

static void puts_the_nearest_first(void **state)
{
	(void)state;
	expect("topic/bb", "topic/abc topic/b", "topic/b topic/abc");
	expect("taf", "tar tag mail", "tar tag");
}

static void knows_when_nothing_is_near(void **state)
{
	(void)state;
	expect("nonsense", "status split soak", "");
	expect("", "status tag", "");
	expect("tag", "", "");
}

static void takes_words_of_any_length(void **state)
{
	char word[1000];

	(void)state;
	memset(word, 'x', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	expect(word, "status tag", "");
	expect("tag", word, "");
}

static void tells_a_slip(void **state)
{
	(void)state;
	assert_true(nearest_is_slip("signed", "signed"));
	assert_true(nearest_is_slip("signed", "sigend"));
	assert_true(nearest_is_slip("signed", "signd"));
	assert_true(nearest_is_slip("signed", "siggned"));
	assert_true(nearest_is_slip("signed", "signer"));
	assert_true(nearest_is_slip("", "s"));
	assert_false(nearest_is_slip("signed", "singde"));
	assert_false(nearest_is_slip("signed", "sign"));
	assert_false(nearest_is_slip("ab", "cd"));
	assert_false(nearest_is_slip("", "ab"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_what_was_meant),
	    cmocka_unit_test(puts_the_nearest_first),
	    cmocka_unit_test(knows_when_nothing_is_near),
	    cmocka_unit_test(takes_words_of_any_length),
	    cmocka_unit_test(tells_a_slip),
	};

	return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}
