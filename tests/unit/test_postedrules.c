/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

/* Two commits of one topic, of which the second is the first part of a series. */
static struct project project = {.cycle = {.phase = PHASE_RC}};
static struct commit_facts commits[2] = {{.subject = (char *)"two"}, {.subject = (char *)"one"}};
static struct posted_commit posted_commits[2];
static struct posted_series series;
static struct posted_facts posted = {.url = "https://lore.example.org",
    .host = "lore.example.org",
    .v = &series,
    .n = 1,
    .commits = posted_commits,
    .commit_count = 2};
static struct findings findings;

static int enter(void **state)
{
	(void)state;
	memset(posted_commits, 0, sizeof(posted_commits));
	for (size_t i = 0; i < 2; i++)
		posted_commits[i] = (struct posted_commit){
		    .state = SERIES_FOUND, .sure = true, .as_it_was = true, .version = {(char *)"v2", 20000}};
	series = (struct posted_series){.commit = 1,
	    .sure = true,
	    .subject = "[PATCH v2 0/2] all",
	    .version = {(char *)"v2", 20000},
	    .before = (char *)"v1",
	    .changes_told = true};
	return 0;
}

static int leave(void **state)
{
	(void)state;
	findings_release(&findings);
	return 0;
}

/* known: an archive is configured. How many findings there are. */
static size_t judge(const char *rule, bool known)
{
	static size_t own[] = {0, 1}, topics[] = {0};
	struct topic topic = {.name = (char *)"kvm/x86", .commits = {.v = own, .n = 2}};
	struct survey survey = {
	    .project = &project, .commits = {.v = commits, .n = 2}, .topics = {.v = &topic, .n = 1}};
	struct pull pull = {
	    .survey = &survey, .topics = topics, .topic_count = 1, .posted = known ? &posted : NULL};
	struct rule_settings settings = RULE_SETTINGS_INIT;

	findings_release(&findings);
	settings.left_out = mem_zero(rules_count(), sizeof(*settings.left_out));
	for (size_t i = 0; i < rules_count(); i++)
		settings.left_out[i] = strcmp(rules_table[i].name, rule) != 0;
	rules_judge(&findings, &pull, &settings);
	rule_settings_release(&settings);
	return findings.n;
}

static void expect(const char *rule, const char *subject, enum finding_level level, const char *text)
{
	assert_int_equal(judge(rule, true), 1);
	assert_string_equal(findings.v[0].rule, rule);
	assert_string_equal(findings.v[0].subject, subject);
	assert_int_equal(findings.v[0].level, level);
	assert_string_equal(findings.v[0].text, text);
	assert_int_equal(judge(rule, false), 0);
}

static void nothing_is_said_of_what_is_fine(void **state)
{
	size_t asked = 0;

	(void)state;
	for (size_t i = 0; rules_table[i].name; i++)
		if (rules_table[i].traits & RULE_OF_LORE) {
			assert_int_equal(judge(rules_table[i].name, true), 0);
			asked++;
		}
	assert_int_equal(asked, 12);
}

static void of_a_series_once(void **state)
{
	static char *parts[] = {(char *)"1/7 a", (char *)"2/7 b", (char *)"3/7 c", (char *)"4/7 d",
	    (char *)"5/7 e", (char *)"6/7 f", (char *)"7/7 g"};

	(void)state;
	series.comments_only = true;
	expect("posted-as-rfc", "one", FINDING_WARNING,
	    "is part of \"[PATCH v2 0/2] all\" of Fri 4 Oct 2024, which asked for comments (RFC), and was "
	    "not posted "
	    "without that since");
	series.changes_told = false;
	expect("changes-not-told", "one", FINDING_INFO,
	    "is part of \"[PATCH v2 0/2] all\" of Fri 4 Oct 2024; neither cover letter nor patches say what "
	    "changed since v1");
	series.alone = true;
	series.before = NULL;
	expect("changes-not-told", "one", FINDING_INFO,
	    "is \"[PATCH v2 0/2] all\" of Fri 4 Oct 2024; nothing below its '---' says what changed since "
	    "the version before");
	series.lacking = (struct strings){.v = parts, .n = 1};
	series.alone = false;
	series.version.day = DAY_NONE;
	expect("series-part-missing", "one", FINDING_WARNING,
	    "is part of \"[PATCH v2 0/2] all\", of which 1 part is neither here nor anywhere else:\n1/7 a");
	series.lacking.n = 6;
	assert_int_equal(judge("series-part-missing", true), 1);
	assert_non_null(strstr(findings.v[0].text, "6 parts are neither"));
	assert_non_null(strstr(findings.v[0].text, "\n6/7 f"));
	series.lacking.n = 7;
	assert_int_equal(judge("series-part-missing", true), 1);
	assert_non_null(strstr(findings.v[0].text, "\n5/7 e\nand 2 more"));
	series.sure = false;
	assert_int_equal(judge("series-part-missing", true), 1);
	assert_int_equal(findings.v[0].level, FINDING_INFO);
}

static void of_versions(void **state)
{
	struct posted_step steps[] = {{{(char *)"RFC v1", 20000}, {(char *)"v1", 20000}, 86000},
	    {{(char *)"v1", 20000}, {(char *)"v2", 20001}, 3599},
	    {{(char *)"v2", 20001}, {(char *)"v3", 20002}, 86399},
	    {{(char *)"v3", 20002}, {(char *)"v4", 20003}, 86400}};

	(void)state;
	series.steps.v = steps;
	series.steps.n = 4;
	expect("posted-too-soon", "one", FINDING_INFO,
	    "is part of \"[PATCH v2 0/2] all\" of Fri 4 Oct 2024:\nbetween v1 and v2 of Sat 5 Oct 2024 lay "
	    "less than an "
	    "hour of weekdays\nbetween v2 and v3 of Sun 6 Oct 2024 lay 23 hours of weekdays");
	expect("posted-twice-a-day", "one", FINDING_INFO,
	    "is part of \"[PATCH v2 0/2] all\" of Fri 4 Oct 2024:\nRFC v1 and v1 both came on Fri 4 Oct "
	    "2024");
}

static void of_commits(void **state)
{
	struct posted_answer answer = {
	    .who = "Cy <cy@example.org>", .words = "NAK", .id = "a/b@example.org", .day = 20001};

	(void)state;
	posted_commits[0].newer = (struct posted_version){(char *)"v3", DAY_NONE};
	expect("applied-older-version", "two", FINDING_WARNING,
	    "is v2 of Fri 4 Oct 2024, but v3 has it with another patch");
	posted_commits[0].objections = (struct posted_answers){.v = &answer, .n = 1};
	expect("unanswered-objection", "two", FINDING_WARNING,
	    "has an objection that nobody answered (a guess), by Cy <cy@example.org> on Sat 5 Oct "
	    "2024:\n\"NAK\"\n"
	    "https://lore.example.org/all/a%2Fb%40example.org/");
	posted_commits[0].reports = (struct posted_answers){.v = &answer, .n = 1};
	assert_int_equal(judge("robot-report", true), 1);
	assert_int_equal(findings.v[0].level, FINDING_WARNING);
	posted_commits[0].as_it_was = false; /* it may have been mended then */
	assert_int_equal(judge("robot-report", true), 1);
	assert_int_equal(findings.v[0].level, FINDING_INFO);
	posted_commits[0].state = SERIES_NEVER;
	expect("never-posted", "two", FINDING_INFO, "was never posted, as far as lore.example.org knows");
	posted_commits[0].linked = true; /* elsewhere, then */
	assert_int_equal(judge("never-posted", true), 0);
	posted_commits[0].linked = false;
	posted_commits[0].state = SERIES_UNKNOWN;
	assert_int_equal(judge("never-posted", true), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(nothing_is_said_of_what_is_fine, enter, leave),
	    cmocka_unit_test_setup_teardown(of_a_series_once, enter, leave),
	    cmocka_unit_test_setup_teardown(of_versions, enter, leave),
	    cmocka_unit_test_setup_teardown(of_commits, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
