/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/gatehold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { TOPICS = 3, GATES = 3 };

/* b contains a; c is of its own. All are judged first. */
struct desk {
	struct split_rules rules;
	struct strings held; /* what the first batch's tag holds */
	struct topic topics[TOPICS];
	struct verdict verdicts[TOPICS];
	struct topic_gates gates[TOPICS];
};

static const struct gate gates[GATES] = {
    {(char *)"*", (char *)"ABC", (char *)"make"},
    {(char *)"*", (char *)"lab", (char *)""},
    {(char *)"*", (char *)"XYZ", (char *)"make test"},
};
static const struct gate_result passed = {.passed = true, .time = 1647950400, .tree = {{0xaa}}},
				failed = {.time = 1647950400,
				    .tree = {{0xaa}},
				    .why = (char *)"exit\tstatus\033 2",
				    .log = (char *)"https://ci.example.org/1"};

static void start(struct desk *d)
{
	static const char *const names[TOPICS] = {"a", "b", "it's"};
	static size_t indices[TOPICS];

	memset(d, 0, sizeof(*d));
	d->rules.min_releases = 3;
	for (size_t i = 0; i < TOPICS; i++) {
		d->topics[i] = (struct topic){.name = (char *)names[i], .commits = {indices, 1, 1}};
		d->verdicts[i] = (struct verdict){.batch = BATCH_FIRST,
		    .own = BATCH_FIRST,
		    .clause = CLAUSE_WINDOW,
		    .could_go = 7,
		    .reason = mem_dup("soaked"),
		    .own_reason = mem_dup("soaked")};
	}
	strings_add(&d->topics[1].contains, "a");
}

static void end(struct desk *d)
{
	verdicts_release(d->verdicts, TOPICS);
	strings_release(&d->topics[1].contains);
	strings_release(&d->held);
	for (size_t i = 0; i < TOPICS; i++)
		array_release(&d->gates[i]);
}

static void give(struct desk *d, size_t topic, size_t gate, const struct gate_result *result, bool before)
{
	array_push(&d->gates[topic], (struct gate_state){&gates[gate], {{0xaa}}, result, before});
}

static void hold(struct desk *d)
{
	gates_hold(d->gates, d->topics, TOPICS, &d->rules, d->verdicts);
}

static void without_gates_nothing_changes(void **state)
{
	struct desk d;

	(void)state;
	start(&d);
	gates_hold(NULL, d.topics, TOPICS, &d.rules, d.verdicts);
	hold(&d);
	for (size_t i = 0; i < TOPICS; i++) {
		assert_int_equal(d.verdicts[i].batch, BATCH_FIRST);
		assert_string_equal(d.verdicts[i].reason, "soaked");
		assert_int_equal(d.verdicts[i].reasons.n, 0);
	}
	end(&d);
}

static void what_has_passed_all_goes(void **state)
{
	struct desk d;

	(void)state;
	start(&d);
	give(&d, 2, 0, &passed, false);
	give(&d, 2, 1, &passed, false);
	hold(&d);
	assert_int_equal(d.verdicts[2].batch, BATCH_FIRST);
	assert_int_equal(d.verdicts[2].clause, CLAUSE_WINDOW);
	assert_string_equal(d.verdicts[2].reason,
	    "soaked; passed ABC on 2022-03-22 and lab on 2022-03-22 (tree aa0000000000)");
	assert_int_equal(d.verdicts[2].reasons.n, 2);
	assert_string_equal(
	    d.verdicts[2].reasons.v[0], "Gate ABC passed on 2022-03-22 on tree aa0000000000.");
	end(&d);
}

static void what_lacks_one_is_held_with_what_contains_it(void **state)
{
	struct desk d;

	(void)state;
	start(&d);
	give(&d, 0, 0, &failed, false);
	hold(&d);
	assert_int_equal(d.verdicts[0].batch, BATCH_HOLD);
	assert_int_equal(d.verdicts[0].clause, CLAUSE_GATE);
	assert_int_equal(d.verdicts[0].could_go, DAY_NONE);
	assert_string_equal(d.verdicts[0].reason,
	    "gate ABC failed on 2022-03-22 on tree aa0000000000 (exit status 2; log: "
	    "https://ci.example.org/1): pullprep gate run a; by itself first: soaked");
	assert_int_equal(d.verdicts[1].batch, BATCH_HOLD);
	assert_string_equal(d.verdicts[1].reason, "contains a, which is hold; by itself first: soaked");
	assert_int_equal(d.verdicts[2].batch, BATCH_FIRST);
	end(&d);
}

static void each_that_lacks_is_named_with_what_mends_it(void **state)
{
	struct desk d;

	(void)state;
	start(&d);
	give(&d, 2, 0, &passed, true);
	give(&d, 2, 1, NULL, false);
	give(&d, 2, 2, NULL, false);
	hold(&d);
	assert_int_equal(d.verdicts[2].batch, BATCH_HOLD);
	assert_string_equal(d.verdicts[2].reason,
	    "gate ABC was not run on tree aa0000000000 (it passed on 2022-03-22 on tree aa0000000000), "
	    "gate lab has no result on tree aa0000000000 and gate XYZ was not run on tree aa0000000000: "
	    "pullprep gate run 'it'\\''s', pullprep gate record 'it'\\''s' --gate=lab --passed; "
	    "by itself first: soaked");
	end(&d);
}

static void what_is_held_anyway_has_both_reasons(void **state)
{
	struct desk d;

	(void)state;
	start(&d);
	d.verdicts[2].own = BATCH_HOLD;
	d.verdicts[2].clause = CLAUSE_HOLD;
	give(&d, 2, 0, NULL, false);
	hold(&d);
	assert_int_equal(d.verdicts[2].clause, CLAUSE_HOLD);
	assert_int_equal(d.verdicts[2].could_go, 7);
	assert_string_equal(d.verdicts[2].reason,
	    "soaked; gate ABC was not run on tree aa0000000000: pullprep gate run 'it'\\''s'");
	end(&d);
}

static void what_is_sent_or_gone_stays(void **state)
{
	struct desk d;

	(void)state;
	start(&d);
	d.rules.first_tag = "for-linus-5.18-1";
	d.rules.first_holds = &d.held;
	strings_add(&d.held, "it's");
	d.verdicts[0].own = BATCH_DROP;
	d.verdicts[0].clause = CLAUSE_GONE;
	give(&d, 0, 0, NULL, false);
	give(&d, 2, 0, NULL, false);
	hold(&d);
	assert_int_equal(d.verdicts[0].batch, BATCH_DROP);
	assert_string_equal(d.verdicts[0].reason, "soaked");
	assert_int_equal(d.verdicts[2].batch, BATCH_FIRST);
	assert_non_null(strstr(d.verdicts[2].reason, "soaked; gate ABC was not run"));
	end(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_gates_nothing_changes),
	    cmocka_unit_test(what_has_passed_all_goes),
	    cmocka_unit_test(what_lacks_one_is_held_with_what_contains_it),
	    cmocka_unit_test(each_that_lacks_is_named_with_what_mends_it),
	    cmocka_unit_test(what_is_held_anyway_has_both_reasons),
	    cmocka_unit_test(what_is_sent_or_gone_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
