/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/sharing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* Topics by name, "a: b c" says that a contains b and c. */
static void draw(struct survey *survey, const char *const *lines)
{
	memset(survey, 0, sizeof(*survey));
	for (; *lines; lines++) {
		struct topic topic = {.name = mem_dupn(*lines, strcspn(*lines, ":"))};

		strings_split(&topic.contains, *lines + strcspn(*lines, ":") + 1, ' ');
		array_push(&survey->topics, topic);
	}
}

static void assert_needs(const struct survey *survey, const char *topic, const char *expected)
{
	struct buf text = BUF_INIT;
	const char **needs;
	size_t n;

	sharing_needs(survey, survey_topic(survey, topic), &needs, &n);
	for (size_t i = 0; i < n; i++)
		buf_addf(&text, "%s%s", i ? " " : "", needs[i]);
	assert_string_equal(text.s, expected);
	free(needs);
	buf_release(&text);
}

static void knows_names_and_pairs(void **state)
{
	static const char *const lines[] = {"z: a nowhere z", "a:", "b: a z", NULL};
	struct containment c;
	struct survey s;

	(void)state;
	draw(&s, lines);
	strings_add(&s.topics.v[1].aliases, "alias");
	containment_make(&c, s.topics.v, s.topics.n);
	assert_int_equal(containment_topic(&c, "alias"), 1);
	assert_int_equal(containment_topic(&c, "b"), 2);
	assert_true(containment_topic(&c, "nowhere") == CONTAINMENT_NONE);
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 3; k++)
			assert_int_equal(containment_has(&c, i, k), (i == 0 && k == 1) || (i == 2 && k < 2));
	containment_release(&c);
	survey_release(&s);
	containment_make(&c, NULL, 0);
	assert_true(containment_topic(&c, "a") == CONTAINMENT_NONE);
	containment_release(&c);
}

static void needs_what_is_nearest(void **state)
{
	static const char *const lines[] = {
	    "d: a b c", "b: a", "a:", "c: a", "lone:", "top: d a b c lone", NULL};
	struct survey s;

	(void)state;
	draw(&s, lines);
	assert_needs(&s, "a", "");
	assert_needs(&s, "b", "a");
	assert_needs(&s, "d", "b c");
	assert_needs(&s, "top", "d lone");
	survey_release(&s);
}

/* x below, y applied in turns with z, which stands on late too; w on top. */
static void series_in_turns_hide_nothing(void **state)
{
	static const char *const lines[] = {
	    "x:", "y: x z", "z: x y late", "late: x y", "w: x y z late", NULL};
	struct survey s;

	(void)state;
	draw(&s, lines);
	assert_needs(&s, "y", "x z");
	assert_needs(&s, "z", "late");
	assert_needs(&s, "w", "z");
	survey_release(&s);
}

static void share(struct survey *survey, size_t topic, const char *commits)
{
	for (; *commits; commits++)
		array_push(&survey->topics.v[topic].commits, (size_t)(*commits - '0'));
}

static void counts_what_is_shared(void **state)
{
	static const char *const lines[] = {"a:", "b:", "c: a", "none:", NULL};
	struct sharing sharing;
	struct survey s;

	(void)state;
	draw(&s, lines);
	for (size_t i = 0; i < 8; i++)
		array_push(&s.commits, (struct commit_facts){.merge = i == 7});
	share(&s, 0, "0123");
	share(&s, 1, "12347");
	share(&s, 2, "2347");
	sharing_find(&sharing, &s);
	assert_int_equal(sharing.n, 2);
	assert_int_equal(sharing.v[0].a, 0);
	assert_int_equal(sharing.v[0].b, 1);
	assert_int_equal(sharing.v[0].commits, 3);
	/* c contains a, whatever they share; the merge is not counted. */
	assert_int_equal(sharing.v[1].a, 1);
	assert_int_equal(sharing.v[1].b, 2);
	assert_int_equal(sharing.v[1].commits, 3);
	sharing_release(&sharing);
	survey_release(&s);
	sharing_find(&sharing, &s);
	assert_int_equal(sharing.n, 0);
}

/* A linear branch of a thousand series: each contains all below it. */
static void is_quick_with_a_long_line(void **state)
{
	enum { MANY = 1000, SECONDS_MOST = 5 };
	clock_t start;
	struct containment c;
	struct survey s = {.project = NULL};
	uint64_t *row;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		struct topic topic = {.name = mem_format("series-%zu", i)};

		for (size_t k = 0; k < i; k++)
			strings_add(&topic.contains, s.topics.v[k].name);
		array_push(&s.topics, topic);
	}
	start = clock();
	containment_make(&c, s.topics.v, s.topics.n);
	row = mem_zero(c.words, sizeof(*row));
	for (size_t i = 0; i < MANY; i++) {
		sharing_direct(&c, i, row);
		for (size_t k = 0; k < MANY; k++)
			assert_int_equal(row[k / 64] >> k % 64 & 1, k + 1 == i);
	}
	assert_true(clock() - start < SECONDS_MOST * CLOCKS_PER_SEC);
	free(row);
	containment_release(&c);
	survey_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_names_and_pairs),
	    cmocka_unit_test(needs_what_is_nearest),
	    cmocka_unit_test(series_in_turns_hide_nothing),
	    cmocka_unit_test(counts_what_is_shared),
	    cmocka_unit_test(is_quick_with_a_long_line),
	};

	return cmocka_run_group_tests_name("sharing", tests, NULL, NULL);
}
