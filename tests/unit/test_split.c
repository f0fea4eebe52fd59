/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/ancestry.h"
#include "plan/split.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/*
 * The window of 5.18: v5.17 came out on Sunday 20 Mar 2022, nine weeks and two days after v5.16. Facts are
 * built by hand; a topic is by default one of ten commits that have soaked, neither risky nor tested.
 */
static struct release releases[] = {
    {.name = (char *)"v5.15", .version = (char *)"5.15"},
    {.name = (char *)"v5.16", .version = (char *)"5.16"},
    {.name = (char *)"v5.17", .version = (char *)"5.17"},
};

struct world {
	struct cycle cycle;
	struct split_rules rules;
	struct topic topics[4];
	struct verdict verdicts[4];
	size_t n;
};

static day_t on(int month, int date)
{
	return day_make(2022, month, date);
}

/* as_of: the day; the newest tree is of that day, or of the Friday before a weekend. */
static void start(struct world *w, day_t as_of)
{
	day_t day_0 = on(3, 20);
	bool open = as_of >= day_0;

	memset(w, 0, sizeof(*w));
	releases[0].day = day_make(2021, 10, 31);
	releases[1].day = day_make(2022, 1, 9);
	releases[2].day = day_0;
	w->cycle = (struct cycle){.as_of = as_of,
	    .phase = open ? PHASE_WINDOW : PHASE_RC,
	    .releases = releases,
	    .count = open ? 3 : 2,
	    .opens = day_0,
	    .forecast = !open,
	    .day = open ? as_of - day_0 : 0,
	    .window_days = 14};
	w->rules = (struct split_rules){.batches = 2,
	    .min_releases = 3,
	    .risky_lines = 500,
	    .risky_areas = 4,
	    .tested_share = 30,
	    .second_day = 9,
	    .next_data = true,
	    .next_newest = as_of - (day_weekday(as_of) > 4 ? day_weekday(as_of) - 4 : 0)};
}

static void lines(struct topic *t, long code, long tests)
{
	t->final = (struct ratio){.known = true};
	t->final.lines[CLASS_CODE].added = code;
	t->final.lines[CLASS_TESTS].added = tests;
	t->final.files[CLASS_CODE] = 1;
}

static struct topic *add(struct world *w, const char *name)
{
	static size_t indices[1000];
	struct topic *t = &w->topics[w->n++];

	t->name = (char *)name;
	t->patches = t->judged = 10;
	t->commits.v = indices;
	t->commits.n = 10;
	t->least_releases = 20;
	t->risk.known = true;
	t->risk.existing_lines = 40;
	lines(t, 100, 0);
	return t;
}

static void never(struct topic *t)
{
	t->never = t->judged;
	t->least_releases = 0;
}

static void risk(struct topic *t, long existing, const char *areas, const char *shared)
{
	t->risk.existing_lines = existing;
	strings_split(&t->risk.areas, areas, ' ');
	strings_split(&t->risk.shared, shared, ' ');
}

static void judge(struct world *w)
{
	split_topics(w->topics, w->n, NULL, &w->cycle, &w->rules, w->verdicts);
	if (getenv("SHOW"))
		for (size_t i = 0; i < w->n; i++) {
			printf("# %-8s %d %s\n", batch_name[w->verdicts[i].batch], w->verdicts[i].clause,
			    w->verdicts[i].reason);
			for (size_t k = 0; k < w->verdicts[i].reasons.n; k++)
				printf("#     %s\n", w->verdicts[i].reasons.v[k]);
		}
}

static void end(struct world *w)
{
	verdicts_release(w->verdicts, w->n);
	for (size_t i = 0; i < w->n; i++) {
		strings_release(&w->topics[i].risk.areas);
		strings_release(&w->topics[i].risk.shared);
		strings_release(&w->topics[i].contains);
	}
}

static void assert_verdict(
    const struct world *w, size_t i, enum batch batch, enum clause clause, const char *reason)
{
	const struct verdict *v = &w->verdicts[i];

	if (v->batch != batch || v->clause != clause || strcmp(v->reason, reason))
		fail_msg("%s: %s by clause %d: %s\nnot %s by clause %d: %s", w->topics[i].name,
		    batch_name[v->batch], v->clause, v->reason, batch_name[batch], clause, reason);
}

static void assert_one(struct world *w, enum batch batch, enum clause clause, const char *reason)
{
	judge(w);
	assert_verdict(w, 0, batch, clause, reason);
	end(w);
}

/* ---- the cases of the issue */

static void big_topic_never_in_next(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 22));
	t = add(&w, "avic");
	t->patches = t->judged = t->commits.n = 17;
	never(t);
	risk(t, 1412, "arch/x86 virt/kvm", "");
	lines(t, 1300, 40);
	assert_one(&w, BATCH_HOLD, CLAUSE_HOLD,
	    "17 commits never in linux-next, 1,412 lines of existing code change, 2% of added lines in tests "
	    "and docs "
	    "(30% asked for): clause 5 fails; could go in the window that opens about Sun 29 May");
}

/* The same work in pieces is no better for having come in on day 2. */
static void small_tested_topics_pushed_on_day_2(void **state)
{
	struct world w;

	(void)state;
	start(&w, on(3, 25));
	for (size_t i = 0; i < 3; i++) {
		struct topic *t = add(&w, i == 0 ? "a" : i == 1 ? "b" : "c");

		t->patches = t->judged = t->commits.n = 3;
		t->late = 3;
		t->least_releases = 4;
		lines(t, 100, 100);
	}
	judge(&w);
	for (size_t i = 0; i < 3; i++) {
		assert_verdict(&w, i, BATCH_HOLD, CLAUSE_HOLD,
		    "3 commits in linux-next only since the window opened: clause 5 fails; could go in the "
		    "window "
		    "that opens "
		    "about Sun 29 May");
		assert_int_equal(w.verdicts[i].could_go, on(5, 29));
	}
	end(&w);
}

static void new_driver_unseen_in_the_window(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 21));
	t = add(&w, "driver");
	never(t);
	risk(t, 0, "", "");
	lines(t, 2000, 0);
	judge(&w);
	assert_false(w.verdicts[0].risky);
	assert_verdict(&w, 0, BATCH_HOLD, CLAUSE_HOLD,
	    "10 commits never in linux-next, 0% of added lines in tests and docs (30% asked for): clause 5 "
	    "fails; "
	    "could go in the "
	    "window that opens about Sun 29 May");
	end(&w);
}

static void three_line_fix_under_mm(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 22));
	t = add(&w, "mm-fix");
	t->patches = t->judged = t->commits.n = t->fixes = 1;
	never(t);
	risk(t, 3, "mm/slub.c", "mm/");
	judge(&w);
	assert_true(w.verdicts[0].risky);
	assert_verdict(&w, 0, BATCH_FIXES, CLAUSE_FIXES,
	    "its one commit is a fix; risky: shared code changes under mm/");
	assert_true(
	    strings_has(&w.verdicts[0].reasons, "Warning, risky for a fix: shared code changes under mm/."));
	assert_true(strings_has(
	    &w.verdicts[0].reasons, "In the window fixes ride with the next batch to be sent, the first."));
	end(&w);
}

static void fixes_ride_with_the_next_batch(void **state)
{
	static const struct {
		int date, batches;
		bool first, second;
		enum batch with;
		const char *sentence;
	} cases[] = {
	    {16, 2, false, false, BATCH_FIXES, "Fixes are sent alone, for the release under way."},
	    {22, 2, false, false, BATCH_FIRST,
		"In the window fixes ride with the next batch to be sent, the first."},
	    {22, 2, true, false, BATCH_SECOND,
		"In the window fixes ride with the next batch to be sent, the second."},
	    {22, 2, true, true, BATCH_FIXES,
		"The window's last batch is tagged already: fixes are sent alone."},
	    {22, 1, true, false, BATCH_FIXES,
		"The window's last batch is tagged already: fixes are sent alone."},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct world w;
		struct topic *t;

		start(&w, on(3, cases[i].date));
		w.rules.batches = cases[i].batches;
		w.rules.first_tagged = cases[i].first;
		w.rules.second_tagged = cases[i].second;
		t = add(&w, "fix");
		t->fixes = t->patches;
		judge(&w);
		assert_int_equal(split_fixes_ride(&w.cycle, &w.rules), cases[i].with);
		assert_true(strings_has(&w.verdicts[0].reasons, cases[i].sentence));
		end(&w);
	}
}

/* No fix, and not soaked: three lines are enough to be risky there. */
static void three_lines_under_mm(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 16));
	t = add(&w, "mm");
	t->patches = t->judged = t->commits.n = 1;
	t->least_releases = 0;
	t->never = 1;
	risk(t, 3, "mm/slub.c", "mm/");
	lines(t, 3, 3);
	judge(&w);
	assert_verdict(&w, 0, BATCH_HOLD, CLAUSE_HOLD,
	    "1 commit never in linux-next, 2 releases possible until Sun 20 Mar (3 asked for), shared code "
	    "changes under mm/"
	    ": clause 5 fails; could go on Mon 21 Mar if linux-next has it at once");
	end(&w);
}

static void treewide_rename_soaked(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 21));
	t = add(&w, "rename");
	t->patches = t->judged = t->commits.n = 1;
	risk(t, 9000, "arch/x86 arch/arm64 fs/ext4 net/core mm/slub.c", "mm/");
	judge(&w);
	assert_true(w.verdicts[0].risky);
	assert_verdict(&w, 0, BATCH_FIRST, CLAUSE_WINDOW, "soaked: 20 releases");
	assert_true(
	    strings_has(&w.verdicts[0].reasons, "Risky: 9,000 lines of existing code change; existing code "
						"changes in 5 areas; shared code changes under mm/."));
	end(&w);
}

static void rebased_yesterday(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 21));
	t = add(&w, "rebased");
	t->rebased = 10;
	t->least_releases = 25;
	assert_one(&w, BATCH_FIRST, CLAUSE_WINDOW, "soaked: 25 releases or more, under other ids");
}

/* The patch changed: its clock starts anew, however long its older version was there. */
static void changed_yesterday(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 21));
	t = add(&w, "changed");
	t->modified = 5;
	t->least_releases = 0;
	lines(t, 100, 50);
	assert_one(&w, BATCH_HOLD, CLAUSE_HOLD,
	    "5 of 10 commits changed since last in linux-next: clause 5 fails; could go in the window that "
	    "opens "
	    "about Sun 29 May");
}

static void next_silent_for_two_weeks(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 17));
	w.rules.next_newest = on(3, 3);
	w.rules.next_silent = 10;
	add(&w, "soaked");
	t = add(&w, "young");
	t->least_releases = 2;
	lines(t, 100, 100);
	never(add(&w, "new"));
	judge(&w);
	assert_verdict(
	    &w, 0, BATCH_FIRST, CLAUSE_BEFORE, "soaked: 20 releases or more; next silent since 2022-03-03");
	assert_verdict(&w, 1, BATCH_HOLD, CLAUSE_HOLD,
	    "2 releases so far (3 asked for): clause 5 fails; next silent since 2022-03-03; could go once "
	    "linux-next is back and has "
	    "it in 1 more release");
	assert_int_equal(w.verdicts[1].could_go, DAY_NONE);
	assert_int_equal(w.verdicts[2].batch, BATCH_HOLD);
	assert_non_null(strstr(w.verdicts[2].reason, "10 commits never in linux-next"));
	end(&w);
	/* Three weekdays are no silence: Monday to Thursday. */
	start(&w, on(3, 17));
	w.rules.next_newest = on(3, 14);
	w.rules.next_silent = 3;
	t = add(&w, "young");
	t->least_releases = 2;
	assert_one(&w, BATCH_FIRST, CLAUSE_BEFORE,
	    "2 releases so far, 4 releases possible until Sun 20 Mar (3 asked for)");
}

/* Thursday, the newest tree is Monday's: what did not come on Tuesday and Wednesday comes no more. */
static void weekdays_that_passed_without_a_tree(void **state)
{
	struct world w;

	(void)state;
	start(&w, on(3, 17));
	w.rules.next_newest = on(3, 14);
	w.rules.next_silent = 3;
	never(add(&w, "new"));
	judge(&w);
	assert_verdict(&w, 0, BATCH_HOLD, CLAUSE_HOLD,
	    "10 commits never in linux-next, 2 releases possible until Sun 20 Mar (3 asked for), 0% of added "
	    "lines in tests and docs (30% asked for): clause 5 fails; could go on Mon 21 Mar if linux-next "
	    "has "
	    "it at once");
	end(&w);
	/* Today's tree is there already: only tomorrow's can still come. */
	start(&w, on(3, 17));
	never(add(&w, "new"));
	judge(&w);
	assert_int_equal(w.verdicts[0].batch, BATCH_HOLD);
	assert_non_null(strstr(w.verdicts[0].reason, "1 release possible until Sun 20 Mar"));
	assert_int_equal(w.verdicts[0].could_go, on(3, 22));
	end(&w);
}

static void topic_within_a_topic(void **state)
{
	struct world w;
	struct topic *t;
	size_t order[4];

	(void)state;
	start(&w, on(3, 22));
	t = add(&w, "outer");
	strings_add(&t->contains, "inner");
	strings_add(&t->contains, "fixes");
	never(add(&w, "inner"));
	t = add(&w, "fixes");
	t->fixes = 10;
	t = add(&w, "other");
	strings_add(&t->contains, "fixes");
	judge(&w);
	/* Held up by what it contains; contained fixes hold nothing up. */
	assert_int_equal(w.verdicts[0].batch, BATCH_HOLD);
	assert_int_equal(w.verdicts[0].own, BATCH_FIRST);
	assert_string_equal(w.verdicts[0].reason,
	    "contains inner, which is hold; by itself first: soaked: 20 releases or more");
	assert_int_equal(w.verdicts[0].could_go, w.verdicts[1].could_go);
	assert_int_equal(w.verdicts[2].batch, BATCH_FIXES);
	assert_verdict(&w, 3, BATCH_FIRST, CLAUSE_WINDOW, "soaked: 20 releases or more");
	split_order(w.topics, w.verdicts, w.n, order);
	assert_int_equal(order[0], 3);
	assert_int_equal(order[1], 2);
	assert_int_equal(
	    order[2], 1); /* inner before outer, although both are hold and "inner" has more to fear */
	assert_int_equal(order[3], 0);
	end(&w);
}

static void held_up_through_two_levels(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 22));
	strings_add(&add(&w, "a")->contains, "b");
	strings_add(&add(&w, "b")->contains, "c");
	t = add(&w, "c");
	t->least_releases = 2;
	lines(t, 100, 100);
	judge(&w);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(w.verdicts[i].batch, BATCH_SECOND);
	end(&w);
}

static void fixes_kept_out_of_next(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 10));
	t = add(&w, "fixes");
	t->patches = t->judged = t->fixes = t->commits.n = 3;
	never(t);
	judge(&w);
	assert_verdict(&w, 0, BATCH_FIXES, CLAUSE_FIXES, "all 3 commits are fixes");
	assert_true(strings_has(&w.verdicts[0].reasons, "Fixes are sent alone, for the release under way."));
	end(&w);
}

/* Thursday 10 Mar, the newest tree is of that day: Fri 11 and Mon 14 to Fri 18 are six releases more. */
static void rc_phase(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 10));
	t = add(&w, "new");
	never(t);
	risk(t, 5000, "", "");
	assert_one(&w, BATCH_FIRST, CLAUSE_BEFORE,
	    "0 releases so far, 6 releases possible until Sun 20 Mar (3 asked for)");
}

/* A tree dated day 0 is still before the window. */
static void rc_phase_counts_day_0(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 16));
	w.cycle.opens = on(3, 21); /* a Monday: Thu 17, Fri 18, Mon 21 */
	t = add(&w, "new");
	never(t);
	assert_one(&w, BATCH_FIRST, CLAUSE_BEFORE,
	    "0 releases so far, 3 releases possible until Mon 21 Mar (3 asked for)");
	start(&w, on(3, 17));
	w.cycle.opens = on(3, 21);
	never(add(&w, "new"));
	judge(&w);
	assert_int_equal(w.verdicts[0].batch, BATCH_HOLD);
	assert_int_equal(w.verdicts[0].could_go, on(3, 22));
	end(&w);
}

/* Too late for the first batch, yet it can still be seen before the window, is tested, and soaks in time for
 * the second. */
static void rc_phase_second(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 17));
	t = add(&w, "tested");
	never(t);
	lines(t, 70, 30);
	assert_one(&w, BATCH_SECOND, CLAUSE_TESTED,
	    "not risky, 30% of added lines in tests and docs; 8 releases possible until Tue 29 Mar (3 asked "
	    "for)");
	/* On the Saturday no release is to come before the window. */
	start(&w, on(3, 19));
	t = add(&w, "tested");
	never(t);
	lines(t, 70, 30);
	judge(&w);
	assert_int_equal(w.verdicts[0].batch, BATCH_HOLD);
	assert_non_null(strstr(w.verdicts[0].reason, "10 commits never in linux-next"));
	assert_non_null(
	    strstr(w.verdicts[0].reason, "could go in the window after this one, about Sun 29 May"));
	end(&w);
}

static void one_batch(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 21));
	w.rules.batches = 1;
	t = add(&w, "tested");
	t->least_releases = 2;
	lines(t, 100, 100);
	/* Monday's tree was its second; with Tuesday's it has soaked. */
	judge(&w);
	assert_verdict(&w, 0, BATCH_HOLD, CLAUSE_HOLD,
	    "2 releases so far (3 asked for), there is no second batch (pullprep.batches is 1): clause 5 "
	    "fails; "
	    "could go on Tue 22 Mar");
	assert_int_equal(w.verdicts[0].could_go, on(3, 22));
	end(&w);
	start(&w, on(3, 21));
	w.rules.batches = 1;
	w.rules.first_tagged = true;
	w.rules.first_tag = "for-linus-5.18";
	add(&w, "soaked");
	assert_one(&w, BATCH_HOLD, CLAUSE_HOLD,
	    "for-linus-5.18, the only batch, is tagged already, there is no second batch (pullprep.batches "
	    "is 1), 0% of "
	    "added lines in tests and docs (30% asked for): clause 4 fails; could go in the window that "
	    "opens "
	    "about Sun 29 May");
}

/* ---- each clause at its edges */

static void gone(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(4, 2));
	t = add(&w, "merged");
	t->commits.n = t->patches = t->judged = 0;
	t->merged_as = (char *)"1a2b3c4d5e6f";
	t->merged_on = on(3, 23);
	assert_one(&w, BATCH_DROP, CLAUSE_GONE, "mainline has all of it: merge 1a2b3c4d5e6f of 2022-03-23");
}

static void merges_alone(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 22));
	t = add(&w, "join");
	t->commits.n = 1;
	t->patches = t->judged = 0;
	t->final = (struct ratio){.known = true};
	strings_add(&t->contains, "young");
	t = add(&w, "young");
	t->least_releases = 2;
	lines(t, 1, 1);
	t = add(&w, "back-merge");
	t->commits.n = 1;
	t->patches = t->judged = 0;
	t->final = (struct ratio){.known = true};
	judge(&w);
	/* A merge of topics goes where they go; one that brings nothing has nothing to send. */
	assert_int_equal(w.verdicts[0].batch, BATCH_SECOND);
	assert_verdict(&w, 2, BATCH_DROP, CLAUSE_GONE, "only merges are left, and they change nothing");
	end(&w);
}

static void soaked_in_the_window(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 22));
	t = add(&w, "edge");
	t->least_releases = 3;
	assert_one(&w, BATCH_FIRST, CLAUSE_WINDOW, "soaked: 3 releases or more");
	/* Three releases of which the first came after day 0 are none. */
	start(&w, on(3, 25));
	t = add(&w, "late");
	t->least_releases = 3;
	t->late = 1;
	judge(&w);
	assert_int_equal(w.verdicts[0].batch, BATCH_HOLD);
	end(&w);
}

static void first_batch_is_tagged(void **state)
{
	struct world w;
	struct strings holds = STRINGS_INIT;

	(void)state;
	strings_add(&holds, "sent");
	start(&w, on(3, 24));
	w.rules.first_tagged = true;
	w.rules.first_tag = "for-linus-5.18-1";
	w.rules.first_holds = &holds;
	add(&w, "next");
	never(add(&w, "sent"));
	judge(&w);
	assert_verdict(&w, 0, BATCH_SECOND, CLAUSE_WINDOW,
	    "soaked: 20 releases or more; for-linus-5.18-1, the first batch, is tagged already");
	assert_verdict(&w, 1, BATCH_FIRST, CLAUSE_WINDOW, "in for-linus-5.18-1 already");
	end(&w);
	/* The other batches' tags hold what they hold as well; what a tag of fixes holds is still fixes. */
	start(&w, on(3, 24));
	w.rules.first_tagged = w.rules.second_tagged = true;
	w.rules.first_tag = "for-linus-5.18-1";
	w.rules.second = (struct tagged_batch){"for-linus-5.18-2", &holds};
	never(add(&w, "sent"));
	assert_one(&w, BATCH_SECOND, CLAUSE_WINDOW, "in for-linus-5.18-2 already");
	/* When both are sent, nothing else goes in this window, soaked or not. */
	start(&w, on(3, 24));
	w.rules.first_tagged = w.rules.second_tagged = true;
	w.rules.first_tag = "for-linus-5.18-1";
	w.rules.second = (struct tagged_batch){"for-linus-5.18-2", &holds};
	add(&w, "next");
	never(add(&w, "late"));
	judge(&w);
	assert_verdict(&w, 0, BATCH_HOLD, CLAUSE_HOLD,
	    "for-linus-5.18-2, the last batch, is tagged already, 0% of added lines in tests and docs (30% "
	    "asked for): clause 4 fails; could go in the window that opens about Sun 29 May");
	assert_verdict(&w, 1, BATCH_HOLD, CLAUSE_HOLD,
	    "10 commits never in linux-next, for-linus-5.18-2, the last batch, is tagged already, 0% of "
	    "added "
	    "lines in tests and docs (30% asked for): clause 5 fails; could go in the window that opens "
	    "about "
	    "Sun 29 May");
	end(&w);
	start(&w, on(3, 16));
	w.rules.fixes = (struct tagged_batch){"for-linus-5.17-rc8-fixes", &holds};
	{
		struct topic *t = add(&w, "sent");

		t->fixes = t->patches = t->judged = t->commits.n = 1;
	}
	assert_one(
	    &w, BATCH_FIXES, CLAUSE_FIXES, "its one commit is a fix; in for-linus-5.17-rc8-fixes already");
	strings_release(&holds);
}

static void foreign_commits(void **state)
{
	struct world w;

	(void)state;
	start(&w, on(3, 24));
	add(&w, "shared")->foreign = (char *)"vfio/for-next";
	assert_one(
	    &w, BATCH_SECOND, CLAUSE_WINDOW, "soaked: 20 releases or more; after vfio/for-next is pulled");
}

/* Clause 5, one condition after the other. */
static void each_condition_of_clause_5(void **state)
{
	static const struct {
		long existing;
		const char *areas, *shared;
		long code, tests;
		const char *dormant;
		int releases;
		size_t late;
		enum batch batch;
	} cases[] = {
	    {499, "a b c", "", 70, 30, NULL, 2, 0, BATCH_SECOND},
	    {500, "", "", 70, 30, NULL, 2, 0, BATCH_HOLD},
	    {0, "a b c d", "", 70, 30, NULL, 2, 0, BATCH_HOLD},
	    {0, "", "lib/", 70, 30, NULL, 2, 0, BATCH_HOLD},
	    {0, "", "", 71, 29, NULL, 2, 0, BATCH_HOLD},
	    {0, "", "", 100, 0, "no VMM calls it", 2, 0, BATCH_SECOND},
	    {0, "", "", 0, 0, NULL, 2, 0, BATCH_HOLD},
	    {0, "", "", 70, 30, NULL, 2, 1, BATCH_HOLD},
	    {500, "", "", 100, 0, "no VMM calls it", 2, 0, BATCH_HOLD},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct world w;
		struct topic *t;

		start(&w, on(3, 22));
		t = add(&w, "case");
		risk(t, cases[i].existing, cases[i].areas, cases[i].shared);
		lines(t, cases[i].code, cases[i].tests);
		t->dormant = (char *)cases[i].dormant;
		t->least_releases = cases[i].releases;
		t->late = cases[i].late;
		judge(&w);
		if (w.verdicts[0].batch != cases[i].batch)
			fail_msg(
			    "case %zu: %s: %s", i, batch_name[w.verdicts[0].batch], w.verdicts[0].reason);
		end(&w);
	}
}

/* A test elsewhere is as good as the share of lines, which it leaves as it is; all else still counts. */
static void tests_elsewhere(void **state)
{
	static const struct {
		long existing, tests;
		size_t elsewhere, late;
		enum batch batch;
		const char *reason;
	} cases[] = {
	    {0, 0, 1, 0, BATCH_SECOND,
		"not risky, 0% of added lines in tests and docs + 1 test in kvm-unit-tests; "},
	    {0, 100, 2, 0, BATCH_SECOND,
		"not risky, 50% of added lines in tests and docs + 2 tests in kvm-unit-tests; "},
	    {0, 0, 0, 0, BATCH_HOLD, "0% of added lines in tests and docs (30% asked for)"},
	    {500, 0, 1, 0, BATCH_HOLD, "500 lines of existing code change: clause 5 fails"},
	    {0, 0, 1, 1, BATCH_HOLD,
		"1 of 10 commits in linux-next only since the window opened: clause 5 fails"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct world w;
		struct topic *t;

		start(&w, on(3, 22));
		t = add(&w, "case");
		risk(t, cases[i].existing, "", "");
		lines(t, 100, cases[i].tests);
		t->least_releases = 2;
		t->late = cases[i].late;
		for (size_t k = 0; k < cases[i].elsewhere; k++)
			elsewhere_add(&t->elsewhere, "kvm-unit-tests", "0123456789abcdef", "x86: test it");
		judge(&w);
		if (w.verdicts[0].batch != cases[i].batch || !strstr(w.verdicts[0].reason, cases[i].reason))
			fail_msg(
			    "case %zu: %s: %s", i, batch_name[w.verdicts[0].batch], w.verdicts[0].reason);
		elsewhere_release(&t->elsewhere);
		end(&w);
	}
}

static void the_second_batch_is_past(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 30));
	t = add(&w, "late");
	t->least_releases = 2;
	lines(t, 100, 100);
	judge(&w);
	assert_int_equal(w.verdicts[0].batch, BATCH_HOLD);
	assert_non_null(strstr(w.verdicts[0].reason, "the second batch's day, Tue 29 Mar, is past"));
	assert_int_equal(w.verdicts[0].could_go, on(5, 29));
	end(&w);
	/* On that very day Tuesday's tree can still come. */
	start(&w, on(3, 29));
	w.rules.next_newest = on(3, 28);
	t = add(&w, "just");
	t->least_releases = 2;
	lines(t, 100, 100);
	judge(&w);
	assert_int_equal(w.verdicts[0].batch, BATCH_SECOND);
	end(&w);
}

static void no_linux_next_data(void **state)
{
	struct world w;

	(void)state;
	start(&w, on(3, 10));
	w.rules.next_data = false;
	w.rules.next_newest = DAY_NONE;
	w.rules.next_silent = -1;
	add(&w, "topic")->unknown = 10;
	add(&w, "fixes")->fixes = 10;
	judge(&w);
	assert_verdict(&w, 0, BATCH_FIRST, CLAUSE_NO_DATA, "before the window; no linux-next data");
	assert_verdict(&w, 1, BATCH_FIXES, CLAUSE_FIXES, "all 10 commits are fixes; no linux-next data");
	end(&w);
	start(&w, on(3, 22));
	w.rules.next_data = false;
	w.rules.next_newest = DAY_NONE;
	w.rules.next_silent = -1;
	add(&w, "plain")->unknown = 10;
	add(&w, "tested")->unknown = 10;
	lines(&w.topics[1], 50, 50);
	add(&w, "gone")->commits.n = 0;
	judge(&w);
	assert_verdict(&w, 0, BATCH_HOLD, CLAUSE_NO_DATA,
	    "0% of added lines in tests and docs (30% asked for): clause 5 fails; could go in the window "
	    "that "
	    "opens about Sun 29 "
	    "May; no linux-next data");
	assert_verdict(&w, 1, BATCH_SECOND, CLAUSE_NO_DATA,
	    "not risky, 50% of added lines in tests and docs; no linux-next data");
	assert_verdict(&w, 2, BATCH_DROP, CLAUSE_GONE, "mainline has all of it; no linux-next data");
	end(&w);
}

static void objects_are_missing(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 22));
	t = add(&w, "partial");
	t->unknown = 1;
	t->risk.known = false;
	t->final.known = false;
	judge(&w);
	assert_true(w.verdicts[0].risky);
	assert_verdict(&w, 0, BATCH_HOLD, CLAUSE_HOLD,
	    "1 of 10 commits of unknown soak, its risk is not known, since objects are missing, its tests "
	    "and docs are not known, "
	    "since objects are missing: clause 5 fails; could go once its soak is known");
	end(&w);
}

static void no_releases_known(void **state)
{
	struct world w;
	struct topic *t;

	(void)state;
	start(&w, on(3, 22));
	w.cycle.phase = PHASE_UNKNOWN;
	w.cycle.opens = DAY_NONE;
	w.cycle.count = 0;
	add(&w, "soaked");
	t = add(&w, "young");
	t->least_releases = 1;
	judge(&w);
	assert_verdict(&w, 0, BATCH_FIRST, CLAUSE_BEFORE, "soaked: 20 releases or more");
	assert_int_equal(w.verdicts[1].batch, BATCH_HOLD);
	assert_int_equal(w.verdicts[1].could_go, on(3, 24));
	end(&w);
}

/*
 * A hold that names a day within the window keeps its word: with a release on each weekday until then, each
 * sighting the topic, the topic goes on that day and not before.
 */
static void hold_keeps_its_word(void **state)
{
	(void)state;
	for (day_t as_of = on(3, 14); as_of <= on(3, 30); as_of++)
		for (int releases_seen = 0; releases_seen < 3; releases_seen++) {
			struct world w;
			struct topic *t;
			day_t could_go;

			start(&w, as_of);
			t = add(&w, "topic");
			if (!releases_seen)
				never(t);
			t->least_releases = releases_seen;
			judge(&w);
			could_go = w.verdicts[0].could_go;
			assert_int_equal(w.verdicts[0].batch == BATCH_HOLD, could_go != DAY_NONE);
			end(&w);
			if (could_go == DAY_NONE || could_go > on(3, 29))
				continue;
			for (day_t day = as_of; day <= could_go; day++) {
				int seen = releases_seen + day_weekdays(as_of + 1, day);

				start(&w, day);
				t = add(&w, "topic");
				if (!seen)
					never(t);
				t->least_releases = seen;
				judge(&w);
				assert_int_equal(
				    w.verdicts[0].batch, day < could_go ? BATCH_HOLD : BATCH_FIRST);
				end(&w);
			}
		}
}

static void riskiest_first(void **state)
{
	struct world w;
	size_t order[4];

	(void)state;
	start(&w, on(3, 22));
	risk(add(&w, "small"), 10, "", "");
	risk(add(&w, "medium"), 400, "", "");
	risk(add(&w, "shared"), 3, "", "mm/");
	risk(add(&w, "large"), 2000, "", "");
	strings_add(&w.topics[3].contains, "small");
	judge(&w);
	split_order(w.topics, w.verdicts, w.n, order);
	assert_int_equal(order[0], 0); /* small, since large contains it */
	assert_int_equal(order[1], 3);
	assert_int_equal(order[2], 2);
	assert_int_equal(order[3], 1);
	end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(big_topic_never_in_next),
	    cmocka_unit_test(small_tested_topics_pushed_on_day_2),
	    cmocka_unit_test(new_driver_unseen_in_the_window),
	    cmocka_unit_test(three_line_fix_under_mm),
	    cmocka_unit_test(fixes_ride_with_the_next_batch),
	    cmocka_unit_test(three_lines_under_mm),
	    cmocka_unit_test(treewide_rename_soaked),
	    cmocka_unit_test(rebased_yesterday),
	    cmocka_unit_test(changed_yesterday),
	    cmocka_unit_test(next_silent_for_two_weeks),
	    cmocka_unit_test(weekdays_that_passed_without_a_tree),
	    cmocka_unit_test(topic_within_a_topic),
	    cmocka_unit_test(held_up_through_two_levels),
	    cmocka_unit_test(fixes_kept_out_of_next),
	    cmocka_unit_test(rc_phase),
	    cmocka_unit_test(rc_phase_counts_day_0),
	    cmocka_unit_test(rc_phase_second),
	    cmocka_unit_test(one_batch),
	    cmocka_unit_test(gone),
	    cmocka_unit_test(merges_alone),
	    cmocka_unit_test(soaked_in_the_window),
	    cmocka_unit_test(first_batch_is_tagged),
	    cmocka_unit_test(foreign_commits),
	    cmocka_unit_test(each_condition_of_clause_5),
	    cmocka_unit_test(tests_elsewhere),
	    cmocka_unit_test(the_second_batch_is_past),
	    cmocka_unit_test(no_linux_next_data),
	    cmocka_unit_test(objects_are_missing),
	    cmocka_unit_test(no_releases_known),
	    cmocka_unit_test(hold_keeps_its_word),
	    cmocka_unit_test(riskiest_first),
	};

	return cmocka_run_group_tests_name("split", tests, NULL, NULL);
}
