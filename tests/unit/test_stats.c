/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/stats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void expect_word(const char *subject, const char *expected)
{
	struct buf word = BUF_INIT;

	stats_first_word(&word, subject);
	assert_string_equal(word.s, expected);
	buf_release(&word);
}

static void first_words(void **state)
{
	(void)state;
	expect_word("net: sched: fix a leak", "net");
	expect_word("drm/amd/display: Add x", "drm");
	expect_word("ALSA: hda: y", "alsa");
	expect_word("dt-bindings: clock: z", "dt-bindings");
	expect_word("io_uring: cancel", "io_uring");
	expect_word("x86, mm: w", "x86");
	expect_word("perf tools: v", "perf");
	expect_word("[media] rc: u", "media");
	expect_word("  __free: t", "__free");
	expect_word("Revert \"mm: s\"", "revert");
	expect_word("README.md: r", "readme.md");
	expect_word("Update... q", "update");
	expect_word("\xc3\x89t\xc3\xa9: p", "\xc3\x89t\xc3\xa9");
	expect_word("", "");
	expect_word("...", "");
	expect_word(": ?!", "");
}

/* What the mails of these releases say: commits, same id, same patch, same subject, percent. */
static void percent_is_rounded_down(void **state)
{
	static const struct {
		size_t commits, id, patch, subject;
		int percent;
	} mails[] = {
	    {12064, 10638, 350, 61, 91}, /* v5.2-rc1 */
	    {12632, 11691, 280, 40, 95}, /* v5.5-rc1 */
	    {14206, 12174, 843, 130, 92}, {13903, 11911, 563, 46, 90}, {12498, 10988, 500, 47, 92},
	    {12319, 10811, 475, 43, 91}, {13543, 12468, 309, 12, 94}, {11537, 10436, 342, 20, 93},
	    {12717, 11749, 317, 12, 94}, {13044, 12151, 216, 7, 94}, {11730, 11053, 144, 15, 95},
	    {12330, 11436, 227, 21, 94}, {15418, 14247, 287, 12, 94}, {12239, 11318, 201, 14, 94},
	    {9307, 8416, 370, 20, 94}, {12899, 11854, 157, 8, 93},
	    {12314, 11260, 260, 29, 93}, /* v6.19-rc1 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(mails) / sizeof(*mails); i++) {
		struct stats stats = {.commits = mails[i].commits,
		    .same_id = mails[i].id,
		    .same_patch = mails[i].patch,
		    .same_subject = mails[i].subject};

		assert_int_equal(stats_percent(&stats), mails[i].percent);
	}
	assert_int_equal(stats_percent(&(struct stats){.commits = 0}), -1);
	assert_int_equal(stats_percent(&(struct stats){.commits = 3, .same_id = 3}), 100);
}

/* The author's address tells commits of one subject apart. */
static void add(struct stats_rest *rest, const char *subject, const char *author)
{
	struct stats_commit commit = {.words = {NULL}};

	commit.words[STATS_WORD] = mem_dup(subject);
	commit.words[STATS_AUTHOR] = mem_dup(author);
	commit.words[STATS_COMMITTER] = mem_dup("Chris@Example.ORG");
	array_push(rest, commit);
}

static void expect_top(const struct stats_top *top, const char *expected)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < top->n; i++)
		buf_addf(&text, "%s%zu %s", i ? ", " : "", top->v[i].count, top->v[i].name);
	assert_string_equal(text.s, expected);
	buf_release(&text);
}

static void a_subject_matches_as_often_as_both_sides_have_it(void **state)
{
	struct stats stats = {.commits = 5};

	(void)state;
	add(&stats.extra, "twice", "newest@example.org");
	add(&stats.extra, "once", "ann@example.org");
	add(&stats.extra, "twice", "middle@example.org");
	add(&stats.extra, "twice", "oldest@example.org");
	add(&stats.extra, "new", "ann@example.org");
	add(&stats.left, "once", "new@example.org");
	add(&stats.left, "twice", "bob@example.org");
	add(&stats.left, "once", "old@example.org");
	add(&stats.left, "Twice", "bob@example.org");
	add(&stats.left, "twice", "bob@example.org");
	stats_count(&stats);
	assert_int_equal(stats.same_subject, 3);
	assert_int_equal(stats.extra.n, 2);
	assert_string_equal(stats.extra.v[0].words[STATS_AUTHOR], "oldest@example.org");
	assert_string_equal(stats.extra.v[1].words[STATS_WORD], "new");
	expect_top(&stats.left.top[STATS_AUTHOR], "1 old@example.org, 1 bob@example.org");
	expect_top(&stats.left.top[STATS_COMMITTER], "2 chris@example.org");
	assert_int_equal(stats_matched(&stats), 3);
	stats_release(&stats);
}

static void lists_are_of_ten_in_reverse_order(void **state)
{
	struct stats stats = {.commits = 0};
	char subject[] = "a: x";

	(void)state;
	for (subject[0] = 'a'; subject[0] <= 'l'; subject[0]++)
		add(&stats.extra, subject, "ann@example.org");
	add(&stats.extra, "B: y", "Ann@example.org");
	add(&stats.extra, "!", "");
	stats_count(&stats);
	expect_top(&stats.extra.top[STATS_WORD], "2 b, 1 l, 1 k, 1 j, 1 i, 1 h, 1 g, 1 f, 1 e, 1 d");
	expect_top(&stats.extra.top[STATS_AUTHOR], "13 ann@example.org");
	expect_top(&stats.left.top[STATS_WORD], "");
	stats_release(&stats);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(first_words),
	    cmocka_unit_test(percent_is_rounded_down),
	    cmocka_unit_test(a_subject_matches_as_often_as_both_sides_have_it),
	    cmocka_unit_test(lists_are_of_ten_in_reverse_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
