/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/bumped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TIP "1111111111111111111111111111111111111111"

enum { TOPICS = 3 };

/* Day 2 of the window of v5.18; b contains a, all are judged first. */
struct desk {
	struct cycle cycle;
	struct split_rules rules;
	struct topic topics[TOPICS];
	struct verdict verdicts[TOPICS];
	struct bumps bumps;
};

static void start(struct desk *d)
{
	static const char *const names[TOPICS] = {"a", "b", "c"};
	static size_t indices[TOPICS];

	memset(d, 0, sizeof(*d));
	d->cycle = (struct cycle){.as_of = day_make(2022, 3, 22),
	    .phase = PHASE_WINDOW,
	    .opens = day_make(2022, 3, 20),
	    .version = (char *)"5.18",
	    .release_prefix = (char *)"v"};
	d->rules.min_releases = 3;
	for (size_t i = 0; i < TOPICS; i++) {
		d->topics[i] = (struct topic){.name = (char *)names[i], .commits = {indices, 1, 1}};
		memset(d->topics[i].tip.id, 0x11 * (int)(i + 1), sizeof(d->topics[i].tip.id));
		d->verdicts[i] = (struct verdict){.batch = BATCH_FIRST,
		    .own = BATCH_FIRST,
		    .clause = CLAUSE_WINDOW,
		    .could_go = DAY_NONE,
		    .reason = mem_dup("soaked"),
		    .own_reason = mem_dup("soaked")};
	}
	strings_add(&d->topics[1].contains, "a");
	strings_add(&d->topics[2].aliases, "alias");
}

static void end(struct desk *d)
{
	verdicts_release(d->verdicts, TOPICS);
	strings_release(&d->topics[1].contains);
	strings_release(&d->topics[2].aliases);
	bumps_release(&d->bumps);
}

static void apply(struct desk *d)
{
	bumps_apply(&d->bumps, d->topics, TOPICS, &d->cycle, &d->rules, d->verdicts);
}

static void set(struct desk *d, const char *version, size_t topic, const char *reason)
{
	bumps_set(&d->bumps, version, &d->topics[topic], d->cycle.as_of, reason);
}

static void writes_and_reads(void **state)
{
	struct desk d;
	struct bumps again;
	struct buf text = BUF_INIT, second = BUF_INIT;

	(void)state;
	start(&d);
	set(&d, "v5.18", 0, "a back\\slash");
	set(&d, "v5.17", 1, "two");
	set(&d, "v5.18", 0, "another");
	assert_int_equal(d.bumps.n, 2);
	set(&d, "v5\t18", 2, "C:\\new");
	bumps_write(&text, &d.bumps);
	assert_non_null(strstr(text.s, "v5.18\ta\t" TIP "\t2022-03-22\tanother\n"));
	assert_null(bumps_parse(&again, text.s));
	assert_int_equal(again.n, 3);
	assert_string_equal(again.v[2].version, "v5\t18");
	assert_string_equal(again.v[2].reason, "C:\\new");
	assert_memory_equal(again.v[0].tip.id, d.bumps.v[0].tip.id, sizeof(again.v[0].tip.id));
	bumps_write(&second, &again);
	assert_string_equal(text.s, second.s);
	bumps_remove(&again, 1);
	assert_string_equal(again.v[1].version, "v5\t18");
	bumps_release(&again);
	buf_release(&text);
	buf_release(&second);
	end(&d);
}

static void refuses_garbage(void **state)
{
	static const char *const lines[] = {
	    "x",
	    "v1\ta\t" TIP "\t2022-03-22",
	    "v1\ta\t" TIP "\t2022-03-22\twhy\tmore",
	    "v1\ta\t" TIP "\t2022-03-22\t",
	    "v1\ta\t" TIP "\t2022-03-22\t \\n ",
	    "v1\ta\t" TIP "1\t2022-03-22\twhy",
	    "v1\ta\tG111111111111111111111111111111111111111\t2022-03-22\twhy",
	    "v1\ta\t" TIP "\t2022-02-30\twhy",
	    "\ta\t" TIP "\t2022-03-22\twhy",
	    "v1\t\t" TIP "\t2022-03-22\twhy",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		char *text = mem_format("\n%s\n", lines[i]);
		struct bumps bumps;
		struct error *err = bumps_parse(&bumps, text);

		if (!err)
			fail_msg("taken: %s", lines[i]);
		assert_string_equal(err->message, "line 2 is no record of a bumped topic");
		assert_int_equal(bumps.n, 0);
		error_free(err);
		free(text);
	}
}

static void reasons_are_one_line(void **state)
{
	char *reason = bump_reason(" two\n\tlines\x1b[0m \x7f ");

	(void)state;
	assert_string_equal(reason, "two lines [0m");
	free(reason);
	assert_null(bump_reason(" \n\t"));
	assert_null(bump_reason(""));
}

static void holds_it_and_what_contains_it(void **state)
{
	struct desk d;

	(void)state;
	start(&d);
	set(&d, "v5.18", 0, "not ready");
	apply(&d);
	assert_int_equal(d.verdicts[0].batch, BATCH_HOLD);
	assert_int_equal(d.verdicts[0].clause, CLAUSE_BUMPED);
	assert_string_equal(
	    d.verdicts[0].reason, "bumped to the next window: not ready; by itself first: soaked");
	assert_string_equal(d.verdicts[0].override, "not ready");
	assert_string_equal(d.verdicts[0].reasons.v[0], "Bumped from v5.18 on 2022-03-22: not ready.");
	assert_int_equal(d.verdicts[1].batch, BATCH_HOLD);
	assert_int_equal(d.verdicts[2].batch, BATCH_FIRST);
	end(&d);
}

static void tells_where_it_comes_from(void **state)
{
	struct desk d;

	(void)state;
	start(&d);
	set(&d, "v5.16", 2, "one");
	set(&d, "v5.17", 2, "two");
	apply(&d);
	assert_int_equal(d.verdicts[2].batch, BATCH_FIRST);
	assert_int_equal(d.verdicts[2].clause, CLAUSE_WINDOW);
	assert_string_equal(d.verdicts[2].reason, "soaked; bumped from v5.16: one; bumped from v5.17: two");
	assert_null(d.verdicts[2].override);
	end(&d);
}

static void records_that_do_not_count(void **state)
{
	struct strings holds = STRINGS_INIT;

	(void)state;
	strings_add(&holds, "a");
	for (int i = 0; i < 4; i++) {
		struct desk d;

		start(&d);
		set(&d, "v5.18", 0, "not ready");
		if (i == 0)
			d.bumps.v[0].done = true;
		if (i == 1)
			d.bumps.v[0].day++;
		if (i == 2)
			d.verdicts[0].clause = CLAUSE_GONE;
		if (i == 3)
			d.rules.second = (struct tagged_batch){"for-linus-5.18-2", &holds};
		apply(&d);
		assert_int_equal(d.verdicts[0].batch, BATCH_FIRST);
		assert_string_equal(d.verdicts[0].reason, "soaked");
		assert_int_equal(d.verdicts[0].reasons.n, 0);
		end(&d);
	}
	strings_release(&holds);
}

static void knows_topics_by_other_names(void **state)
{
	struct desk d;

	(void)state;
	start(&d);
	set(&d, "v5.18", 2, "why");
	assert_true(bump_is_of(&d.bumps.v[0], &d.topics[2]));
	assert_false(bump_is_of(&d.bumps.v[0], &d.topics[1]));
	d.topics[2].name = (char *)"renamed";
	assert_true(bump_is_of(&d.bumps.v[0], &d.topics[2]));
	d.topics[2].tip.id[0]++;
	assert_false(bump_is_of(&d.bumps.v[0], &d.topics[2]));
	free(d.bumps.v[0].topic);
	d.bumps.v[0].topic = mem_dup("alias");
	assert_ptr_equal(bumps_find(&d.bumps, "v5.18", &d.topics[2]), &d.bumps.v[0]);
	assert_null(bumps_find(&d.bumps, "v5.19", &d.topics[2]));
	end(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_and_reads),
	    cmocka_unit_test(refuses_garbage),
	    cmocka_unit_test(reasons_are_one_line),
	    cmocka_unit_test(holds_it_and_what_contains_it),
	    cmocka_unit_test(tells_where_it_comes_from),
	    cmocka_unit_test(records_that_do_not_count),
	    cmocka_unit_test(knows_topics_by_other_names),
	};

	return cmocka_run_group_tests_name("bumped", tests, NULL, NULL);
}
