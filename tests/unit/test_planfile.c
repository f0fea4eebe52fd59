/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/ancestry.h"
#include "plan/override.h"
#include "plan/plancheck.h"
#include "plan/planwrite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { TOPICS = 3 };

/* Three topics, b contains a; all judged first. */
struct desk {
	struct project project;
	struct survey survey;
	struct verdict verdicts[TOPICS];
	size_t order[TOPICS];
	struct buf text;
};

static void start(struct desk *d)
{
	static const char *const names[TOPICS] = {"kvm/a", "kvm/b", "kvm/long-name#3"};
	static size_t indices[TOPICS];

	memset(d, 0, sizeof(*d));
	d->text = (struct buf)BUF_INIT;
	d->survey.project = &d->project;
	d->project.cycle = (struct cycle){.as_of = day_make(2022, 3, 22),
	    .phase = PHASE_WINDOW,
	    .opens = day_make(2022, 3, 20),
	    .day = 2,
	    .version = (char *)"5.18",
	    .release_prefix = (char *)"v"};
	for (size_t i = 0; i < TOPICS; i++) {
		struct topic t = {.name = (char *)names[i], .patches = 2};

		t.commits.v = indices;
		t.commits.n = 2;
		t.final.known = true;
		t.final.lines[CLASS_CODE].added = 3;
		t.final.lines[CLASS_DOCS].added = 1;
		memset(t.tip.id, 0x11 * (int)(i + 1), sizeof(t.tip.id));
		array_push(&d->survey.topics, t);
		d->verdicts[i] = (struct verdict){.batch = BATCH_FIRST,
		    .own = BATCH_FIRST,
		    .clause = CLAUSE_WINDOW,
		    .could_go = DAY_NONE,
		    .reason = mem_dup("soaked"),
		    .own_reason = mem_dup("soaked")};
		d->order[i] = i;
	}
	strings_add(&d->survey.topics.v[1].contains, "kvm/a");
	strings_add(&d->survey.topics.v[2].aliases, "alias");
}

static void end(struct desk *d)
{
	verdicts_release(d->verdicts, TOPICS);
	strings_release(&d->survey.topics.v[1].contains);
	strings_release(&d->survey.topics.v[2].aliases);
	array_release(&d->survey.topics);
	buf_release(&d->text);
}

static void parse(struct planfile *plan, const char *text)
{
	struct error *err = planfile_parse(plan, text);

	if (err)
		fail_msg("%s", err->message);
}

static void writes_and_reads(void **state)
{
	struct desk d;
	struct planfile plan;

	(void)state;
	start(&d);
	d.verdicts[2].batch = BATCH_HOLD;
	planfile_write(&d.text, &d.survey, d.verdicts, d.order, "v5.17-rc4", NULL);
	assert_non_null(
	    strstr(d.text.s, ": plan for v5.18\n# base: v5.17-rc4\n# window: open since 2022-03-20, day 2\n"
			     "# as of: 2022-03-22\n"));
	assert_non_null(strstr(d.text.s,
	    "\n\nfirst   kvm/a            111111111111  # first: 2 commits, 25% tests and docs; soaked\n"
	    "first   kvm/b            222222222222  # first: 2 commits, 25% tests and docs; soaked\n\n"
	    "hold    kvm/long-name#3  333333333333  # hold: 2 commits, 25% tests and docs; soaked\n"));
	parse(&plan, d.text.s);
	assert_int_equal(plan.n, 3);
	assert_int_equal(plan.below.n, 0);
	assert_int_equal(plan.v[2].batch, BATCH_HOLD);
	assert_string_equal(plan.v[2].topic, "kvm/long-name#3");
	assert_string_equal(plan.v[2].tip, "333333333333");
	assert_int_equal(plan.v[0].above.n, 0);
	assert_false(plan_line_chosen(&plan.v[0]));
	assert_null(planfile_check(&plan, d.survey.topics.v, TOPICS));
	planfile_release(&plan);
	end(&d);
}

static void refuses_garbage(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
	    {"frist a 111111111111\n", "line 1: 'frist' is no batch"},
	    {"\n# x\nfirst\n", "line 3: the topic is missing"},
	    {"first # a 111111111111\n", "line 1: the topic is missing"},
	    {"first a\n", "line 1: the tip is missing"},
	    {"first a # 111111111111\n", "line 1: the tip is missing"},
	    {"first a 11111\n", "line 1: '11111' is no tip: it must be 12 digits of a commit id"},
	    {"first a 11111111111G", "line 1: '11111111111G' is no tip: it must be 12 digits of a commit id"},
	    {"first a 111111111111 x\n", "line 1: 'x' stands after the tip, where only a comment can"},
	    {"first a 111111111111\n\nhold a 111111111111\n", "line 3: a has line 1 already"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct planfile plan;
		struct error *err = planfile_parse(&plan, cases[i].text);

		assert_non_null(err);
		assert_string_equal(err->message, cases[i].message);
		assert_int_equal(plan.n, 0);
		error_free(err);
	}
}

static void takes_what_people_write(void **state)
{
	struct planfile plan;

	(void)state;
	parse(&plan, "");
	assert_int_equal(plan.n, 0);
	planfile_release(&plan);
	parse(&plan, "\t hold\tt/x   aaaaaaaaaaaa\t#no blank\r\n# the end");
	assert_int_equal(plan.n, 0 + 1);
	planfile_release(&plan);
}

static void keeps_comments_and_reasons(void **state)
{
	struct desk d;
	struct planfile plan, again;

	(void)state;
	start(&d);
	parse(&plan,
	    "# pullprep 0.1: plan\n# base: -\n\n# ask Sean first\n#because: only selftests\n"
	    "#   because: and a document\nsecond kvm/a 111111111111 # hold: x\n# because: not this one\n\n"
	    "second kvm/b 222222222222\n# of one that is gone\nhold gone 444444444444\n# at the end\n");
	assert_string_equal(plan.v[0].because, "only selftests and a document");
	assert_null(plan.v[1].because);
	assert_int_equal(plan.v[0].above.n, 3);
	assert_true(plan_line_chosen(&plan.v[0]));
	plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, true);
	assert_int_equal(d.verdicts[0].batch, BATCH_SECOND);
	assert_int_equal(d.verdicts[0].judged, BATCH_FIRST);
	assert_int_equal(d.verdicts[0].clause, CLAUSE_OVERRIDE);
	assert_string_equal(d.verdicts[0].override, "only selftests and a document");
	assert_string_equal(d.verdicts[0].reason,
	    "the maintainer's choice: only selftests and a document; the verdict is first: soaked");
	planfile_write(&d.text, &d.survey, d.verdicts, d.order, NULL, &plan);
	assert_non_null(strstr(d.text.s,
	    "# ask Sean first\n#because: only selftests\n#   because: and a document\nsecond  kvm/a"));
	assert_non_null(
	    strstr(d.text.s, "\n# of one that is gone\n# gone: hold gone 444444444444\n# at the end\n"));
	parse(&again, d.text.s);
	assert_true(plan_line_chosen(&again.v[0]));
	assert_string_equal(again.v[0].because, plan.v[0].because);
	planfile_release(&again);
	planfile_release(&plan);
	end(&d);
}

/* Whatever is around the header and in it is kept, once, and the header is there once. */
static void keeps_what_stands_at_the_header(void **state)
{
	static const char *const notes[] = {
	    "# my first line\n", "# in between\n", "#\n# right below\n", "# base\n"};
	struct desk d;
	struct planfile plan;
	struct buf text = BUF_INIT;
	char *window, *empty;

	(void)state;
	start(&d);
	planfile_write(&d.text, &d.survey, d.verdicts, d.order, "v5.17-rc4", NULL);
	window = strstr(d.text.s, "# window: ");
	empty = strstr(d.text.s, "\n\n") + 1;
	buf_addstr(&text, notes[0]);
	buf_add(&text, d.text.s, (size_t)(window - d.text.s));
	buf_addstr(&text, notes[1]);
	buf_add(&text, window, (size_t)(empty - window));
	buf_addf(&text, "%s%s%s", notes[2], notes[3], empty);
	parse(&plan, text.s);
	assert_int_equal(plan.top.n, 5);
	assert_int_equal(plan.v[0].above.n, 0);
	buf_reset(&d.text);
	planfile_write(&d.text, &d.survey, d.verdicts, d.order, "v5.17-rc4", &plan);
	for (size_t i = 0; i < sizeof(notes) / sizeof(*notes); i++) {
		assert_non_null(strstr(d.text.s, notes[i]));
		assert_true(strstr(d.text.s, notes[i]) > strstr(d.text.s, "as is this comment.\n\n"));
	}
	assert_null(strstr(strstr(d.text.s, "# pullprep ") + 1, "# pullprep "));
	assert_null(strstr(strstr(d.text.s, "# base: ") + 1, "# base: "));
	planfile_release(&plan);
	/* Without its first line it is no header. */
	parse(&plan, "# base: of all evil\n# as of: today\nfirst kvm/a 111111111111\n# window: shut\n");
	assert_int_equal(plan.v[0].above.n, 2);
	assert_int_equal(plan.below.n, 1);
	planfile_release(&plan);
	buf_release(&text);
	end(&d);
}

/* Any name that git allows for a ref. */
static void carries_any_name(void **state)
{
	static const char *const names[] = {"#1", "a#b", "a#", "##", "#", "\"", "\"\"", "\"a\"", "\"a", "a\"",
	    "'", "#\"", "hold", "because:", "kvm/\u5bbd\u5b57", "\xc2\xa0x", "\xff\xfe",
	    "a,b;c|d&e$(f)`g`<h>{i}%j!k=l+m", "@", "-x"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct planfile plan;
		struct desk d;

		start(&d);
		d.survey.topics.v[2].name = (char *)names[i];
		planfile_write(&d.text, &d.survey, d.verdicts, d.order, NULL, NULL);
		parse(&plan, d.text.s);
		assert_int_equal(plan.n, TOPICS);
		assert_string_equal(plan.v[2].topic, names[i]);
		assert_string_equal(plan.v[2].tip, "333333333333");
		assert_null(planfile_check(&plan, d.survey.topics.v, TOPICS));
		planfile_release(&plan);
		end(&d);
	}
}

/* What the program wrote itself gives way to today's verdict when judging anew, but holds when the plan is
 * used. */
static void tells_choices_from_old_verdicts(void **state)
{
	static const char text[] = "hold kvm/a 111111111111 # hold: 2 commits; 1 release\n";
	struct desk d;
	struct planfile plan;

	(void)state;
	start(&d);
	parse(&plan, text);
	plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, true);
	assert_int_equal(d.verdicts[0].batch, BATCH_FIRST);
	plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, false);
	assert_int_equal(d.verdicts[0].batch, BATCH_HOLD);
	assert_string_equal(d.verdicts[0].reason, "as the plan has it; today's verdict is first: soaked");
	/* What contains it, and has no line, is held up. */
	assert_int_equal(d.verdicts[1].batch, BATCH_HOLD);
	assert_string_equal(d.verdicts[1].reason, "contains kvm/a, which is hold; by itself first: soaked");
	assert_int_equal(d.verdicts[2].batch, BATCH_FIRST);
	planfile_release(&plan);
	end(&d);
}

static void leaves_alone_what_does_not_fit(void **state)
{
	struct desk d;
	struct planfile plan;

	(void)state;
	start(&d);
	d.verdicts[1].clause = CLAUSE_GONE;
	d.verdicts[1].batch = d.verdicts[1].own = BATCH_DROP;
	parse(&plan, "hold kvm/a 999999999999 # hold: 2 commits; 1 release\nfirst kvm/b 222222222222\n");
	plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, false);
	assert_int_equal(d.verdicts[0].batch, BATCH_FIRST);
	assert_int_equal(d.verdicts[1].batch, BATCH_DROP);
	planfile_release(&plan);
	end(&d);
}

static void keeps_choices_where_the_topic_moved(void **state)
{
	(void)state;
	for (int chosen_only = 0; chosen_only < 2; chosen_only++) {
		struct planfile plan;
		struct desk d;

		start(&d);
		parse(&plan, "# because: not yet\nhold kvm/a 999999999999 # first: 2 commits; soaked\n");
		plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, chosen_only);
		assert_int_equal(d.verdicts[0].batch, BATCH_HOLD);
		assert_int_equal(d.verdicts[0].clause, CLAUSE_OVERRIDE);
		assert_string_equal(d.verdicts[0].override, "not yet");
		planfile_release(&plan);
		end(&d);
	}
}

static void lists_as_the_maintainer_does(void **state)
{
	static const struct {
		const char *text;
		size_t order[TOPICS];
	} cases[] = {
	    {"first alias 333333333333\nfirst kvm/a 111111111111\nfirst kvm/b 222222222222\n", {2, 0, 1}},
	    {"first alias 333333333333\n", {2, 0, 1}},
	    {"first kvm/a 111111111111\nfirst kvm/long-name#3 333333333333\n", {0, 2, 1}},
	    /* A tip that moved keeps its place, another batch does not. */
	    {"first alias 999999999999\nfirst kvm/a 111111111111\n", {2, 0, 1}},
	    {"hold alias 333333333333\nfirst kvm/a 111111111111\n", {0, 1, 2}},
	    /* What is contained comes first, whatever the plan says. */
	    {"first kvm/b 222222222222\nfirst alias 333333333333\nfirst kvm/a 111111111111\n", {0, 1, 2}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct planfile plan;
		struct desk d;

		start(&d);
		parse(&plan, cases[i].text);
		plan_order(&plan, d.survey.topics.v, d.verdicts, TOPICS, d.order);
		for (size_t k = 0; k < TOPICS; k++)
			if (d.order[k] != cases[i].order[k])
				fail_msg("case %zu: %zu %zu %zu", i, d.order[0], d.order[1], d.order[2]);
		planfile_release(&plan);
		end(&d);
	}
}

static void refuses_what_does_not_fit(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
	    {"first kvm/a 111111111111\n", NULL},
	    {"first alias 333333333333\n", NULL},
	    {"first kvm/a 111111111111\nfirst kvm/b 222222222222\n", NULL},
	    {"second kvm/b 222222222222\nfirst kvm/a 111111111111\n", NULL},
	    {"first kvm/b 222222222222\nfixes kvm/a 111111111111\n", NULL},
	    {"first kvm/x 111111111111\n", "line 1: there is no topic kvm/x"},
	    {"# c\nfirst kvm/a 222222222222\n", "line 2: kvm/a has moved from 222222222222 to 111111111111"},
	    {"second kvm/a 111111111111\nfirst kvm/b 222222222222\n",
		"line 2: kvm/b is first, but contains kvm/a, which is second (line 1)"},
	    {"fixes kvm/b 222222222222\nfirst kvm/a 111111111111\n",
		"line 1: kvm/b is fixes, but contains kvm/a, which is first (line 2)"},
	    {"first kvm/b 222222222222\ndrop kvm/a 111111111111\n",
		"line 1: kvm/b is first, but contains kvm/a, which is drop (line 2)"},
	    {"first kvm/b 222222222222\nfirst kvm/a 111111111111\n",
		"line 1: kvm/b contains kvm/a, which is listed only after it (line 2)"},
	};
	struct desk d;

	(void)state;
	start(&d);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct planfile plan;
		struct error *err;

		parse(&plan, cases[i].text);
		err = planfile_check(&plan, d.survey.topics.v, TOPICS);
		if (!err != !cases[i].message)
			fail_msg("case %zu: %s", i, err ? err->message : "no error");
		if (err)
			assert_string_equal(err->message, cases[i].message);
		error_free(err);
		planfile_release(&plan);
	}
	end(&d);
}

/* Writes the plan anew over the old text; the text is the desk's. */
static void rewrite(struct desk *d, const char *old)
{
	struct planfile plan;

	parse(&plan, old);
	buf_reset(&d->text);
	planfile_write(&d->text, &d->survey, d->verdicts, d->order, NULL, &plan);
	planfile_release(&plan);
}

static void has(const struct desk *d, const char *text)
{
	if (!strstr(d->text.s, text))
		fail_msg("no '%s' in:\n%s", text, d->text.s);
}

static void keeps_empty_lines_and_the_files_own_comments(void **state)
{
	static const char old[] =
	    "# all of 5.18\n\n\n# and this\n\n# of a\nfirst kvm/a 111111111111\n\n\n"
	    "first kvm/b 222222222222\n# of a name\n\nfirst kvm/long-name#3 333333333333\n"
	    "\n# the end\n\n\n# really\n\n";
	struct desk d;
	char *text;

	(void)state;
	start(&d);
	rewrite(&d, old);
	has(&d, "as is this comment.\n\n# all of 5.18\n\n# and this\n\n# of a\nfirst   kvm/a ");
	has(&d, "soaked\n\nfirst   kvm/b ");
	has(&d, "soaked\n# of a name\n\nfirst   kvm/long-name#3 ");
	has(&d, "soaked\n\n# the end\n\n# really\n");
	text = mem_dup(d.text.s);
	rewrite(&d, text);
	assert_string_equal(d.text.s, text);
	/* An empty line between batches is not the maintainer's. */
	d.verdicts[2].batch = BATCH_HOLD;
	rewrite(&d, text);
	has(&d, "soaked\n\n# of a name\n\nhold    kvm/long-name#3 ");
	d.verdicts[2].batch = BATCH_FIRST;
	free(text);
	text = mem_dup("first kvm/a 111111111111\n\nhold kvm/b 222222222222\n");
	rewrite(&d, text);
	has(&d, "soaked\nfirst   kvm/b ");
	free(text);
	end(&d);
}

static void comments_without_topics_stay(void **state)
{
	struct planfile plan;

	(void)state;
	parse(&plan, "\n# one\n\n# two\n\n");
	assert_int_equal(plan.n, 0);
	assert_int_equal(plan.top.n, 3);
	assert_int_equal(plan.below.n, 0);
	planfile_release(&plan);
}

static void marks_what_moved(void **state)
{
	struct desk d;
	char *text;

	(void)state;
	start(&d);
	rewrite(&d, "second kvm/a 111111111111 # second: 1 commit; not risky\n");
	has(&d, "# first: 2 commits, 25% tests and docs; was second until 2022-03-22; soaked\n");
	/* It stays, until the topic moves again, or is chosen. */
	d.project.cycle.as_of++;
	text = mem_dup(d.text.s);
	rewrite(&d, text);
	has(&d, "; was second until 2022-03-22; soaked\n");
	d.verdicts[0].batch = BATCH_HOLD;
	rewrite(&d, text);
	has(&d, "# hold: 2 commits, 25% tests and docs; was first until 2022-03-23; soaked\n");
	free(text);
	d.verdicts[0].batch = BATCH_FIRST;
	rewrite(&d, "first kvm/a 111111111111 # second: 1 commit; was hold until 2022-03-22; not risky\n");
	assert_null(strstr(d.text.s, "was"));
	/* A reason that sounds like it is none. */
	rewrite(&d, "first kvm/a 111111111111 # first: 1 commit; soaked; was hold until 2022-03-22; x\n");
	assert_null(strstr(d.text.s, "was"));
	rewrite(&d, "first kvm/a 111111111111 # first: 1 commit; was hold until Monday; x\n");
	assert_null(strstr(d.text.s, "was"));
	end(&d);
}

/* A choice that the verdict comes to agree with is one still, once it does not any more. */
static void a_choice_outlives_agreement(void **state)
{
	static const char chosen[] = "first kvm/a 111111111111 # hold: 2 commits; never\n";
	struct planfile plan;
	struct desk d;
	char *text;

	(void)state;
	start(&d);
	rewrite(&d, chosen);
	has(&d, "# first: 2 commits, 25% tests and docs; the maintainer's choice too; soaked\n");
	text = mem_dup(d.text.s);
	rewrite(&d, text);
	assert_string_equal(d.text.s, text);
	parse(&plan, text);
	assert_true(plan_line_chosen(&plan.v[0]));
	assert_false(plan_line_chosen(&plan.v[1]));
	d.verdicts[0].own = d.verdicts[0].batch = BATCH_HOLD;
	plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, true);
	assert_int_equal(d.verdicts[0].batch, BATCH_FIRST);
	assert_int_equal(d.verdicts[0].clause, CLAUSE_OVERRIDE);
	planfile_release(&plan);
	rewrite(&d, text);
	has(&d, "first   kvm/a            111111111111  # hold: 2 commits, 25% tests and docs; the "
		"maintainer's choice; the verdict is hold: soaked\n");
	free(text);
	end(&d);
}

/* What is as the plan has it, and was not chosen, keeps its note: it must not look chosen. */
static void keeps_the_note_of_what_only_the_plan_has(void **state)
{
	static const char old[] = "second kvm/a 111111111111 # second: 1 commit; not risky\n";
	struct planfile plan;
	struct desk d;

	(void)state;
	start(&d);
	parse(&plan, old);
	plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, false);
	planfile_write(&d.text, &d.survey, d.verdicts, d.order, NULL, &plan);
	has(&d, "second  kvm/a            111111111111  # second: 1 commit; not risky\n");
	planfile_release(&plan);
	end(&d);
}

static void binds_one_window_only(void **state)
{
	static const char old[] =
	    "# pullprep 0.1: plan for v5.17 \n# base: -\n\n# of a\n# because: it must\nhold "
	    "kvm/a 111111111111 # first: 1 commit; soaked\nfirst kvm/x 444444444444\n"
	    "second alias 333333333333 # second: 1 commit; x\n";
	struct planfile plan;
	struct desk d;

	(void)state;
	start(&d);
	parse(&plan, old);
	assert_string_equal(plan.version, "v5.17");
	assert_true(planfile_is_other(&plan, &d.project.cycle));
	planfile_retire(&plan);
	plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, true);
	plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, false);
	for (size_t i = 0; i < TOPICS; i++)
		assert_int_equal(d.verdicts[i].clause, CLAUSE_WINDOW);
	planfile_write(&d.text, &d.survey, d.verdicts, d.order, NULL, &plan);
	has(&d, "# of a\n# v5.17 because: it must\nfirst   kvm/a ");
	assert_null(strstr(d.text.s, "was"));
	assert_null(strstr(d.text.s, "gone"));
	planfile_release(&plan);
	parse(&plan, d.text.s);
	assert_null(plan.v[0].because);
	assert_false(planfile_is_other(&plan, &d.project.cycle));
	planfile_release(&plan);
	/* A plan that does not say is this window's. */
	parse(&plan, "first kvm/a 111111111111\n");
	assert_false(planfile_is_other(&plan, &d.project.cycle));
	planfile_release(&plan);
	end(&d);
}

static void knows_renamed_topics(void **state)
{
	static const char text[] = "first kvm/old 222222222222\nfirst kvm/a 555555555555\n"
				   "first kvm/none 111111111111\nfirst kvm/gone 444444444444\n";
	struct planfile plan;
	struct desk d;

	(void)state;
	start(&d);
	parse(&plan, text);
	assert_ptr_equal(
	    planfile_renamed(&plan, &plan.v[0], d.survey.topics.v, TOPICS), &d.survey.topics.v[1]);
	for (size_t i = 1; i < plan.n; i++)
		assert_null(planfile_renamed(&plan, &plan.v[i], d.survey.topics.v, TOPICS));
	planfile_release(&plan);
	end(&d);
}

/* Series that are applied in turns go together, in whichever order. */
static void series_in_turns(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
	    {"first kvm/a 111111111111\nfirst kvm/b 222222222222\n", NULL},
	    {"first kvm/b 222222222222\nfirst kvm/a 111111111111\n", NULL},
	    {"second kvm/b 222222222222\nfirst kvm/a 111111111111\n",
		"line 2: kvm/a is first, but contains kvm/b, which is second (line 1)"},
	    {"first alias 333333333333\nfirst kvm/long-name#3 333333333333\n",
		"line 2: kvm/long-name#3 has line 1 already, as alias"},
	};
	struct planfile plan;
	struct desk d;

	(void)state;
	start(&d);
	strings_add(&d.survey.topics.v[0].contains, "kvm/b");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct error *err;

		parse(&plan, cases[i].text);
		err = planfile_check(&plan, d.survey.topics.v, TOPICS);
		if (!err != !cases[i].message)
			fail_msg("case %zu: %s", i, err ? err->message : "no error");
		if (err)
			assert_string_equal(err->message, cases[i].message);
		error_free(err);
		planfile_release(&plan);
	}
	parse(&plan, "hold kvm/a 111111111111\n");
	plan_override(&plan, d.survey.topics.v, TOPICS, d.verdicts, true);
	assert_int_equal(d.verdicts[1].batch, BATCH_HOLD);
	plan_order(&plan, d.survey.topics.v, d.verdicts, TOPICS, d.order);
	planfile_release(&plan);
	strings_release(&d.survey.topics.v[0].contains);
	end(&d);
}

/* A linear branch of a thousand series, each of which contains all below it, and its middle one held. */
static void is_quick_with_a_long_line(void **state)
{
	enum { MANY = 1000, SECONDS_MOST = 10 };
	struct project project = {.cycle = {.as_of = day_make(2022, 3, 22)}};
	struct survey survey = {.project = &project};
	struct verdict *verdicts = mem_zero(MANY, sizeof(*verdicts));
	size_t *order = mem_new(MANY, sizeof(*order)), index = 0, held = 0;
	struct buf text = BUF_INIT, again = BUF_INIT;
	struct planfile plan;
	clock_t begin;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		struct topic t = {.name = mem_format("series-%zu", i), .patches = 1};

		memcpy(t.tip.id, &i, sizeof(i));
		array_push(&t.commits, index);
		for (size_t k = 0; k < i; k++)
			strings_add(&t.contains, survey.topics.v[k].name);
		array_push(&survey.topics, t);
		verdicts[i] = (struct verdict){.batch = BATCH_FIRST,
		    .own = i == MANY / 2 ? BATCH_HOLD : BATCH_FIRST,
		    .clause = CLAUSE_WINDOW,
		    .own_reason = mem_dup("soaked")};
	}
	begin = clock();
	ancestry_settle(survey.topics.v, MANY, verdicts);
	split_order(survey.topics.v, verdicts, MANY, order);
	planfile_write(&text, &survey, verdicts, order, NULL, NULL);
	parse(&plan, text.s);
	assert_null(planfile_check(&plan, survey.topics.v, MANY));
	plan_override(&plan, survey.topics.v, MANY, verdicts, false);
	plan_order(&plan, survey.topics.v, verdicts, MANY, order);
	planfile_write(&again, &survey, verdicts, order, NULL, &plan);
	assert_string_equal(text.s, again.s);
	assert_true(clock() - begin < SECONDS_MOST * CLOCKS_PER_SEC);
	for (size_t i = 0; i < MANY; i++) {
		assert_int_equal(order[i], i);
		held += verdicts[i].batch == BATCH_HOLD;
	}
	assert_int_equal(held, MANY / 2);
	planfile_release(&plan);
	verdicts_release(verdicts, MANY);
	survey_release(&survey);
	free(verdicts);
	free(order);
	buf_release(&text);
	buf_release(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_and_reads),
	    cmocka_unit_test(refuses_garbage),
	    cmocka_unit_test(takes_what_people_write),
	    cmocka_unit_test(keeps_comments_and_reasons),
	    cmocka_unit_test(tells_choices_from_old_verdicts),
	    cmocka_unit_test(leaves_alone_what_does_not_fit),
	    cmocka_unit_test(keeps_choices_where_the_topic_moved),
	    cmocka_unit_test(keeps_what_stands_at_the_header),
	    cmocka_unit_test(carries_any_name),
	    cmocka_unit_test(lists_as_the_maintainer_does),
	    cmocka_unit_test(refuses_what_does_not_fit),
	    cmocka_unit_test(keeps_empty_lines_and_the_files_own_comments),
	    cmocka_unit_test(comments_without_topics_stay),
	    cmocka_unit_test(marks_what_moved),
	    cmocka_unit_test(a_choice_outlives_agreement),
	    cmocka_unit_test(keeps_the_note_of_what_only_the_plan_has),
	    cmocka_unit_test(binds_one_window_only),
	    cmocka_unit_test(knows_renamed_topics),
	    cmocka_unit_test(series_in_turns),
	    cmocka_unit_test(is_quick_with_a_long_line),
	};

	return cmocka_run_group_tests_name("planfile", tests, NULL, NULL);
}
