/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/rules.h"
#include "util/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void the_table_is_whole(void **state)
{
	(void)state;
	assert_true(rules_count() > 20);
	for (size_t i = 0; rules_table[i].name; i++) {
		const struct rule *rule = &rules_table[i];

		assert_int_equal(rules_index(rule->name), i);
		assert_true(rule->says && rule->todo && rule->source);
		assert_true(rule->judge || rule->kind == RULE_TAG);
		assert_true(rule->level >= RULE_OFF && rule->level < FINDING_LEVELS);
		assert_int_equal(rule->todo[strlen(rule->todo) - 1], '.');
		for (const char *p = rule->name; *p; p++)
			assert_true(*p == '-' || (*p >= 'a' && *p <= 'z'));
	}
	assert_int_equal(rules_index("no-such-rule"), rules_count());
}

static void levels_are_read_and_written(void **state)
{
	int level;

	(void)state;
	for (int i = RULE_OFF; i < FINDING_LEVELS; i++) {
		assert_true(rule_level_parse(rule_level_name(i), &level));
		assert_int_equal(level, i);
	}
	assert_false(rule_level_parse("fatal", &level));
	assert_false(rule_level_parse("", &level));
}

static void globs_go_before(void **state)
{
	struct rule_settings settings = RULE_SETTINGS_INIT;
	size_t base = rules_index("base");

	(void)state;
	assert_int_equal(rule_settings_level(&settings, base, "kvm/x86"), FINDING_WARNING);
	rule_settings_add(&settings, base, mem_dup("kvm/*"), RULE_OFF);
	rule_settings_add(&settings, base, NULL, FINDING_ERROR);
	assert_int_equal(rule_settings_level(&settings, base, "kvm/x86/mmu"), RULE_OFF);
	assert_int_equal(rule_settings_level(&settings, base, "mm/page"), FINDING_ERROR);
	assert_int_equal(rule_settings_level(&settings, base, NULL), FINDING_ERROR);
	rule_settings_add(&settings, base, mem_dup("kvm/x86*"), FINDING_INFO);
	assert_int_equal(rule_settings_level(&settings, base, "kvm/x86"), FINDING_INFO);
	assert_int_equal(rule_settings_level(&settings, base, "kvm/arm"), RULE_OFF);
	assert_int_equal(rule_settings_level(&settings, rules_index("sob-author"), "kvm/arm"), FINDING_ERROR);
	rule_settings_release(&settings);
}

static void what_is_not_asked_is_not_wanted(void **state)
{
	struct rule_settings settings = RULE_SETTINGS_INIT;

	(void)state;
	assert_true(rules_wants(&settings, "base"));
	assert_false(rules_wants(&settings, "no-link"));
	settings.least = FINDING_ERROR;
	assert_false(rules_wants(&settings, "base"));
	rule_settings_add(&settings, rules_index("base"), mem_dup("kvm/*"), FINDING_ERROR);
	assert_true(rules_wants(&settings, "base"));
	settings.left_out = mem_zero(rules_count(), sizeof(*settings.left_out));
	settings.left_out[rules_index("base")] = true;
	assert_false(rules_wants(&settings, "base"));
	assert_int_equal(rule_settings_level(&settings, rules_index("base"), "kvm/x"), RULE_OFF);
	rule_settings_release(&settings);
}

/* ---- one commit of one topic, judged ---- */

static struct project project = {.cycle = {.phase = PHASE_RC}};
static struct commit_facts commit;
static struct wording wording;

static size_t judged(const char *rule, const char *subject, const char *author, const char *email)
{
	static size_t own[] = {0}, topics[] = {0};
	struct topic topic = {.name = (char *)"kvm/x86", .commits = {.v = own, .n = 1}};
	struct survey survey = {
	    .project = &project, .commits = {.v = &commit, .n = 1}, .topics = {.v = &topic, .n = 1}};
	struct pull pull = {.survey = &survey, .topics = topics, .topic_count = 1, .wordings = &wording};
	struct rule_settings settings = RULE_SETTINGS_INIT;
	struct findings findings = FINDINGS_INIT;
	size_t found;

	commit = (struct commit_facts){
	    .subject = (char *)subject, .author_name = (char *)author, .author_email = (char *)email};
	wording =
	    (struct wording){.signed_author = true, .signed_committer = true, .message = (char *)subject};
	settings.left_out = mem_zero(rules_count(), sizeof(*settings.left_out));
	for (size_t i = 0; i < rules_count(); i++)
		settings.left_out[i] = strcmp(rules_table[i].name, rule) != 0;
	rules_judge(&findings, &pull, &settings);
	found = findings.n;
	if (found) {
		assert_string_equal(findings.v[0].rule, rule);
		assert_string_equal(findings.v[0].topic, "kvm/x86");
		assert_string_equal(findings.v[0].subject, subject);
		assert_false(findings.v[0].waived);
	}
	findings_release(&findings);
	rule_settings_release(&settings);
	return found;
}

static void marks_of_work_in_progress_count_in_front(void **state)
{
	static const char *const bad[] = {"fixup! mm: x", "squash! mm: x", "amend! mm: x", "[RFC] mm: x",
	    "[RFC PATCH v2 1/3] mm: x", "[PATCH RFC] mm: x", "[RFCv2] mm: x", "RFC: mm: x", "WIP: mm",
	    "[WIP] mm", "[HACK] mm", "[TEMP] mm", "DO NOT MERGE: mm", "do not merge mm", "HACK: mm",
	    "TEMP: mm"};
	static const char *const good[] = {"net: implement RFC 8985", "[media] RFCOMM: x",
	    "mm: fixup! is a word", "RFC 8985: implement", "WIPE: mm", "hackbench: x", "[S390] RFC 1",
	    "temp: lower the limit of the sensor", "mm: remove HACK: comments", ""};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (judged("wip-subject", bad[i], "Ann", "ann@example.org") != 1)
			fail_msg("not found: %s", bad[i]);
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (judged("wip-subject", good[i], "Ann", "ann@example.org"))
			fail_msg("found: %s", good[i]);
}

static void lists_are_no_authors(void **state)
{
	(void)state;
	assert_int_equal(judged("mangled-author", "x", "Ann via B4 Relay", "devnull+ann@kernel.org"), 1);
	assert_int_equal(judged("mangled-author", "x", "Ann via lists", "ann@example.org"), 1);
	assert_int_equal(judged("mangled-author", "x", "Ann", "linux-mm@vger.kernel.org"), 1);
	assert_int_equal(judged("mangled-author", "x", "Ann", "linux-mm@kvack.org"), 1);
	assert_int_equal(judged("mangled-author", "x", "Ann", "list@lists.example.org"), 1);
	assert_int_equal(judged("mangled-author", "x", "Ann", "ann@kernel.org"), 0);
	assert_int_equal(judged("mangled-author", "x", "Viator Via", "ann@lists"), 0);
	assert_int_equal(judged("mangled-author", "x", "Ann", "none"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_table_is_whole),
	    cmocka_unit_test(levels_are_read_and_written),
	    cmocka_unit_test(globs_go_before),
	    cmocka_unit_test(what_is_not_asked_is_not_wanted),
	    cmocka_unit_test(marks_of_work_in_progress_count_in_front),
	    cmocka_unit_test(lists_are_no_authors),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
