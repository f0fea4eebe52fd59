/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/objections.h"

#include "util/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void add(
    struct findings *findings, enum finding_level level, const char *topic, const char *tag, bool waived)
{
	findings_add(findings, (struct finding){.rule = tag ? "message-version" : "base",
				   .level = level,
				   .topic = mem_dup(topic),
				   .about = mem_dup(tag),
				   .text = mem_dup(waived ? "is fine"
						   : tag  ? "says 6.8"
							  : "has no base"),
				   .waived = waived,
				   .waiver = waived ? mem_dup("so it is") : NULL});
}

static void expect_counts(const struct findings *findings, const char *wanted)
{
	struct buf out = BUF_INIT;

	objections_add_counts(&out, findings);
	assert_string_equal(out.s, wanted);
	buf_release(&out);
}

static void counts(void **state)
{
	struct findings findings = FINDINGS_INIT;

	(void)state;
	expect_counts(&findings, "");
	add(&findings, FINDING_INFO, "a", NULL, false);
	add(&findings, FINDING_ERROR, "a", NULL, true);
	expect_counts(&findings, "");
	add(&findings, FINDING_WARNING, "a", NULL, false);
	expect_counts(&findings, "1 warning");
	add(&findings, FINDING_ERROR, "b", NULL, false);
	expect_counts(&findings, "1 error, 1 warning");
	add(&findings, FINDING_ERROR, NULL, "for-linus", false);
	expect_counts(&findings, "2 errors, 1 warning");
	assert_int_equal(objections_of(&findings, FINDING_ERROR, "a"), 0);
	assert_int_equal(objections_of(&findings, FINDING_WARNING, "a"), 1);
	assert_int_equal(objections_of(&findings, FINDING_ERROR, "b"), 1);
	findings_release(&findings);
}

static void tells_errors_by_tag_and_topic(void **state)
{
	static char a[] = "a", b[] = "b\033";
	const struct term term = {.width = 80};
	const size_t topics[] = {0, 1};
	struct survey survey = {.project = NULL};
	struct pull pull = {.survey = &survey, .topics = topics, .topic_count = 2};
	struct findings findings = FINDINGS_INIT;
	struct buf out = BUF_INIT;

	(void)state;
	array_push(&survey.topics, (struct topic){.name = a});
	array_push(&survey.topics, (struct topic){.name = b});
	objections_add_errors(&out, &term, &pull, &findings);
	assert_string_equal(out.s, "");
	add(&findings, FINDING_WARNING, "a", NULL, false);
	add(&findings, FINDING_ERROR, "a", NULL, true);
	add(&findings, FINDING_ERROR, NULL, "tag-a", false);
	add(&findings, FINDING_ERROR, NULL, "tag-b", false);
	add(&findings, FINDING_ERROR, b, NULL, false);
	objections_add_errors(&out, &term, &pull, &findings);
	assert_string_equal(out.s, "tag-a  tag: 1 error\n"
				   "\n"
				   "  error    message-version  The tag says 6.8\n"
				   "\n"
				   "tag-b  tag: 1 error\n"
				   "\n"
				   "  error    message-version  The tag says 6.8\n"
				   "\n"
				   "b^[  0 commits: 1 error\n"
				   "\n"
				   "  error    base  The topic has no base\n"
				   "\n");
	array_release(&survey.topics);
	findings_release(&findings);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts),
	    cmocka_unit_test(tells_errors_by_tag_and_topic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
